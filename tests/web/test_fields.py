"""Questions as fields: what is typed comes back as typed."""

import pytest

from casework import drafts
from catalogue.load import load
from catalogue.schema import Question
from web.fields import field, shown, summary, typed

SERVICES = load().services


def question(service: str, name: str) -> Question:
    """A question of the catalogue."""
    return next(one for one in SERVICES[service].questions if one.name == name)


@pytest.mark.parametrize(
    ("service", "name", "answer", "in_field", "read"),
    [
        ("construction-batiment", "work_value", 123450, "1 234,50", "1 234,50 $"),
        ("construction-batiment", "work_value", "beaucoup", "beaucoup", "beaucoup"),
        ("abattage-arbre", "owner", True, "yes", "Oui"),
        ("abattage-arbre", "reason", "dead", "dead", "L’arbre est mort"),
        ("abattage-arbre", "trees", 3, "3", "3"),
        ("construction-batiment", "start_date", "2026-12-01", "2026-12-01", "1er décembre 2026"),
    ],
)
def test_an_answer_comes_back_as_typed_and_reads_as_words(
    service: str, name: str, answer: object, in_field: str, read: str
) -> None:
    asked = question(service, name)
    assert typed(asked, answer, "fr") == in_field
    assert shown(asked, answer, "fr").replace("\u00a0", " ") == read


def test_a_fault_is_told_in_the_terms_of_its_question() -> None:
    owner, value = question("abattage-arbre", "owner"), question("construction-batiment", "work_value")
    assert field(owner, {}, {"owner": "required"}, "fr").error == "Répondez par oui ou par non."
    assert "1,234.50" in field(value, {}, {"work_value": "invalid-amount"}, "en").error


def test_a_service_the_city_withdrew_has_no_summary() -> None:
    assert summary(None, {"trees": 1}, "fr") == []


def test_files_of_one_document_have_keys_of_their_own() -> None:
    documents: dict[str, str] = {}
    for rank in range(3):
        documents[drafts.next_key(documents, "photos")] = f"id{rank}"
    assert documents == {"photos": "id0", "photos.2": "id1", "photos.3": "id2"}
    del documents["photos"]
    assert drafts.next_key(documents, "photos") == "photos"
    assert drafts.given(documents, "photo") == {}
