"""A case that a clerk files for somebody: nobody's account holds it until one claims it, and then no other does."""

from dataclasses import replace

import pytest

from domain.acts import Channel, Claim
from domain.case_ids import holder_of
from domain.errors import AlreadyClaimed, Forbidden
from domain.people import Actor
from domain.permit import Permit
from tests.permit_people import CITIZEN, CLERK
from tests.permits import ANOTHER_CITIZEN, CASE, CLERK_ELSEWHERE, application, noon, rules

DAY = noon("2026-11-02")


def taken(by: Actor = CLERK, channel: Channel = "phone") -> Permit:
    filed = replace(application(rules(), DAY), by=by, channel=channel)
    permit = Permit(filed)
    permit.check(filed)
    event = permit.apply(filed)
    assert event.filing is not None and event.filing.owner == permit.owner
    return permit


def claim(permit: Permit, by: Actor) -> str:
    act = Claim(act_id=f"claim-{by.id}", by=by, received_at=DAY)
    permit.check(act)
    return permit.apply(act).owner


def test_a_file_taken_by_telephone_is_held_by_its_letter_and_says_how_it_came() -> None:
    assert taken().owner == holder_of(CASE)


def test_an_account_claims_it_and_another_does_not() -> None:
    permit = taken()
    assert claim(permit, CITIZEN) == CITIZEN.id == permit.owner
    assert claim(permit, CITIZEN) == CITIZEN.id
    with pytest.raises(AlreadyClaimed):
        claim(permit, ANOTHER_CITIZEN)


def test_what_one_filed_oneself_is_claimed_by_nobody_else() -> None:
    filed = application(rules(), DAY)
    permit = Permit(filed)
    permit.apply(filed)
    with pytest.raises(AlreadyClaimed):
        claim(permit, ANOTHER_CITIZEN)


@pytest.mark.parametrize(("by", "channel"), [(CITIZEN, "phone"), (CLERK, ""), (CLERK_ELSEWHERE, "phone")])
def test_a_citizen_files_for_nobody_and_a_clerk_only_for_somebody_of_the_borough(by: Actor, channel: Channel) -> None:
    with pytest.raises(Forbidden):
        taken(by, channel)


def test_a_clerk_claims_no_file() -> None:
    with pytest.raises(Forbidden):
        claim(taken(), CLERK)
