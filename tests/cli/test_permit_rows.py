"""Rows of the City's file, made up with its pitfalls, as they are cleaned."""

from pathlib import Path

import pytest

from cli.permit_rows import UnreadableRows, read_rows
from tests.cli.permits import cells, row, written


def test_spaces_of_an_address_are_squeezed() -> None:
    assert row(place="  350  boulevard de l' Exemple").address == "350 boulevard de l'Exemple"
    assert row(place=" 12-18 B  rue  des Rangs").address == "12-18 B rue des Rangs"


def test_a_line_break_inside_the_work_is_a_space(tmp_path: Path) -> None:
    file = written(tmp_path, [cells(work="Démolir le garage\r\nen cour arrière.\r"), cells(work="Autre")])
    assert [one.work for one in read_rows(file)] == ["Démolir le garage en cour arrière.", "Autre"]


def test_a_word_that_a_fixed_width_line_cut_is_whole_again() -> None:
    assert row(work="BATI-, MENT ISOLE DE DEUX ETA-, GES").work == "BATIMENT ISOLE DE DEUX ETAGES"
    assert row(work="TRAVAUX D¿URGENCE").work == "TRAVAUX D’URGENCE"


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("Rosemont - La Petite-Patrie", "RO"),
        ("Côte-des-Neiges–Notre-Dame-de-Grâce", "CN"),
        ("L'Île-Bizard - Sainte-Geneviève", "IS"),
        ("MERCIER - HOCHELAGA-MAISONNEUVE", "MH"),
        ("Laval", None),
        ("", None),
    ],
)
def test_a_borough_is_known_under_the_files_spelling(spelling: str, code: str | None) -> None:
    assert row(borough=spelling).borough == code


@pytest.mark.parametrize(
    ("lon", "lat"),
    [("", ""), ("0", "0"), ("nan", "45.5"), ("-73.5", ""), ("287000.5", "5040000.1"), ("-73.5", "inf"), ("x", "45")],
)
def test_a_point_that_is_none_is_left_out(lon: str, lat: str) -> None:
    assert row(lon=lon, lat=lat).point is None


def test_a_file_without_the_citys_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UnreadableRows, match=r"other\.csv: no column emplacement"):
        list(read_rows(file))
    with pytest.raises(UnreadableRows, match=r"none\.csv: No such file"):
        list(read_rows(tmp_path / "none.csv"))
    file.write_bytes(b"emplacement\xe9")
    with pytest.raises(UnreadableRows, match="utf-8"):
        list(read_rows(file))
