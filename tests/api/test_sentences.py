"""Every refusal has its words in both languages, and its status."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.faults import WireFault
from api.problems import STATUS
from casework.refusals import BY_CODE
from casework.sentences import FIELDS, TEXTS, say, say_code
from casework.words import ACTS, STATES
from domain import permit_states, policy
from domain.errors import (
    CaseError,
    Forbidden,
    IllegalTransition,
    Invalid,
    PayloadTooLarge,
    ServiceNotOpen,
    TemporarilyUnavailable,
)
from domain.letter import Language

ROOT = Path(__file__).parents[2]
REFUSALS = {kind.__name__ for kind in [*BY_CODE.values()] if issubclass(kind, Invalid)} | {"Refused"}
CODE = re.compile(r"[a-z]+(-[a-z]+)*")
OURS = (  # the tests have errors of their own
    "domain.errors", "domain.till_errors", "domain.contest_errors", "domain.publication_errors", "domain.letter_errors",
    "domain.city_errors", "domain.room_errors",
)  # fmt: skip
LANGUAGES: tuple[Language, ...] = ("fr", "en")


def kinds(parent: type) -> Iterator[type]:
    for child in parent.__subclasses__():
        yield child
        yield from kinds(child)


def test_every_case_error_has_a_status() -> None:
    assert {kind for kind in kinds(CaseError) if kind.__module__ in OURS} == set(STATUS)


def test_no_two_case_errors_share_a_code() -> None:
    codes = [kind.code for kind in [*kinds(CaseError), *kinds(WireFault)]]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_has_a_title_and_a_sentence(lang: Language) -> None:
    codes = {kind.code for kind in [CaseError, *kinds(CaseError), WireFault, *kinds(WireFault)]}
    assert codes <= set(TEXTS[lang])
    for code in TEXTS[lang]:
        sentence = say_code(code, lang)
        assert sentence.title
        assert sentence.detail.endswith(".")


def test_both_languages_say_the_same_things() -> None:
    assert set(TEXTS["fr"]) == set(TEXTS["en"])
    assert set(FIELDS["fr"]) == set(FIELDS["en"])


def field_codes(source: Path) -> set[str]:
    """The codes that a module gives to fields: the values of mappings given to refusals, or gathered for one."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if is_a_refusal(node) or is_a_gathering(node):
            found |= {text for text in texts_given(node) if CODE.fullmatch(text)}
    return found


def is_a_refusal(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSALS


def is_a_gathering(node: ast.AST) -> bool:
    if not isinstance(node, ast.Assign | ast.AugAssign):
        return False
    target = node.target if isinstance(node, ast.AugAssign) else node.targets[0]
    name = target.value if isinstance(target, ast.Subscript) else target
    return isinstance(name, ast.Name) and name.id in ("faults", "missing", "unknown", "refusals")


def texts_given(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Dict(values=values):
                pass
            case ast.DictComp(value=value) | ast.Assign(targets=[ast.Subscript()], value=value):
                values = [value]
            case ast.Call(func=ast.Name(id="Refused"), args=[value, *_]):
                values = [value]
            case _:
                values = []
        yield from (value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str))


def test_every_field_code_has_a_sentence() -> None:
    folders = ("domain", "catalogue", "casework", "api", "web")
    used = {code for folder in folders for file in (ROOT / folder).rglob("*.py") for code in field_codes(file)}
    assert {"required", "not-a-date", "forged", "not-asked", "unfavourable"} <= used
    assert used - set(FIELDS["fr"]) == set()


def test_every_state_and_act_has_a_name() -> None:
    assert {*permit_states.WAITING, *permit_states.TERMINAL} <= set(STATES)
    assert {*policy.CASE_ACTIONS, *policy.DESK_ACTIONS} <= set(ACTS)


@pytest.mark.parametrize(
    ("error", "fr", "en"),
    [
        (Forbidden(act="approve"), "faire ceci\u00a0: approuver la demande.", "allow you to approve the application."),
        (
            IllegalTransition(state="ADMISSIBILITY", act="approve"),
            "«\u00a0vérification du dossier\u00a0»",
            "“file being checked”",
        ),
        (PayloadTooLarge(limit=10_000_000), "10\u00a0Mo", "10\u00a0MB"),
        (TemporarilyUnavailable(part="database", retry_after=5), "5\u00a0s", "5\u00a0s"),
        (ServiceNotOpen(service="demolition", borough="IS", status="info_only"), "311", "311"),
        (ServiceNotOpen(service="demolition", borough="IS", status="hidden"), "arrondissement", "borough"),
    ],
    ids=lambda value: value.code if isinstance(value, CaseError) else "",
)
def test_facts_are_told_in_words(error: CaseError, fr: str, en: str) -> None:
    assert fr in say(error, "fr").detail
    assert en in say(error, "en").detail


def test_each_field_at_fault_has_its_own_sentence() -> None:
    fields = say(Invalid({"start_date": "not-a-date", "owner": "required"}), "en").fields
    assert fields["owner"] == "This information is required."
    assert "YYYY-MM-DD" in fields["start_date"]


def test_french_has_its_spaces_and_apostrophes() -> None:
    texts = [text for pair in TEXTS["fr"].values() for text in pair] + list(FIELDS["fr"].values())
    for text in texts:
        assert "'" not in text
        assert not re.search(r"[^\u00a0][:;!?»]|«[^\u00a0]", text), text
