"""`./guichet bank`: the bank's statements imported once, and held against what was settled."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.exc import SQLAlchemyError

from adapters import database
from adapters.bank_files import BadStatement, Statement, read_statements
from cli import show
from cli.connected import owner_url
from db import bank as kept
from domain.reconciliation import DAYS_UNDER_WAY, Line, Pair, Reconciled, Settlement, reconcile

bank = typer.Typer(help="The bank's statements, held against what was settled.", no_args_is_help=True)


@bank.callback()
def _group() -> None:
    """Keep `import` a verb of its own."""


@bank.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV of our form, or camt.053 XML.")],
    var: Annotated[Path, typer.Option(help="Where the city keeps its data.")] = Path("var"),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Import a statement, once however often it is given, and say what matches. Exit code 1 when something does not."""
    try:
        statements = read_statements(file)
        figures = asyncio.run(_import(owner_url(var), file, statements))
    except (BadStatement, kept.OtherContent) as wrong:
        raise _refused(f"{file.name}: {wrong}") from wrong
    except FileNotFoundError as unknown:
        raise _refused(f"no city under {var}/: start one with ./guichet up, or set DATABASE_URL") from unknown
    except SQLAlchemyError as down:
        raise _refused(f"the database does not answer, or refuses: {type(down).__name__}") from down
    show.result(figures, as_json=as_json, title="Statement imported")
    raise typer.Exit(0 if figures["clean"] else 1)


async def _import(url: str, file: Path, statements: tuple[Statement, ...]) -> dict[str, Any]:
    engine = database.engine(url, pool=1)
    try:
        return await import_statements(database.sessions(engine), file, statements, datetime.now(UTC))
    finally:
        await engine.dispose()


async def import_statements(
    sessions: database.Sessions, file: Path, statements: tuple[Statement, ...], now: datetime
) -> dict[str, Any]:
    """Keep them and reconcile their days; the figures of the verb. Raises OtherContent; then nothing was kept."""
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    async with sessions.begin() as session:
        new = 0
        for one in statements:
            row = {name: getattr(one, name) for name in ("id", "account", "from_day", "until_day")}
            new += await kept.keep_statement(session, row | {"sha256": sha256}, one.lines, now)
        first, last = min(one.from_day for one in statements), max(one.until_day for one in statements)
        early, late = timedelta(days=2 * DAYS_UNDER_WAY), timedelta(days=DAYS_UNDER_WAY)
        lines = await kept.lines_between(session, first - early, last + late)
        settlements = await kept.settled_between(session, first - early, last)
    return _figures(statements, new, _within(reconcile(lines, settlements, last), statements))


def _within(result: Reconciled, statements: tuple[Statement, ...]) -> Reconciled:
    """What concerns the file: its own lines, and settlements of its days. Neighbouring days were there to match."""
    ids = {one.id for one in statements}
    first = min(one.from_day for one in statements)
    return Reconciled(
        matched=[pair for pair in result.matched if pair.line.statement_id in ids],
        differing=[pair for pair in result.differing if pair.line.statement_id in ids],
        unknown=[line for line in result.unknown if line.statement_id in ids],
        missing=[one for one in result.missing if one.day >= first],
        under_way=[one for one in result.under_way if one.day >= first],
    )


def _figures(statements: tuple[Statement, ...], new: int, result: Reconciled) -> dict[str, Any]:
    lines = sum(len(one.lines) for one in statements)
    return {
        "statements": [one.id for one in statements],
        "lines": lines,
        "imported": new,
        "already_imported": lines - new,
        "matched": len(result.matched),
        "matched_cents": sum(pair.line.cents for pair in result.matched),
        "under_way": [_settlement(one) for one in result.under_way],
        "differing": [_pair(pair) for pair in result.differing],
        "missing": [_settlement(one) for one in result.missing],
        "unknown": [_line(line) for line in result.unknown],
        "clean": result.clean,
    }


def _settlement(of: Settlement) -> dict[str, Any]:
    return {"payment_id": of.payment_id, "cents": of.cents, "day": of.day.isoformat()}


def _line(of: Line) -> dict[str, Any]:
    return {"statement": of.statement_id, "line": of.line, "day": of.day.isoformat(), "cents": of.cents,
            "reference": of.reference}  # fmt: skip


def _pair(of: Pair) -> dict[str, Any]:
    return _line(of.line) | {"payment_id": of.settlement.payment_id, "settled_cents": of.settlement.cents}


def _refused(reason: str) -> typer.Exit:
    typer.echo(f"Error: {reason}", err=True)
    return typer.Exit(1)
