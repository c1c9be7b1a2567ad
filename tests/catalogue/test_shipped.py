"""The shipped files: they load, both languages are there and well set, each borough has its rules."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, fields, is_dataclass
from typing import Any

import pytest

from catalogue.coherence import LETTERS
from catalogue.load import FOLDER, Catalogue
from catalogue.rules import MOST_BYTES, RuleEngine
from catalogue.schema import DelaysTable, Text
from domain.errors import Invalid, ServiceNotOpen
from domain.letter import Language
from domain.rules import Delays
from tests.catalogue.filled import FILLED

CODES = sorted(FILLED)
# A sign that takes a space before it takes one that does not break.
LOOSE_SIGN = re.compile(r"(?<!\u00a0)[:;?!»](?!//)|«(?!\u00a0)|\d \d{3}|\d [$%]|'|\"|\.\.\.")
LOOSE_ENGLISH = re.compile(r"\s[:;?!]|[«»']|\.\.\.|\b(authoriz|recogniz)?(color|center|neighbor|license)\b")


def texts(value: Any, where: str = "") -> Iterator[tuple[str, Text]]:
    """Every text of a service, with the place where it stands."""
    if isinstance(value, Text):
        yield where, value
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts(getattr(value, one.name), f"{where}.{one.name}")
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from texts(one, f"{where}.{name}")
    elif isinstance(value, tuple):
        for rank, one in enumerate(value):
            yield from texts(one, f"{where}[{rank}]")


def test_every_file_of_services_is_loaded(shipped: Catalogue) -> None:
    files = sorted(file.stem for file in (FOLDER / "services").rglob("*.toml"))
    assert sorted(shipped.services) == files
    assert set(files) >= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_in_both_languages(code: str, shipped: Catalogue) -> None:
    found = dict(texts(shipped.services[code]))
    assert len(found) > 40
    for where, text in found.items():
        assert text.say("fr").strip() and text.say("en").strip(), where
        assert len(text.fr) < 25 or text.fr != text.en, where


@pytest.mark.parametrize(("language", "loose"), [("fr", LOOSE_SIGN), ("en", LOOSE_ENGLISH)])
@pytest.mark.parametrize("code", CODES)
def test_every_text_is_well_set(code: str, language: Language, loose: re.Pattern[str], shipped: Catalogue) -> None:
    wrong = {
        where: text.say(language) for where, text in texts(shipped.services[code]) if loose.search(text.say(language))
    }
    assert wrong == {}


@pytest.mark.parametrize("code", CODES)
def test_each_of_the_19_boroughs_has_rules_or_a_page_to_read(code: str, shipped: Catalogue, engine: RuleEngine) -> None:
    service = shipped.services[code]
    assert len(shipped.boroughs) == 19
    for borough in (one.code for one in shipped.boroughs):
        if service.status(borough) in ("pilot", "live"):
            rules = engine.resolve(service, borough, FILLED[code], clock="real")
            assert len(json.dumps(asdict(rules), default=str).encode()) <= MOST_BYTES
            assert (rules.service, rules.version, rules.borough) == (code, service.version, borough)
            assert set(rules.letters) == set(LETTERS)
        else:
            notice = service.notice(borough)
            assert notice is not None and "311" in notice.text.fr and "311" in notice.text.en


@pytest.mark.parametrize(
    ("code", "delays"),
    [
        ("abattage-arbre", Delays(review="B10", valid_for="P3M")),
        ("construction-batiment", Delays(review="B30", start_within="P12M", extension="P6M")),
        ("demolition", Delays(review="B30", valid_for="P12M", start_within="P6M", extension="P6M")),
        ("transformation-exterieure", Delays(review="B30", start_within="P12M", extension="P6M")),
        ("piscine-spa", Delays(start_within="P12M", extension="P6M")),
        ("derogation-mineure", Delays(review="B30", valid_for="P24M")),
        ("cafe-terrasse-public", Delays()),
        ("certificat-occupation", Delays(valid_for="P60M")),
        ("odp-travaux", Delays(review="B10", valid_for="P1M", expiry_warnings=(5,))),
        ("vignette-resident", Delays("P15D", "B3", "B3", valid_for="P12M", expiry_warnings=(15,))),
    ],
)
def test_delays_are_those_of_the_file_and_the_citys_for_the_rest(
    code: str, delays: Delays, shipped: Catalogue, engine: RuleEngine
) -> None:
    assert engine.resolve(shipped.services[code], "VD", FILLED[code], clock="real").delays == delays


def test_a_demolition_cannot_be_filed_in_l_ile_bizard(shipped: Catalogue, engine: RuleEngine) -> None:
    with pytest.raises(ServiceNotOpen) as refused:
        engine.resolve(shipped.services["demolition"], "IS", FILLED["demolition"], clock="real")
    assert refused.value.facts == {"service": "demolition", "borough": "IS", "status": "info_only"}


def test_a_linked_city_is_no_borough(shipped: Catalogue, engine: RuleEngine) -> None:
    with pytest.raises(Invalid) as refused:
        engine.resolve(shipped.services["demolition"], "WM", FILLED["demolition"], clock="real")
    assert refused.value.errors == {"borough": "not-a-choice"}


def test_the_file_names_the_delays_that_a_case_carries() -> None:
    assert set(DelaysTable.__annotations__) == {one.name for one in fields(Delays)}


@pytest.mark.parametrize("code", CODES)
def test_rules_carry_no_text(code: str, shipped: Catalogue, engine: RuleEngine) -> None:
    rules = json.dumps(asdict(engine.resolve(shipped.services[code], "VM", FILLED[code], clock="real")), default=str)
    for where, text in texts(shipped.services[code]):
        assert len(text.fr) < 12 or json.dumps(text.fr) not in rules, where
