"""A borough's till: opened once a day, balanced against the ledger, signed, closed for ever; and open invoices."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest

from adapters import database
from casework import tills
from casework.invoices import age_of
from db import invoices, record
from domain.clock import local_date, local_midnight
from domain.events import Event, Posting
from domain.invoicing import Invoice
from domain.ports import DataKey
from domain.till_errors import TillNotOpen
from tests.api.town import ADMINISTRATOR, CLERK, CLERK_ELSEWHERE, OWNER, Town, problem_type
from tests.casework.made_ledger import MadeLedger
from tests.conftest import City
from tests.web.visitor import Visitor

pytestmark = pytest.mark.stack
FLOAT = 20_000
KEY = DataKey("0" * 16, bytes(32))
PATH = "/tills/RO"


@pytest.fixture
async def till(town: Town) -> AsyncIterator[dict[str, Any]]:
    """Today's till of the borough RO, newly opened; gone afterwards."""
    await forget_tills(town.city)
    answer = await town.post("/tills", {"borough": "RO", "float_cents": FLOAT}, CLERK_ELSEWHERE)
    assert answer.status_code == 201, answer.text
    yield answer.json()
    await forget_tills(town.city)


async def forget_tills(city: City) -> None:
    async with await psycopg.AsyncConnection.connect(city.database_url) as owner:
        await owner.execute("ALTER TABLE till_days DISABLE TRIGGER till_is_closed_for_ever")
        await owner.execute("DELETE FROM till_days WHERE borough = 'RO'")
        await owner.execute("ALTER TABLE till_days ENABLE TRIGGER till_is_closed_for_ever")


async def a_day_at_the_counter(ledger: MadeLedger, day: date) -> None:
    """Two payments in cash, a cheque, a terminal slip, change handed back; others that do not belong to the day."""
    noon = local_midnight(day) + timedelta(hours=12)
    case_id = await ledger.case("RO", noon)
    for cents, method in ((15_000, "cash"), (2_550, "cash"), (98_000, "cheque"), (30_000, "terminal")):
        await ledger.post(case_id, noon, ("till", "receivable", cents), method=method)
    await ledger.post(case_id, noon, ("refunded", "till", 550), method="cash")
    await ledger.post(case_id, noon, ("cash", "receivable", 7_000))
    elsewhere = await ledger.case("VD", noon)
    await ledger.post(elsewhere, noon, ("till", "receivable", 1_111), method="cash")
    for instant in (local_midnight(day) - timedelta(seconds=1), local_midnight(day + timedelta(days=1))):
        await ledger.post(case_id, instant, ("till", "receivable", 3_333), method="cash")


async def close(town: Town, day: str, account: str = CLERK_ELSEWHERE, **count: Any) -> Any:
    body = {"cash_cents": FLOAT + 17_000, "cheque_cents": 98_000, "terminal_cents": 30_000} | count
    return await town.post(f"{PATH}/{day}/close", body, account)


async def test_a_till_holds_its_float_and_the_day_s_receipts_of_its_borough(
    town: Town, till: dict[str, Any], ledger: MadeLedger
) -> None:
    await a_day_at_the_counter(ledger, date.fromisoformat(till["day"]))
    read = (await town.get(f"{PATH}/{till['day']}", CLERK_ELSEWHERE)).json()
    assert read["expected"] == {"cash_cents": FLOAT + 17_000, "cheque_cents": 98_000, "terminal_cents": 30_000}
    assert [one["cents"] for one in read["takings"]] == [15_000, 2_550, 98_000, 30_000, -550]
    assert read["may_close"] is True


async def test_a_till_that_balances_is_closed_once_and_for_ever(
    town: Town, till: dict[str, Any], ledger: MadeLedger
) -> None:
    await a_day_at_the_counter(ledger, date.fromisoformat(till["day"]))
    closed = await close(town, till["day"])
    assert closed.status_code == 200, closed.text
    told = closed.json()["closing"]
    assert (told["difference_cents"], told["signed_by"]) == (0, CLERK_ELSEWHERE)
    for answer in (await close(town, till["day"]), await close(town, till["day"], cash_cents=1, reason="encore")):
        assert (answer.status_code, problem_type(answer)) == (409, "till-not-open")
    again = await town.post("/tills", {"borough": "RO", "float_cents": FLOAT}, CLERK_ELSEWHERE)
    assert (again.status_code, problem_type(again)) == (409, "till-already-open")
    async with await psycopg.AsyncConnection.connect(town.city.database_url) as owner:
        for change in ("UPDATE till_days SET reason = 'x' WHERE borough = 'RO'", "DELETE FROM till_days"):
            with pytest.raises(psycopg.errors.RaiseException, match="closed for ever"):
                await owner.execute(change.encode())
            await owner.rollback()


