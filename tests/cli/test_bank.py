"""A made-up month at the bank: imported once, whole or not at all, and held against what was settled."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from adapters import database
from adapters.bank_files import COLUMNS, BadStatement, read_statements
from cli.bank import import_statements
from db.bank import OtherContent
from domain.clock import local_midnight
from tests.casework.made_ledger import MadeLedger
from tests.conftest import City

MONTH, END = date(2031, 3, 1), date(2031, 3, 31)
HEAD = "2031-03,000-12345,2031-03-01,2031-03-31"
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>m</MsgId></GrpHdr>
<Stmt><Id>2031-03-X</Id><Acct><Id><Othr><Id>000-12345</Id></Othr></Id></Acct>
<FrToDt><FrDtTm>2031-03-01T00:00:00</FrDtTm><ToDtTm>2031-03-31T23:59:59</ToDtTm></FrToDt>{entries}</Stmt>
</BkToCstmrStmt></Document>"""
ENTRY = """<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><BookgDt><Dt>{day}</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><EndToEndId>e</EndToEndId></Refs><RmtInf><Ustrd>{reference}</Ustrd></RmtInf></TxDtls></NtryDtls>
</Ntry>"""
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Document>&b;</Document>'
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><Document/>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]><Document/>'


def written(folder: Path, *rows: str, head: str = ",".join(COLUMNS)) -> Path:
    file = folder / "releve.csv"
    file.write_text("\n".join([head, *(f"{HEAD},{row}" for row in rows)]) + "\n", encoding="utf-8")
    return file


def camt(folder: Path, *entries: dict[str, str], content: str = "") -> Path:
    file = folder / "releve.xml"
    usual = {"currency": "CAD", "sign": "CRDT", "day": "2031-03-04", "reference": ""}
    file.write_text(content or CAMT.format(entries="".join(ENTRY.format(**usual | one) for one in entries)))
    return file


def test_our_own_form_and_camt_053_say_the_same(tmp_path: Path) -> None:
    (ours,) = read_statements(written(tmp_path, "1,2031-03-04,150.00,Stripe abc", "2,2031-03-05,-40.5,Remboursement"))
    entries = [{"amount": "150.00", "reference": "Stripe abc"},
               {"amount": "40.50", "sign": "DBIT", "day": "2031-03-05", "reference": "Remboursement"}]  # fmt: skip
    (theirs,) = read_statements(camt(tmp_path, *entries))
    assert [(line.line, line.day, line.cents) for line in ours.lines] == [
        (line.line, line.day, line.cents) for line in theirs.lines] == [
        (1, date(2031, 3, 4), 15_000), (2, date(2031, 3, 5), -4_050)]  # fmt: skip
    assert (theirs.account, theirs.from_day, theirs.until_day) == (ours.account, ours.from_day, ours.until_day)
    assert "Stripe abc" in theirs.lines[0].reference


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, PARAMETER, "<!DOCTYPE Document><Document/>"])
def test_a_document_type_is_refused_whatever_it_holds(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadStatement, match="document type"):
        read_statements(camt(tmp_path, content=content))


@pytest.mark.parametrize(
    "content", ["<Document>", "not xml", "<Document/>", CAMT.format(entries="").replace("Id>", "I>")]
)
def test_xml_that_is_no_statement_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadStatement):
        read_statements(camt(tmp_path, content=content))


@pytest.mark.parametrize("change", [
    {"currency": "USD"}, {"sign": "?"}, {"amount": "1,50"}, {"amount": "NaN"}, {"amount": "0.00"}, {"amount": "1.005"},
    {"amount": "-1"}, {"day": "2031-02-30"}, {"day": "2031-04-01"}, {"day": ""},
], ids=str)  # fmt: skip
def test_an_entry_that_is_wrong_refuses_the_whole_file(tmp_path: Path, change: dict[str, str]) -> None:
    if change.get("amount") == "-1":
        change = {"amount": "--1"}
    with pytest.raises(BadStatement):
        read_statements(camt(tmp_path, {"amount": "10.00"}, {"amount": "10.00"} | change))


@pytest.mark.parametrize("row", [
    "1,2031-03-04,150.00", "x,2031-03-04,1.00,", "1,2031-02-29,1.00,", "1,2031-03-04,0,", "1,2031-03-04,1e3,",
    "1,2031-03-04,1.00,a,b", "1,2031-04-04,1.00,", '1,2031-03-04,1.00,"a', "1,2031-03-04,١,",
])  # fmt: skip
def test_a_row_that_is_wrong_refuses_the_whole_file(tmp_path: Path, row: str) -> None:
    with pytest.raises(BadStatement):
        read_statements(written(tmp_path, "9,2031-03-04,1.00,ok", row))


def test_a_line_number_comes_once_and_the_header_is_ours(tmp_path: Path) -> None:
    twice = written(tmp_path, "1,2031-03-04,1.00,a", "1,2031-03-04,2.00,b")
    with pytest.raises(BadStatement, match="comes twice"):
        read_statements(twice)
    with pytest.raises(BadStatement, match="first line"):
        read_statements(written(tmp_path, head="date,amount"))


