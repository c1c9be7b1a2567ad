"""Which of the applications are filed: some of every service, of many boroughs, the same for the same seed."""

from collections import Counter
from pathlib import Path

from cli.permit_mapping import Mapper, choose, choose_from, map_rows
from cli.permit_rows import read_rows
from tests.cli.permits import CATALOGUE, NO_LIMITS, cells, geojson, nineteen, row, written


def many_rows() -> list[dict[str, str]]:
    works = [("Démolition", "Démolir"), ("", "Abattre un pin"), ("Construction", "Immeuble"), ("Clôture", "Clôture")]
    names = [borough.name_fr for borough in CATALOGUE.boroughs]
    return [
        cells(kind=kind, work=work, borough=name, place=f"{rank} rue des Essais")
        for rank in range(2)
        for name in names
        for kind, work in works
    ]


def test_a_choice_holds_every_service_and_many_boroughs(tmp_path: Path) -> None:
    chosen = choose(read_rows(written(tmp_path, many_rows())), 30, 1, limits=geojson(tmp_path, nineteen()))
    assert Counter(one.service for one in chosen.applications) == dict.fromkeys(
        ("abattage-arbre", "construction-batiment", "demolition"), 10
    )
    assert min(Counter((one.service, one.borough) for one in chosen.applications).values()) == 1
    assert (chosen.rows, sum(chosen.mapped.values())) == (152, 112)
    assert chosen.unmapped == {"service-not-in-catalogue: cloture-muret": 38, "service-not-open: demolition in IS": 2}
    assert (chosen.placed_by, chosen.disagreements) == ({"column": 112}, 0)


def test_a_seed_gives_one_choice_and_another_seed_another(tmp_path: Path) -> None:
    file = written(tmp_path, many_rows())
    first, again, other = (choose(read_rows(file), 30, seed).applications for seed in (1, 1, 2))
    assert first == again
    assert [one.row for one in first] != [one.row for one in other]


def test_most_applicants_write_in_french() -> None:
    rows = [row(number, work="Abattre un frêne") for number in range(1, 401)]
    chosen = choose_from(map_rows(rows, NO_LIMITS, 5), 400, 5)
    assert 0.75 < sum(one.language == "fr" for one in chosen.applications) / 400 < 0.95


def test_a_row_becomes_the_same_application_whatever_the_other_rows() -> None:
    rows = [row(number, work="Démolir la maison", kind="Démolition") for number in range(1, 9)]
    mapper: Mapper = NO_LIMITS
    assert map_rows(rows, mapper, 7)[5] == map_rows(rows[5:6], mapper, 7)[0]
