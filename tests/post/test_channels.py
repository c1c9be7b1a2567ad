"""The channel of each letter, followed through the record: designated and accepted, or post (DOMAIN §6.3, §7.5)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from activities import delivering
from casework import reading
from casework.specimens.permits import facts
from domain.channels import Attempt, Channel, Designation, Wish, choose, legal_date, unread_before
from domain.events import Order
from tests.post.house import BY_POST, OWNER, START, House

RECEIPT = Order("letter", "P03", facts("P03", "fr"))
FILED = Designation("filed@exemple.invalid", START)
PREFERRED = Designation("preferred@exemple.invalid", START)


@pytest.mark.parametrize(
    ("wish", "filed", "before", "channel", "basis"),
    [
        (None, FILED, None, Channel.ELECTRONIC, "application"),
        (None, None, None, Channel.POST, "no_address"),
        (Wish(Channel.POST), FILED, None, Channel.POST, "asked"),
        (Wish(Channel.POST, PREFERRED), FILED, None, Channel.POST, "asked"),
        (Wish(Channel.ELECTRONIC, PREFERRED), FILED, None, Channel.ELECTRONIC, "preference"),
        (Wish(Channel.ELECTRONIC, PREFERRED), FILED, Channel.POST, Channel.POST, "same_as_before"),
        (None, FILED, Channel.ELECTRONIC, Channel.ELECTRONIC, "application"),
    ],
)
def test_a_letter_is_electronic_where_an_address_was_designated_and_accepted(
    wish: Wish | None, filed: Designation | None, before: Channel | None, channel: Channel, basis: str
) -> None:
    choice = choose(wish, filed, before)
    assert (choice.channel, choice.basis) == (channel, basis)
    assert (choice.designated is None) == (channel is Channel.POST)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (datetime(2026, 11, 23, 15, tzinfo=UTC), datetime(2026, 11, 18, 5, tzinfo=UTC)),
        (datetime(2026, 11, 24, 4, 59, tzinfo=UTC), datetime(2026, 11, 18, 5, tzinfo=UTC)),  # still the 23rd here
        (datetime(2026, 11, 3, 15, tzinfo=UTC), datetime(2026, 10, 29, 4, tzinfo=UTC)),  # across the change of clocks
    ],
)
def test_five_whole_local_days_are_left_to_open_a_letter(now: datetime, before: datetime) -> None:
    assert unread_before(now) == before


def test_the_legal_date_follows_the_channel() -> None:
    available = Attempt(Channel.ELECTRONIC, "available", datetime(2026, 11, 24, 3, tzinfo=UTC))
    unread = Attempt(Channel.ELECTRONIC, "unread", available.available_at)
    posted, back = Attempt(Channel.POST, "posted", posted_on=date(2026, 12, 2)), Attempt(Channel.POST, "returned")
    assert legal_date([available]) == date(2026, 11, 23)
    assert legal_date([unread, Attempt(Channel.POST, "waiting")]) is None
    assert legal_date([unread, posted]) == date(2026, 12, 2)
    assert legal_date([unread, back, Attempt(Channel.POST, "addressless")]) is None


async def test_the_record_says_which_address_was_designated_and_when_it_was_accepted(house: House) -> None:
    case = await house.file(RECEIPT)
    house.clock.instant += timedelta(hours=1)
    await house.carry_out()
    (row,) = await house.deliveries(case)
    assert (row.channel, row.basis, row.status) == ("electronic", "application", "available")
    assert (row.accepted_at, row.available_at, row.announced_at) == (START, house.clock.instant, house.clock.instant)
    assert [mail["to"] for mail in house.mailer.sent] == ["anne-sophie@exemple.invalid"]
    assert b"exemple" not in (row.address or b"")  # encrypted under the case's key


async def test_paper_first_for_whoever_gave_no_electronic_address(house: House) -> None:
    case = await house.file(RECEIPT, **BY_POST)
    await house.carry_out()
    (row,) = await house.deliveries(case)
    assert (row.channel, row.basis, row.status) == ("post", "no_address", "waiting")
    assert house.mailer.sent == []


async def test_a_letter_that_its_person_opens_is_read_and_stays_electronic(house: House) -> None:
    case = await house.file(RECEIPT)
    await house.carry_out()
    await reading.letter_pdf(house.doors, OWNER, case.case_id, 1)
    house.clock.instant += timedelta(days=30)
    assert await delivering.post_the_unread(house.room, house.clock.instant) == 0
    (row,) = await house.deliveries(case)
    assert (row.status, row.opened_at) == ("opened", START)


async def test_a_letter_that_nobody_opened_for_five_days_goes_by_post(house: House) -> None:
    case = await house.file(RECEIPT)
    await house.carry_out()
    for days, attempts in ((5, 1), (6, 2), (7, 2)):
        house.clock.instant = START + timedelta(days=days)
        await delivering.post_the_unread(house.room, house.clock.instant)
        assert len(await house.deliveries(case)) == attempts
    first, second = await house.deliveries(case)
    assert (first.status, second.status, second.basis) == ("unread", "waiting", "unread")


async def test_an_address_that_refuses_for_good_sends_the_letter_by_post(house: House) -> None:
    house.mailer.gone.add("anne-sophie@exemple.invalid")
    case = await house.file(RECEIPT)
    await house.carry_out()
    first, second = await house.deliveries(case)
    assert (first.status, first.bounced_at, second.status) == ("bounced", START, "waiting")
    assert (await house.rows("SELECT count(*) AS n FROM outbox WHERE status = 'pending'"))[0]["n"] == 0


async def test_a_server_that_is_down_is_tried_again_and_the_letter_waits_for_nothing(house: House) -> None:
    house.mailer.down = True
    case = await house.file(RECEIPT)
    await house.carry_out()
    assert [(row.status, row.announced_at) for row in await house.deliveries(case)] == [("available", None)]
    house.mailer.down = False
    await house.retry_now()
    await house.carry_out()
    assert [(row.status, row.announced_at) for row in await house.deliveries(case)] == [("available", START)]
    assert len(house.mailer.sent) == 1
