"""The templates: each code in both languages, each fact named in the README, citizens' words as data."""

import re

import pytest
from jinja2 import UndefinedError

from adapters.letter_pages import FOLDER, LetterPages
from casework.specimens.permits import facts
from cli.letter_variety import LetterVariety
from domain.letter import Language
from tests.letters.samples import ROOT, letter

CODES = (*(f"P{number:02d}" for number in range(1, 27)), "D01")
EACH = [(code, language) for code in CODES for language in ("fr", "en")]


@pytest.fixture(scope="module")
def pages() -> LetterPages:
    return LetterPages(ROOT)


def test_every_code_has_a_title_in_both_languages(pages: LetterPages) -> None:
    assert tuple(code for code in pages.codes if not code.startswith("C")) == CODES
    assert pages.title("P02", "fr") == "Reçu de paiement"
    assert pages.title("P02", "en") == "Payment receipt"


@pytest.mark.parametrize("code", CODES)
def test_a_template_reads_no_fact_that_the_readme_does_not_name(code: str) -> None:
    readme = (ROOT / FOLDER / "README.md").read_text("utf-8")
    row = next(line for line in readme.splitlines() if line.startswith(f"| {code} |"))
    shared = {"fees", "amount_cents", "pay_url", "tariff_version"}
    for language in ("fr", "en"):
        template = (ROOT / FOLDER / f"{code}.{language}.html").read_text("utf-8")
        read = set(re.findall(r"facts\.(\w+)", template))
        assert read <= set(re.findall(r"`(\w+)`", row))
        assert set(facts(code, language)) <= read | shared


@pytest.mark.parametrize(("code", "language"), EACH)
def test_a_fact_that_is_absent_stops_the_letter(pages: LetterPages, code: str, language: Language) -> None:
    with pytest.raises(UndefinedError):
        pages.page(letter(code, language, facts={}))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_certificate_of_destruction_prints_nothing_that_a_citizen_wrote(
    pages: LetterPages, language: Language
) -> None:
    words = "Zoé Témoin, 97 rue de l’Épreuve"
    page = pages.page(letter("D01", language, addressee=words, place=words, address_lines=(words,)))
    assert words not in page


@pytest.mark.parametrize(("code", "language"), [(code, language) for code, language in EACH if code != "D01"])
def test_what_a_citizen_writes_is_printed_and_never_run(pages: LetterPages, code: str, language: Language) -> None:
    words = "{{7*7}}{% for x in y %}{{ ''.__class__ }} <img src=file:///etc/passwd> & \"q\" \u202eevil"
    page = pages.page(letter(code, language, addressee=words, place=words, address_lines=(words,)))
    assert "49" not in re.findall(r"<bdi>.*?</bdi>", page)[0]
    assert "<img src=file" not in page
    assert "{{7*7}}{% for x in y %}{{ &#39;&#39;.__class__ }} &lt;img src=file:///etc/passwd&gt; &amp;" in page
    assert "\u202e" not in page


@pytest.mark.parametrize(
    ("amount", "says"), [(123450, "commencera une fois les frais suivants payés"), (0, "Aucuns frais ne sont exigés")]
)
def test_an_acknowledgement_says_whether_study_waits_for_payment(pages: LetterPages, amount: int, says: str) -> None:
    changed = facts("P01", "fr") | {"amount_cents": amount, "fees": []}
    assert says in pages.page(letter("P01", facts=changed))


@pytest.mark.parametrize(
    ("reason", "says"),
    [("silence", "renseignements nécessaires"), ("fee_unpaid", "frais d’étude"), ("issue_fee_unpaid", "était prêt")],
)
def test_a_closed_file_says_why(pages: LetterPages, reason: str, says: str) -> None:
    assert says in pages.page(letter("P06", facts=facts("P06", "fr") | {"reason": reason}))


def test_an_expiry_to_come_is_a_warning(pages: LetterPages) -> None:
    assert "viendra à échéance" in pages.page(letter("P16", facts=facts("P16", "fr") | {"expired_on": "2027-01-22"}))
    assert "est venu à échéance" in pages.page(letter("P16"))


def test_the_bench_has_a_different_letter_each_time(pages: LetterPages) -> None:
    made = LetterVariety(seed=1).letters(30)
    assert len({pages.page(each) for each in made}) == 30
    assert made == LetterVariety(seed=1).letters(30)


@pytest.mark.parametrize(
    ("cause", "says"),
    [
        ("validity", "la durée de validité"),
        ("not_started", "aucun début des travaux"),
        ("not_renewed", "n’a pas été renouvelé"),
    ],
)
def test_an_expired_permit_says_why(pages: LetterPages, cause: str, says: str) -> None:
    assert says in pages.page(letter("P16", facts=facts("P16", "fr") | {"cause": cause}))


@pytest.mark.parametrize("method", ["online", "cash", "cheque", "terminal", "transfer"])
@pytest.mark.parametrize("purpose", ["at_submission", "at_issue", "invoice", "at_amendment", "at_renewal"])
def test_a_receipt_says_how_and_for_what_it_was_paid(pages: LetterPages, method: str, purpose: str) -> None:
    receipts = {
        pages.page(letter("P02", facts=facts("P02", "fr") | {"method": one, "purpose": other}))
        for one, other in ((method, purpose), ("online", "at_submission"))
    }
    assert len(receipts) == (1 if (method, purpose) == ("online", "at_submission") else 2)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_public_notice_names_the_immovable_and_nobody(pages: LetterPages, language: Language) -> None:
    page = pages.page(letter("P10", language))
    assert "6544, rue Saint-Denis</bdi>" in page
    assert "Nguyễn" not in page and "app. 3" not in page
    assert "145.6" in page and ("se faire entendre" in page or "may be heard" in page)


@pytest.mark.parametrize("kind", ["piia", "minor_exemption"])
@pytest.mark.parametrize("opinion", ["favourable", "favourable_with_conditions", "unfavourable", "postponed"])
def test_a_committee_that_has_not_decided_never_speaks_of_a_decision(
    pages: LetterPages, kind: str, opinion: str
) -> None:
    told = facts("P09", "fr") | {"kind": kind, "opinion": opinion, "next_meeting_on": "2027-02-10"}
    page = pages.page(letter("P09", facts=told))
    assert ("10\u00a0février 2027" in page) == (opinion == "postponed")
    assert ("est une recommandation" in page) == (opinion != "postponed")


def test_words_may_be_one_text_or_several(pages: LetterPages) -> None:
    told = facts("P18", "fr")
    assert pages.page(letter("P18", facts=told)).count('class="written"') == 2
    assert pages.page(letter("P18", facts=told | {"findings": ["a", "b", "c"]})).count('class="written"') == 3
