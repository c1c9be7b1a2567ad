"""Letters withdrawn and corrected: both versions stay verifiable, the holder is told by the same channel."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from casework import letter_changes, preferences, reading
from casework.letter_changes import Issued
from casework.preferences import Wanted
from casework.specimens.permits import facts
from domain.errors import Forbidden, Invalid, LetterSettled, NotFound
from domain.events import Order
from domain.letter_acts import CorrectLetter, WithdrawLetter, check, corrected, event_facts, order
from tests.letters.samples import ROOT
from tests.post.house import BY_POST, CLERK, CLERK_ELSEWHERE, OWNER, START, Filed, House
from web.app import create_web
from web.letter_forms import changed

TODAY = date(2026, 11, 23)
REFUSAL = Order("letter", "P13", facts("P13", "fr"))


def withdrawal(number: int = 1, **changes: Any) -> WithdrawLetter:
    said: dict[str, Any] = {"act_id": "w", "by": CLERK, "received_at": START, "number": number, "code": "P13",
                            "dated": TODAY, "reason": "issued_in_error", "note": "Erreur de dossier."}  # fmt: skip
    return WithdrawLetter(**said | changes)


async def correction(house: House, case: Filed, **changes: Any) -> CorrectLetter:
    """What the act will hold, prepared as a clerk does."""
    of = await letter_changes.issued(house.doors, CLERK, case.case_id, 1, "correct_letter")
    content = letter_changes.correction(of, "content_error", changes)
    dated = date.fromisoformat(content.pop("dated"))
    return CorrectLetter(act_id="c", by=CLERK, received_at=house.clock.instant, dated=dated, **content)


async def issued(house: House, **answers: Any) -> Filed:
    case = await house.file(REFUSAL, **answers)
    await house.carry_out()
    return case


async def page(house: House, code: str, lang: str = "") -> str:
    """What anyone who types the code reads."""
    app = create_web(house.doors, ROOT / "node_modules", mail_folder=Path("/nowhere"))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://city.test") as client:
        answer = await client.get(f"{lang}/verify/{code}")
    return answer.text.replace("\u00a0", " ")


async def test_a_withdrawn_letter_says_so_when_and_why_in_neutral_words(house: House) -> None:
    case = await issued(house)
    await house.change(case, withdrawal())
    said = await reading.verify(house.doors, await house.verify_code(case))
    assert (said.status, said.changed_on, said.reason, said.corrected_by) == (
        "withdrawn",
        TODAY,
        "issued_in_error",
        None,
    )
    shown = await page(house, await house.verify_code(case))
    assert "Retirée" in shown and "23 novembre 2026" in shown and "émise par erreur" in shown
    assert "Erreur de dossier" not in shown
    assert "Withdrawn" in await page(house, await house.verify_code(case), "/en")


async def test_a_corrected_letter_names_the_one_that_replaces_it_and_both_stay_verifiable(house: House) -> None:
    case = await issued(house)
    before = await house.rows("SELECT sealed_sha256 FROM letters")
    house.clock.instant += timedelta(days=3)
    await house.change(case, await correction(house, case, provision="Règlement 01-279, article 9"))
    old = await house.verify_code(case)
    assert (await reading.verify(house.doors, old)).corrected_by is None  # it is not sealed yet
    await house.carry_out()
    first, second = await reading.verify(house.doors, old), await reading.verify(
        house.doors, await house.verify_code(case, 2)
    )  # fmt: skip
    assert (first.status, first.changed_on, first.reason) == ("corrected", TODAY + timedelta(days=3), "content_error")
    assert first.corrected_by is not None
    assert (first.corrected_by.number, first.corrected_by.dated) == (2, TODAY + timedelta(days=3))
    assert (second.status, second.corrects) == ("valid", 1)
    assert (await house.rows("SELECT sealed_sha256 FROM letters WHERE number = 1")) == before
    assert "lettre n° 2" in await page(house, old)
    assert "lettre n° 1" in await page(house, await house.verify_code(case, 2))


async def test_the_holder_is_told_by_the_channel_that_the_letter_took(house: House) -> None:
    electronic, by_post = await issued(house), await issued(house, **BY_POST)
    told = Wanted(email="choisie@exemple.invalid", accepted=True)
    await preferences.save(house.doors, OWNER, told, 0)  # since then, electronic: the posted letter stays on paper
    for case in (electronic, by_post):
        await house.change(case, withdrawal())
    await house.carry_out()
    assert [row.channel for row in await house.deliveries(electronic, 2)] == ["electronic"]
    assert [(row.channel, row.basis) for row in await house.deliveries(by_post, 2)] == [("post", "same_as_before")]
    assert "Retrait d’une lettre" in house.mailer.sent[-1]["subject"]


async def test_the_mail_about_a_corrected_letter_says_that_it_replaces_another(house: House) -> None:
    case = await issued(house)
    await house.change(case, await correction(house, case, provision="Règlement 01-279, article 9"))
    await house.carry_out()
    assert house.mailer.sent[-1]["subject"].startswith("Version corrigée")
    assert "n’est plus valide" in house.mailer.sent[-1]["text"]


async def test_a_letter_is_changed_once(house: House) -> None:
    case = await issued(house)
    again = await correction(house, case, provision="autre")
    await house.change(case, withdrawal())
    assert await correction(house, case, provision="autre") == again  # a retry prepares the same act
    with pytest.raises(LetterSettled):
        check(again, case.letters, {1})
    await house.change(case, withdrawal(reason="content_error"))  # a second event leaves the first word alone
    assert (await reading.verify(house.doors, await house.verify_code(case))).reason == "issued_in_error"


async def test_only_the_clerks_of_the_borough_prepare_a_change(house: House) -> None:
    case = await issued(house)
    with pytest.raises(Forbidden):
        await letter_changes.issued(house.doors, OWNER, case.case_id, 1, "withdraw_letter")
    with pytest.raises(NotFound):
        await letter_changes.issued(house.doors, CLERK_ELSEWHERE, case.case_id, 1, "withdraw_letter")
    with pytest.raises(NotFound):
        await letter_changes.issued(house.doors, CLERK, case.case_id, 2, "withdraw_letter")
    of = await letter_changes.issued(house.doors, CLERK, case.case_id, 1, "withdraw_letter")
    assert letter_changes.withdrawal(of, "content_error")["dated"] == "2026-11-23"


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"amount_cents": 1}, {"amount_cents": "unknown-field"}),
        ({"fees": []}, {"fees": "unknown-field"}),
        ({"nothing": "x"}, {"nothing": "unknown-field"}),
        ({"pay_by": "demain"}, {"pay_by": "not-a-date"}),
        ({"conditions": "une seule"}, {"conditions": "not-a-list"}),
        ({"pay_by": "2027-01-22"}, {"changes": "required"}),
    ],
)
def test_a_correction_changes_texts_and_dates_and_never_money(changes: dict[str, Any], faults: dict[str, str]) -> None:
    printed = {"amount_cents": 5, "fees": [{"cents": 5}], "pay_by": "2027-01-22", "conditions": ["a"]}
    with pytest.raises(Invalid) as refused:
        corrected(printed, changes)
    assert refused.value.errors == faults


def test_a_correction_typed_in_a_form_is_a_text_or_a_list_as_the_letter_has_it() -> None:
    of = Issued(1, "P14", "2026-11-23", {"conditions": ["a"], "work": "b", "fees": []}, ("conditions", "work"))
    assert changed(of, "conditions", "une\r\n\r\n deux ") == {"conditions": ["une", "deux"]}
    assert changed(of, "work", " une\r\ndeux ") == {"work": "une\ndeux"}
    for name, text in (("fees", "x"), ("work", " ")):
        with pytest.raises(Invalid):
            changed(of, name, text)


def test_the_guard_of_a_change_is_pure() -> None:
    check(withdrawal(), issued=1, settled=())
    for act, issued_, settled, error in (
        (withdrawal(2), 1, (), NotFound),
        (withdrawal(0), 1, (), NotFound),
        (withdrawal(), 1, (1,), LetterSettled),
        (withdrawal(reason="humeur"), 1, (), Invalid),
    ):
        with pytest.raises(error):
            check(act, issued_, settled)
    assert event_facts(withdrawal())["changed_on"] == "2026-11-23"
    assert order(withdrawal()).code == "P26"
