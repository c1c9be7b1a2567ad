"""Several payments of one statement, and letters that are corrected before they are sealed."""

import asyncio
import secrets
from datetime import UTC, date, datetime

import pytest

from db import outbox, payments
from db.outbox import Due, SealedRow
from domain.acts import PaymentDue
from tests.db.conftest import Base
from tests.db.court import Court

pytestmark = pytest.mark.stack
NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


async def opened(base: Base, case_id: str, purpose: str, rank: int) -> None:
    due = PaymentDue(f"{case_id}-{purpose}{rank}", case_id, purpose, 1000)
    async with base.worker.begin() as session:
        await payments.note_opened(session, due, f"http://pay/{rank}", NOW)


async def count(base: Base, case_id: str) -> int:
    (row,) = await base.rows("SELECT count(*) FROM payments WHERE case_id = %s", case_id)
    return int(row[0])


@pytest.mark.parametrize("purpose", ["whole", "part", "instalment"])
async def test_a_statement_is_paid_in_as_many_payments_as_are_offered(base: Base, purpose: str) -> None:
    case_id = secrets.token_hex(16)
    for rank in (1, 2, 3, 3):
        await opened(base, case_id, purpose, rank)
    assert await count(base, case_id) == 3


async def test_a_fee_of_a_permit_has_one_payment(base: Base) -> None:
    case_id = secrets.token_hex(16)
    for rank in (1, 2):
        await opened(base, case_id, "at_submission", rank)
    assert await count(base, case_id) == 1


def letter(case_id: str, number: int, corrects: int | None = None) -> SealedRow:
    due = Due(
        case_id, number * 2, 0, "letter", "C04", b"", NOW, 1, "P-1", "s", "v", "COUR", "fr", "o", b"", number, NOW
    )
    code = secrets.token_hex(10)
    return SealedRow(due, code, "u", "s", f"letters/{code}", date(2026, 11, 25 + number), NOW, corrects)


async def keep(base: Base, *rows: SealedRow) -> None:
    async def one(row: SealedRow) -> None:
        async with base.worker.begin() as session:
            await outbox.keep_letter(session, row)

    await asyncio.gather(*(one(row) for row in rows))


async def statuses(base: Base, case_id: str) -> list[tuple[object, ...]]:
    query = "SELECT number, status, changed_seq, changed_on FROM letters WHERE case_id = %s ORDER BY number"
    return await base.rows(query, case_id)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_a_letter_that_was_corrected_before_it_was_sealed_says_so(base: Base, order: tuple[int, int]) -> None:
    case_id = await Court(base).case()
    both = letter(case_id, 1), letter(case_id, 2, corrects=1)
    for rank in order:
        await keep(base, both[rank])
    assert await statuses(base, case_id) == [(1, "corrected", 4, date(2026, 11, 27)), (2, "valid", None, None)]


async def test_so_it_is_when_both_are_sealed_at_once(base: Base) -> None:
    for _ in range(10):
        case_id = await Court(base).case()
        await keep(base, letter(case_id, 1), letter(case_id, 2, corrects=1))
        assert [row[:2] for row in await statuses(base, case_id)] == [(1, "corrected"), (2, "valid")]


async def test_another_letter_of_the_case_stays_valid(base: Base) -> None:
    case_id = await Court(base).case()
    await keep(base, letter(case_id, 1), letter(case_id, 2), letter(case_id, 3, corrects=1))
    assert [row[:2] for row in await statuses(base, case_id)] == [(1, "corrected"), (2, "valid"), (3, "valid")]
