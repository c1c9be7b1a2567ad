"""What a person prefers: an address is designated and accepted, English chosen, a telephone asked for."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from casework import preferences
from casework.preferences import Preferences, Wanted, canonical
from casework.specimens.permits import facts
from domain.errors import Forbidden, Invalid, PreconditionFailed
from domain.events import Order
from tests.post.house import CLERK, OWNER, START, House

ACCEPTED = Wanted(email="choisie@exemple.invalid", accepted=True)
LETTER = Order("letter", "P03", facts("P03", "fr"))


async def test_before_anything_was_said_it_is_french_and_the_applications_own_address(house: House) -> None:
    assert await preferences.read(house.doors, OWNER) == Preferences(Wanted())


async def test_an_accepted_address_receives_the_next_letters_and_keeps_its_day(house: House) -> None:
    await preferences.save(house.doors, OWNER, ACCEPTED, 0)
    house.clock.instant += timedelta(days=2)
    kept = await preferences.save(house.doors, OWNER, replace(ACCEPTED, language="en"), 1)
    assert (kept.accepted_at, kept.language_basis, kept.revision) == (START, "chosen", 2)
    case = await house.file(LETTER)
    await house.carry_out()
    (row,) = await house.deliveries(case)
    assert (row.basis, row.accepted_at) == ("preference", START)
    assert [mail["to"] for mail in house.mailer.sent] == [ACCEPTED.email]


async def test_another_address_is_accepted_anew(house: House) -> None:
    await preferences.save(house.doors, OWNER, ACCEPTED, 0)
    house.clock.instant += timedelta(days=2)
    kept = await preferences.save(house.doors, OWNER, Wanted(email="autre@exemple.invalid", accepted=True), 1)
    assert kept.accepted_at == START + timedelta(days=2)


async def test_whoever_chose_the_post_gets_paper_though_the_application_has_an_address(house: House) -> None:
    await preferences.save(house.doors, OWNER, Wanted(channel="post"), 0)
    case = await house.file(LETTER)
    await house.carry_out()
    assert [(row.channel, row.basis, row.status) for row in await house.deliveries(case)] == [
        ("post", "asked", "waiting")
    ]


async def test_addresses_are_kept_encrypted(house: House) -> None:
    await preferences.save(house.doors, OWNER, replace(ACCEPTED, mobile="514-555-0123", texts=True), 0)
    (row,) = await house.rows("SELECT * FROM contact_preferences")
    assert not [value for value in row.values() if "choisie" in str(value) or "5550123" in str(value)]
    assert (await preferences.read(house.doors, OWNER)).wanted.mobile == "+15145550123"


async def test_what_somebody_changed_first_is_not_overwritten(house: House) -> None:
    await preferences.save(house.doors, OWNER, ACCEPTED, 0)
    for read in (0, 2):
        with pytest.raises(PreconditionFailed):
            await preferences.save(house.doors, OWNER, Wanted(channel="post"), read)


async def test_a_clerk_has_none(house: House) -> None:
    with pytest.raises(Forbidden):
        await preferences.read(house.doors, CLERK)


@pytest.mark.parametrize(
    ("wanted", "faults"),
    [
        ({}, {"email": "required", "accepted": "required"}),
        ({"email": "a@b.ca"}, {"accepted": "required"}),
        ({"email": "a@b.ca\r\nBcc: c@d.ca", "accepted": True}, {"email": "not-an-email"}),
        ({"email": "a@b", "accepted": True}, {"email": "not-an-email"}),
        ({"channel": "pigeon"}, {"channel": "not-a-choice"}),
        ({"channel": "post", "texts": True}, {"mobile": "required"}),
        ({"channel": "post", "mobile": "911", "texts": True}, {"mobile": "not-a-phone"}),
    ],
)
async def test_what_cannot_be_kept_is_refused_by_field(
    house: House, wanted: dict[str, Any], faults: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        await preferences.save(house.doors, OWNER, Wanted(**wanted), 0)
    assert refused.value.errors == faults


@pytest.mark.parametrize("typed", ["514 555-0123", "(514) 555-0123", "+1 514.555.0123", "15145550123"])
def test_a_telephone_number_is_kept_in_one_form(typed: str) -> None:
    assert canonical(typed) == "+15145550123"