@pytest.fixture
async def ledger(city: City) -> AsyncIterator[MadeLedger]:
    async with await psycopg.AsyncConnection.connect(city.database_url, autocommit=True) as owner:
        made = MadeLedger(owner)
        yield made
        await made.clear()
        await owner.execute("DELETE FROM bank_lines")
        await owner.execute("DELETE FROM bank_statements")


async def settled(ledger: MadeLedger, cents: int, day: int, back: int = 0) -> str:
    """A payment captured on a day of the month, and perhaps some of it given back on the next."""
    at = local_midnight(MONTH + timedelta(days=day - 1)) + timedelta(hours=12)
    case_id = await ledger.case("VD", at)
    payment = {"id": f"{case_id}-at_issue", "case": case_id, "cents": cents, "at": at, "back": back}
    await ledger.owner.execute(
        "INSERT INTO payments (payment_id, case_id, purpose, cents, hosted_url, status, opened_at, captured_at, "
        "refunded_cents) VALUES (%(id)s, %(case)s, 'at_issue', %(cents)s, '', 'captured', %(at)s, %(at)s, %(back)s)",
        payment,
    )
    if back:
        await ledger.owner.execute(
            "INSERT INTO refunds VALUES (%(id)s, 'k', %(case)s, %(back)s, %(at)s, %(at)s::timestamptz + '1 day')",
            payment,
        )
    return payment["id"]


async def a_month(ledger: MadeLedger, folder: Path) -> tuple[Path, dict[str, str]]:
    """40 payments that the bank names, 5 that it does not, a refund, one of another amount, one missing, one under
    way, a deposit that nobody knows."""
    named = [await settled(ledger, 10_000 + rank, 1 + rank % 25) for rank in range(40)]
    unnamed = [(await settled(ledger, 77_700 + rank, 10), 77_700 + rank) for rank in range(5)]
    told = {"refunded": await settled(ledger, 20_000, 6, back=5_000), "differing": await settled(ledger, 30_000, 7),
            "missing": await settled(ledger, 31_000, 8), "under_way": await settled(ledger, 32_000, 30)}  # fmt: skip
    rows = [f"{rank},2031-03-{3 + rank % 25:02d},{(10_000 + rank) / 100:.2f},STRIPE {payment}"
            for rank, payment in enumerate(named)]  # fmt: skip
    rows += [f"{100 + rank},2031-03-12,{cents / 100:.2f},VERSEMENT" for rank, (_, cents) in enumerate(unnamed)]
    rows += [f"200,2031-03-08,200.00,{told['refunded']}", f"201,2031-03-09,-50.00,{told['refunded']}",
             f"202,2031-03-09,295.60,{told['differing']}", "203,2031-03-15,1234.56,DEPOT INCONNU"]  # fmt: skip
    return written(folder, *rows), told


@pytest.mark.stack
async def test_a_month_is_reconciled_and_imported_once(city: City, ledger: MadeLedger, tmp_path: Path) -> None:
    file, told = await a_month(ledger, tmp_path)
    engine = database.engine(city.database_url, pool=1)
    sessions = database.sessions(engine)

    async def run() -> dict[str, Any]:
        return await import_statements(sessions, file, read_statements(file), datetime.now(UTC))

    first, again = await run(), await run()
    assert (first["lines"], first["imported"], again["imported"], again["already_imported"]) == (49, 49, 0, 49)
    for figures in (first, again):
        assert figures["matched"] == 47
        assert [one["payment_id"] for one in figures["missing"]] == [told["missing"]]
        assert [one["payment_id"] for one in figures["under_way"]] == [told["under_way"]]
        assert [(one["payment_id"], one["cents"], one["settled_cents"]) for one in figures["differing"]] == [
            (told["differing"], 29_560, 30_000)]  # fmt: skip
        assert [one["reference"] for one in figures["unknown"]] == ["DEPOT INCONNU"]
        assert figures["clean"] is False
    file.write_text(file.read_text().replace("1234.56", "1234.57"))
    with pytest.raises(OtherContent, match="line 203"):
        await run()
    await engine.dispose()


@pytest.mark.stack
async def test_the_verb_prints_one_json_object_and_its_exit_code_tells(
    city: City, ledger: MadeLedger, tmp_path: Path
) -> None:
    payment = await settled(ledger, 15_000, 4)
    verb = [sys.executable, "-m", "cli", "bank", "import", "--json"]

    def run(file: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*verb, str(file)], env=city.env, capture_output=True, text=True, check=False)

    good = run(camt(tmp_path, {"amount": "150.00", "reference": payment}))
    assert (good.returncode, json.loads(good.stdout)["matched"]) == (0, 1), good.stderr
    stray = run(written(tmp_path, "1,2031-03-05,1.00,INCONNU"))
    assert (stray.returncode, len(json.loads(stray.stdout)["unknown"])) == (1, 1), stray.stderr
    refused = run(camt(tmp_path, content=BOMB))
    assert refused.returncode == 1 and refused.stdout == "" and "document type" in refused.stderr
