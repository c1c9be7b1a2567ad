"""Trying a service out: what it would ask for and cost, told to anybody, and nothing kept."""

from html import unescape

import psycopg
import pytest
from psycopg import sql

from catalogue.deciding import deciding
from catalogue.load import load
from tests.conftest import City
from tests.web.visitor import Visitor

TREES = {
    "borough": "VD", "owner": "no", "trees": "5", "diameter_cm": "22", "reason": "dead", "replanting": "no",
}  # fmt: skip


@pytest.mark.parametrize("code", load().services)
def test_a_trial_asks_for_nothing_that_says_who_one_is(code: str) -> None:
    asked = deciding(load().services[code], "VD")
    personal = ("text", "longtext", "address", "point", "email", "phone")
    assert not [one.name for one in asked if one.kind in personal]


async def rows(city: City) -> dict[str, int]:
    """How many rows each table holds."""
    async with await psycopg.AsyncConnection.connect(city.database_url) as connection:
        tables = await connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        counted: dict[str, int] = {}
        for (name,) in await tables.fetchall():
            found = await connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
            (counted[name],) = await found.fetchone() or (0,)
    return counted


@pytest.mark.stack
async def test_a_visitor_learns_the_fee_and_the_documents_and_leaves_no_trace(city: City, visitor: Visitor) -> None:
    before = await rows(city)
    answer = await visitor.send("/services/abattage-arbre/essai", TREES)
    after = await rows(city)
    page = unescape(answer.text)
    assert answer.status_code == 200 and "80,00\u00a0$" in page
    assert "Procuration" in page or "mandat" in page.lower()  # who is no owner brings the owner's word
    assert {name for name, count in after.items() if count != before[name]} <= {"statistics"}
    english = await visitor.send("/en/services/abattage-arbre/essai", TREES | {"owner": "yes", "trees": "1"})
    assert "$50.00" in english.text


@pytest.mark.stack
async def test_a_question_that_an_answer_calls_for_is_asked_next_and_not_reproached(
    city: City, visitor: Visitor
) -> None:
    path = "/services/construction-batiment/essai"
    unfinished = {"borough": "VD", "use": "residential", "asked": ["use"]}
    answer = await visitor.send(path, unfinished)
    assert 'name="dwellings"' in answer.text
    assert 'name="dwellings"' not in (await visitor.get(path)).text


@pytest.mark.stack
async def test_an_exclusion_is_told_in_the_by_laws_words_before_anyone_signs_in(city: City, visitor: Visitor) -> None:
    answers = {
        "borough": "VD", "owner": "yes", "building": "h1-h2", "standard": "use", "constrained_zone": "no",
        "work_done": "no", "heritage": "no",
    }  # fmt: skip
    answer = await visitor.send("/services/derogation-mineure/essai", answers)
    assert answer.status_code == 200 and "ne serait pas recevable" in answer.text


@pytest.mark.stack
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"borough": ""}, "borough"),
        ({"borough": "XX"}, "borough"),
        ({"trees": "-3"}, "trees"),
        ({"owner": "?"}, "owner"),
    ],
)
async def test_what_is_wrong_is_named_beside_its_field(
    city: City, visitor: Visitor, wrong: dict[str, str], field: str
) -> None:
    asked = ["owner", "trees", "diameter_cm", "reason", "replanting"]
    answer = await visitor.send("/services/abattage-arbre/essai", TREES | wrong | {"asked": asked})
    assert answer.status_code == 422 and f'href="#{field}"' in answer.text
