"""Prosecutions of the City's file as statements, and made-up ones: what is served is what a defendant can find."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.contest_bodies import StatementServed
from api.routes.statements import served
from casework.statements import plain, refuse_too_young, second_facts
from cli.made_up_statements import KINDS, made_up_statements
from cli.offence_words import GENERIC, in_english
from cli.permit_rows import UnreadableRows
from cli.statement_mapping import ToServe, choose, costs_of, map_row
from cli.statement_rows import REQUIRED, Prosecution, clean_prosecution, read_prosecutions
from domain.clock import local_date
from domain.statement import age_on

TODAY = date(2026, 1, 5)
CELLS = {
    "id_poursuite": "9001", "date": "20110114", "date_jugement": "20120109", "montant": "2000",
    "description": "Des contaminants\n dans la cuisine.",
    "adresse": "12 Av. Exemple, Local 08, Montréal, Québec", "etablissement": "LE RESTAURANT",
    "proprietaire": "9000-0000 QUEBEC INC.", "ville": "Verdun",
}  # fmt: skip


def row(rank: int = 1, /, **changes: str) -> Prosecution:
    return clean_prosecution(rank, CELLS | changes)


def mapped(rank: int = 1, /, **changes: str) -> ToServe:
    made = map_row(row(rank, **changes), 1)
    assert isinstance(made, ToServe), made
    return made


def body_of(statement: ToServe) -> dict[str, Any]:
    return statement.served_on(TODAY)


def findable(statement: ToServe) -> bool:
    """Whether the door takes the body, and its defendant finds the case with the fact."""
    taken = served(StatementServed.model_validate(body_of(statement))).statement
    refuse_too_young(taken, 14)
    return plain(statement.fact) in {plain(fact) for fact in second_facts(taken)}


def test_a_row_becomes_a_statement_under_a_by_law_with_the_row_s_own_words_and_amount() -> None:
    body = body_of(mapped())
    (count,) = body["counts"]
    assert (body["kind"], body["district"], body["offence_at"][:10]) == ("bylaw", "VD", "2011-01-14")
    assert count["description_fr"] == "Des contaminants dans la cuisine."
    assert count["description_en"].startswith("Premises or food")
    assert (count["fine"], count["costs"], count["contribution"]) == (200_000, 18_000, 50_000)
    assert body["party"]["name"] == "9000-0000 QUEBEC INC."
    assert body["served_on"] == "2026-01-05"


def test_a_blank_owner_is_a_person_whom_nobody_names() -> None:
    made = mapped(7, proprietaire="")
    assert made.body["party"]["kind"] == "person"
    assert made.body["party"]["name"] == "Exploitante ou exploitant 7"
    assert {"name", "born_on"} <= set(made.assumed)
    assert age_on(date.fromisoformat(made.fact), date(2011, 1, 14)) >= 25


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id_poursuite": " "}, "no-number"),
        ({"description": ""}, "no-description"),
        ({"date": "20111332"}, "no-offence-date"),
        ({"montant": "0"}, "no-amount"),
        ({"adresse": ""}, "no-place"),
        ({"proprietaire": "", "etablissement": ""}, "nobody-named"),
        ({"date_jugement": "20101231"}, "judged-before-the-offence"),
        ({"description": "x" * 4001}, "description-too-long"),
    ],
)
def test_a_row_that_is_no_statement_says_why(changes: dict[str, str], reason: str) -> None:
    assert map_row(row(**changes), 1) == reason


def test_every_row_is_a_statement_or_is_counted_and_a_number_is_served_once() -> None:
    rows = [row(1), row(2), row(3, id_poursuite="3"), row(4, montant="")]
    chosen = choose(rows, 10, 1)
    assert sorted(one.number for one in chosen.statements) == ["P3", "P9001"]
    assert chosen.unmapped == {"number-twice": 1, "no-amount": 1}


def test_a_seed_gives_one_choice() -> None:
    rows = [row(rank, id_poursuite=str(rank)) for rank in range(1, 30)]
    first, again, other = (choose(rows, 8, seed).statements for seed in (1, 1, 2))
    assert first == again
    assert [one.row for one in first] != [one.row for one in other]


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.DictWriter(out, REQUIRED[:-1]).writeheader()
    with pytest.raises(UnreadableRows, match="no column ville"):
        list(read_prosecutions(file))


def test_a_text_that_is_not_known_has_a_generic_counterpart() -> None:
    assert in_english("Une autre infraction.") == GENERIC
    assert in_english("LA VIANDE HACHEE") != GENERIC


def test_costs_follow_the_fine() -> None:
    assert [costs_of(fine) for fine in (300, 301, 2000, 7000)] == [4600, 10_400, 18_000, 25_100]


def test_made_up_statements_are_of_every_kind_and_are_found_by_their_fact() -> None:
    made = made_up_statements(120, 3, TODAY)
    assert all(findable(one) for one in made)
    assert findable(mapped()) and findable(mapped(2, proprietaire=""))
    assert len({one.number for one in made}) == 120
    assert Counter(one.kind for one in made) == dict.fromkeys(KINDS, 30)
    assert {one.body["service_mode"] for one in made} == {
        "on_the_spot", "on_vehicle", "registered_mail", "bailiff", "ordinary_mail",
    }  # fmt: skip
    assert {(one.kind, one.warned) for one in made} >= {("parking", True), ("parking", False), ("camera", True)}
    assert any(one.several for one in made) and any(one.greater for one in made)
    assert {one.body["party"]["kind"] for one in made} == {"person", "company", "owner"}


def test_some_made_up_defendants_are_minors_and_none_is_too_young() -> None:
    ages: list[int] = []
    for one in made_up_statements(120, 3, TODAY):
        taken = served(StatementServed.model_validate(body_of(one))).statement
        if taken.party.born_on:
            ages.append(age_on(taken.party.born_on, local_date(taken.offence_at)))
    assert min(ages) >= 14
    assert sum(age < 18 for age in ages) >= 5


def test_by_ordinary_mail_a_statement_has_no_day_of_service_yet() -> None:
    by_mail = [one for one in made_up_statements(60, 1, TODAY) if one.by_mail]
    assert by_mail
    assert {body_of(one)["served_on"] for one in by_mail} == {None}
