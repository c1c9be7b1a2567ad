"""Damage done on purpose, to a copy: each name moves exactly its figure of the conservation check (DESIGN §12)."""

import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from checks import contest_damages, damages, hearing_damages, letter_damages, money_damages
from checks.evidence import Evidence

COPIED = ("gateway", "mail", "documents", "seal", "heads", "rooms")


@dataclass(frozen=True)
class Damage:
    """The figure that must see it, and what is done."""

    figure: str
    do: Callable[[damages.Connection, Evidence], None]


DAMAGES = {
    "lost-case": Damage("lost", damages.lost_case),
    "lost-act": Damage("lost", damages.lost_act),
    "duplicated-case": Damage("duplicated_cases", damages.duplicated_case),
    "doubled-fee": Damage("doubled_fees", damages.doubled_fee),
    "doubled-letter": Damage("doubled_letters", damages.doubled_letter),
    "unasked-refund": Damage("unbalanced_ledgers", money_damages.unasked_refund),
    "refund-above-capture": Damage("refunds_off", money_damages.refund_above_capture),
    "doubled-refund": Damage("double_refunds", money_damages.doubled_refund),
    "till-off": Damage("tills_off", money_damages.till_off),
    "skipped-invoice": Damage("invoices_off", money_damages.skipped_invoice),
    "unbalanced-line": Damage("unbalanced_ledgers", damages.unbalanced_line),
    "broken-chain": Damage("chain_broken", damages.broken_chain),
    "diverged": Damage("diverged", damages.diverged),
    "contradicted": Damage("contradicted", damages.contradicted),
    "letter-astray": Damage("undelivered", letter_damages.letter_astray),
    "letter-in-two-batches": Damage("misprinted", letter_damages.letter_in_two_batches),
    "false-manifest": Damage("misprinted", letter_damages.false_manifest),
    "quiet-withdrawal": Damage("unfounded_standings", letter_damages.quiet_withdrawal),
}

CONTEST_DAMAGES = {  # of a record that has contests of every kind; the last figures are those of `contest_ends`
    "fine-twice": Damage("doubled_fees", contest_damages.fine_twice),
    "captured-twice": Damage("doubled_fees", contest_damages.captured_twice),
    "statement-twice": Damage("duplicated_cases", contest_damages.statement_twice),
    "closed-owing": Damage("unbalanced_ledgers", contest_damages.closed_owing),
    "quiet-write-off": Damage("unbalanced_ledgers", contest_damages.quiet_write_off),
    "refund-from-the-till": Damage("refunds_off", contest_damages.refund_from_the_till),
    "slot-twice": Damage("double_booked_slots", contest_damages.slot_twice),
    "another-end": Damage("unfounded_ends", contest_damages.another_end),
    "judged-too-soon": Damage("judged_before_the_deadline", contest_damages.judged_too_soon),
    "silence-unheard": Damage("default_without_silence_or_absence", contest_damages.silence_unheard),
    "trial-alone": Damage("convicted_unheard", contest_damages.trial_alone),
    "minor-fined": Damage("minor_above_the_cap", contest_damages.minor_fined),
    "paid-and-forgotten": Damage("paid_without_a_plea", contest_damages.paid_and_forgotten),
    "closed-too-soon": Damage("closed_before_the_appeal_delay", contest_damages.closed_too_soon),
}

HEARING_DAMAGES = {  # of a city whose hearings are over; the figures are those of `hearing_rooms`
    "doubled-room": Damage("doubled_rooms", hearing_damages.doubled_room),
    "left-room": Damage("rooms_left", hearing_damages.left_room),
    "unlooked-hearing": Damage("unknown_at_t24", hearing_damages.unlooked_hearing),
    "lost-hearing": Damage("lost_hearings", hearing_damages.lost_hearing),
    "silent-process": Damage("lost_hearings", hearing_damages.silent_process),
}


def do_damage(evidence: Evidence, name: str) -> None:
    """Damage this very evidence. Raises KeyError for an unknown name, LookupError when nothing could be damaged."""
    with damages.Connection.connect(evidence.database_url, row_factory=dict_row) as record:
        record.execute("SET LOCAL session_replication_role = replica")  # whoever owns the database can go round guards
        (DAMAGES | CONTEST_DAMAGES | HEARING_DAMAGES)[name].do(record, evidence)


@contextmanager
def sabotaged(evidence: Evidence, name: str) -> Generator[Evidence]:
    """A damaged copy of the evidence: a cloned database and copied files, taken away afterwards. Raises as `do_damage`.

    Nobody can reach the city's database for the second that the cloning takes.
    """
    with copied(evidence) as copy:
        do_damage(copy, name)
        yield copy


@contextmanager
def copied(evidence: Evidence) -> Generator[Evidence]:
    """A copy of everything but the engine, which is only read."""
    with tempfile.TemporaryDirectory() as folder, _cloned(evidence.database_url) as url:
        var = Path(folder)
        for name in COPIED:
            if (evidence.var / name).exists():
                shutil.copytree(evidence.var / name, var / name)
        acknowledgements = evidence.acknowledgements and Path(shutil.copy(evidence.acknowledgements, var))
        yield replace(evidence, database_url=url, var=var, acknowledgements=acknowledgements)


@contextmanager
def _cloned(url: str) -> Generator[str]:
    name = urlsplit(url).path.strip("/")
    clone = f"{name}_sabotaged"
    with psycopg.connect(_beside(url, "postgres"), autocommit=True) as server:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(clone))
        server.execute(drop)
        _clone(server, name, clone)
        try:
            yield _beside(url, clone)
        finally:
            server.execute(drop)


def _beside(url: str, database: str) -> str:
    """The address of another database on the same server."""
    return urlsplit(url)._replace(path=f"/{database}").geturl()


def _clone(server: psycopg.Connection, name: str, clone: str) -> None:
    """A template may have no other session: new ones are kept out and those there are ended."""
    let_in = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    server.execute(let_in.format(sql.Identifier(name), sql.SQL("false")))
    try:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(make.format(sql.Identifier(clone), sql.Identifier(name)))
    finally:
        server.execute(let_in.format(sql.Identifier(name), sql.SQL("true")))