async def test_a_difference_is_stated_and_needs_a_reason(town: Town, till: dict[str, Any], ledger: MadeLedger) -> None:
    await a_day_at_the_counter(ledger, date.fromisoformat(till["day"]))
    short = FLOAT + 17_000 - 500
    silent = await close(town, till["day"], cash_cents=short)
    assert (silent.status_code, silent.json()["errors"][0]["field"]) == (422, "reason")
    swapped = await close(town, till["day"], cash_cents=FLOAT + 18_000, cheque_cents=97_000)
    assert swapped.status_code == 422
    said = await close(town, till["day"], cash_cents=short, reason="Un billet de 5 $ manque.")
    assert said.json()["closing"]["difference_cents"] == -500


async def test_fifty_clerks_close_a_till_once(town: Town, till: dict[str, Any]) -> None:
    count = {"cash_cents": FLOAT, "cheque_cents": 0, "terminal_cents": 0}
    answers = await asyncio.gather(*(close(town, till["day"], **count) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 19


async def test_a_till_is_opened_once_a_day_and_opening_it_alike_again_is_the_same(
    town: Town, till: dict[str, Any]
) -> None:
    same = await town.post("/tills", {"borough": "RO", "float_cents": FLOAT}, CLERK_ELSEWHERE)
    assert (same.status_code, same.json()) == (201, till)
    other = await town.post("/tills", {"borough": "RO", "float_cents": FLOAT + 1}, CLERK_ELSEWHERE)
    assert (other.status_code, problem_type(other)) == (409, "till-already-open")


async def test_a_till_is_not_closed_while_a_payment_is_being_recorded(
    town: Town, till: dict[str, Any], ledger: MadeLedger
) -> None:
    now = datetime.now(UTC)
    case_id = await ledger.case("RO", now)
    act = "INSERT INTO acts_received VALUES (%s, 'agent-ro', %s, '', %s, 'take_payment', '', %s, %s, 'received')"
    await ledger.owner.execute(act, (f"act-{case_id}", f"key-{case_id}", case_id, now, now + timedelta(hours=1)))
    count = {"cash_cents": FLOAT, "cheque_cents": 0, "terminal_cents": 0}
    busy = await close(town, till["day"], **count)
    assert (busy.status_code, problem_type(busy)) == (409, "till-busy")
    await ledger.owner.execute("UPDATE acts_received SET status = 'refused' WHERE case_id = %s", (case_id,))
    assert (await close(town, till["day"], **count)).status_code == 200


async def test_money_is_taken_only_at_an_open_till(town: Town, till: dict[str, Any]) -> None:
    engine = database.engine(town.city.database_url, pool=1)
    async with database.sessions(engine).begin() as session:
        await tills.require_open(session, "RO", date.fromisoformat(till["day"]))
        with pytest.raises(TillNotOpen):
            await tills.require_open(session, "RO", date(2020, 1, 1))
    await close(town, till["day"], cash_cents=FLOAT, cheque_cents=0, terminal_cents=0)
    async with database.sessions(engine).begin() as session:
        with pytest.raises(TillNotOpen):
            await tills.require_open(session, "RO", date.fromisoformat(till["day"]))
    await engine.dispose()


async def test_another_borough_s_till_looks_like_none(town: Town, till: dict[str, Any]) -> None:
    path = f"{PATH}/{till['day']}"
    seen = {name: (await town.get(path, name)).status_code for name in (CLERK, OWNER, ADMINISTRATOR, CLERK_ELSEWHERE)}
    assert seen == {CLERK: 404, OWNER: 403, ADMINISTRATOR: 200, CLERK_ELSEWHERE: 200}
    assert (await close(town, till["day"], CLERK)).status_code == 404
    for wrong in ("hier", "2026-02-30", "20261125"):
        assert (await town.get(f"{PATH}/{wrong}", CLERK_ELSEWHERE)).status_code == 404


async def test_the_till_is_counted_and_closed_on_its_page(city: City, till: dict[str, Any]) -> None:
    async with Visitor(city.base_url) as clerk:
        await clerk.sign_in(CLERK_ELSEWHERE)
        path = f"/bureau/caisse/RO/{till['day']}"
        assert path in (await clerk.get("/bureau/caisse")).text
        unsigned = await clerk.send(path, {"cash_cents": "200,00", "cheque_cents": "0", "terminal_cents": "x"})
        assert unsigned.status_code == 422 and 'id="signed-error"' in unsigned.text
        fields = {"cash_cents": "1 99,50 $", "cheque_cents": "0", "terminal_cents": "0", "signed": "yes"}
        silent = await clerk.send(path, fields)
        assert silent.status_code == 422 and 'id="reason-error"' in silent.text
        done = await clerk.send(path, fields | {"reason": "Il manque 50 cents."})
        assert done.headers["location"] == path
        page = await clerk.get(f"/en{path}")
        assert "-$0.50" in page.text and "Closed for good" in page.text and 'name="signed"' not in page.text
        assert (await clerk.get("/bureau/factures")).status_code == 200


@pytest.mark.parametrize(("late", "age"), [
    (0, "current"), (1, "1-30"), (30, "1-30"), (31, "31-60"), (60, "31-60"), (61, "61-90"), (90, "61-90"),
    (91, "over-90"), (400, "over-90"),
])  # fmt: skip
def test_an_invoice_ages_in_classes_of_thirty_days(late: int, age: str) -> None:
    assert age_of(late) == age


@dataclass(frozen=True)
class Invoiced(Event):
    """An event with an invoice."""

    invoice: Invoice | None = None


def invoiced(case_id: str, due: date) -> Invoiced:
    """The second event of a made-up case: its fee is invoiced."""
    invoice = Invoice("invoice_after", 10_000, due - timedelta(days=30), due)
    now = datetime.now(UTC)
    return Invoiced(
        case_id, 2, "InvoiceIssued", f"issue-{case_id}", "", "agent", "clerk", now, "ISSUED", "ISSUED", "h", {},
        postings=(Posting("receivable", "fees", 10_000, "invoice_after"),), ended=True, invoice=invoice,
    )  # fmt: skip


async def test_open_invoices_are_listed_with_what_is_left_of_them(town: Town, ledger: MadeLedger) -> None:
    today = local_date(datetime.now(UTC))
    engine = database.engine(town.city.database_url, pool=1)
    case_ids = [await ledger.case("RO", datetime.now(UTC)) for _ in range(3)]
    for case_id, late in zip(case_ids, (45, -10, 45), strict=True):
        due = today - timedelta(days=late)
        async with database.sessions(engine).begin() as session:
            await record.write(session, invoiced(case_id, due), KEY, datetime.now(UTC))
    await ledger.post(case_ids[0], datetime.now(UTC), ("cash", "receivable", 4_000), purpose="invoice_after")
    await ledger.post(case_ids[2], datetime.now(UTC), ("cash", "receivable", 10_000), purpose="invoice_after")
    told = (await town.get("/invoices", CLERK_ELSEWHERE)).json()
    assert [(one["case_id"], one["owed_cents"], one["days_late"]) for one in told["invoices"]] == [
        (case_ids[0], 6_000, 45), (case_ids[1], 10_000, 0)]  # fmt: skip
    ages = {one["age"]: one["owed_cents"] for one in told["ages"]}
    assert ages == {"current": 10_000, "1-30": 0, "31-60": 6_000, "61-90": 0, "over-90": 0}
    assert told["owed_cents"] == 16_000
    assert (await town.get("/invoices", CLERK)).json()["invoices"] == []
    await engine.dispose()


async def test_invoice_numbers_have_no_gap_whatever_is_rolled_back(town: Town, ledger: MadeLedger) -> None:
    engine = database.engine(town.city.database_url, pool=8)
    day = date(2031, 5, 1)
    case_ids = [await ledger.case("RO", datetime.now(UTC)) for _ in range(20)]

    async def issue(case_id: str, fails: bool) -> str:
        try:
            async with database.sessions(engine).begin() as session:
                await record.write(session, invoiced(case_id, day), KEY, datetime.now(UTC))
                if fails:
                    raise RuntimeError
                return await invoices.number_at(session, case_id, 2)
        except RuntimeError:
            return ""

    numbers = await asyncio.gather(*(issue(case_id, rank % 3 == 0) for rank, case_id in enumerate(case_ids)))
    given = sorted(number for number in numbers if number)
    assert len(given) == 13
    assert given == [f"F-2031-RO-{rank:06d}" for rank in range(1, len(given) + 1)]
    await ledger.clear()
    await ledger.owner.execute("DELETE FROM invoice_counters")
    await engine.dispose()
