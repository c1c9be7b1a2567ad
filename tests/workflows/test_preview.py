"""Looking at what an act would send: nothing moves, nothing is recorded, and it is what doing the act then sends."""

from dataclasses import replace

import pytest

from casework.delivery import look_ahead
from casework.previewing import PREVIEWED
from casework.refusals import from_data
from domain.acts import Act
from domain.case_ids import permit_workflow
from domain.errors import CaseError, Forbidden, IllegalTransition, Invalid, PreconditionFailed
from domain.letter import Language
from domain.permit import Permit
from domain.preview import Preview, preview
from tests.permit_people import CITIZEN
from tests.permits import CASE, CLERK_ELSEWHERE, DIRECTOR_ELSEWHERE, PERMIT_FEE, Acts, application, noon, rules
from tests.workflows.conftest import PATIENCE_SECONDS, City
from workflows.permit import PermitCase


async def look(city: City, act: Act, language: Language = "fr") -> Preview:
    """Look ahead as the doors do."""
    return await look_ahead(city.env.client, permit_workflow(CASE), act, language, PATIENCE_SECONDS)


@pytest.mark.parametrize("kind", ["ask", "approve", "approve with a fee", "refuse"])
async def test_a_preview_leaves_the_case_alone_and_tells_what_the_act_then_orders(city: City, kind: str) -> None:
    await city.file(*([PERMIT_FEE] if kind == "approve with a fee" else []))
    if kind != "ask":
        await city.to_decision()
    now = await city.now()
    acts = {"ask": city.acts.ask, "refuse": city.acts.refuse}
    act = acts[kind](now) if kind in acts else city.acts.approve(now, "Planter deux arbres.")
    before, history = await city.status(), await city.history()
    told = await look(city, act)
    assert (await city.status(), await city.history()) == (before, history)
    assert told.orders and not told.refusal
    await look(city, act, "en")
    await city.do(act)
    assert told.orders == city.records.events[CASE][-1].orders


def test_every_act_that_is_previewed_has_its_query_and_no_other_has_one() -> None:
    asked = {name.removeprefix("preview_") for name in vars(PermitCase) if name.startswith("preview_")}
    assert asked == set(PREVIEWED)


async def test_a_preview_is_refused_as_the_act_would_be(city: City) -> None:
    await city.file()
    await city.to_decision()
    now, seq = await city.now(), (await city.status()).seq
    refuse = city.acts.refuse(now)
    refusals: list[tuple[Act, type[CaseError]]] = [
        (replace(refuse, reasons=" "), Invalid),
        (replace(refuse, by=DIRECTOR_ELSEWHERE), Forbidden),
        (replace(refuse, by=CITIZEN), Forbidden),
        (replace(city.acts.approve(now), by=CLERK_ELSEWHERE), Forbidden),
        (replace(refuse, expects=seq - 1), PreconditionFailed),
        (city.acts.ask(now), IllegalTransition),
    ]
    for act, kind in refusals:
        told = await look(city, act)
        assert not told.orders
        with pytest.raises(kind) as refused:
            raise from_data(told.refusal)
        with pytest.raises(kind) as done:
            await city.do(act)
        assert refused.value.facts == done.value.facts
    assert (await city.status()).seq == seq


def test_the_sentences_of_a_preview_are_in_the_language_that_is_asked_for() -> None:
    case, acts = Permit(application(rules(PERMIT_FEE), noon("2026-03-02"))), Acts()
    for act in (application(rules(PERMIT_FEE), noon("2026-03-02")), acts.complete(noon("2026-03-03")),
                acts.conclude(noon("2026-03-04"))):  # fmt: skip
        case.check(act)
        case.apply(act)
    act = acts.approve(noon("2026-03-05"))
    said = {language: preview(case, act, language).orders[0].facts["explanation"] for language in ("fr", "en")}
    assert "jours" in said["fr"] and "days" in said["en"]
    assert (case.language, case.seq, case.state, case.payment) == ("fr", 3, "DECISION_READY", None)
