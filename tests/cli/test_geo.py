"""The verbs `geo import` and `geo locate`, against a running city's database."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.geo import geo
from tests.cli.permits import LINKED, RANKS, feature, geojson, middle_of, nineteen, square_of
from tests.conftest import City

WEST = feature(square_of(LINKED), code="WM", name_fr="Westmount")


def ask(*words: object, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    answer = CliRunner().invoke(geo, list(map(str, words)), env=env)
    return answer.exit_code, answer.stdout, answer.stderr


def test_without_a_city_the_verb_says_how_to_get_one(tmp_path: Path) -> None:
    code, out, err = ask("locate", "-73.5", "45.5", "--var", tmp_path, env={"DATABASE_URL": ""})
    assert (code, out) == (1, "")
    assert "start one with ./guichet up, or set DATABASE_URL" in err


def test_a_wrong_file_is_refused_before_the_database_is_asked(tmp_path: Path) -> None:
    code, _, err = ask("import", geojson(tmp_path, nineteen()[1:]), "--var", tmp_path)
    assert code == 1
    assert err == "Error: limits.geojson: 1 of 19 boroughs are missing: AC\n"


@pytest.mark.stack
async def test_limits_are_imported_whole_and_replaced_whole(city: City, tmp_path: Path) -> None:
    env = {"DATABASE_URL": city.database_url}
    boroughs, linked = geojson(tmp_path, nineteen()), geojson(tmp_path, [WEST], "linked.geojson")

    async def verb(*words: object) -> tuple[int, str, str]:
        return await asyncio.to_thread(ask, *words, env=env)

    assert (await verb("locate", "-73.5", "45.5"))[2] == "Error: no limits were imported: ./guichet geo import FILE\n"
    _, out, _ = await verb("import", boroughs, "--linked-cities", linked, "--json")
    assert {name: json.loads(out)[name] for name in ("boroughs", "linked_cities", "approximate")} == {
        "boroughs": 19, "linked_cities": 1, "approximate": False,
    }  # fmt: skip
    _, out, _ = await verb("locate", *middle_of(RANKS["VM"]), "--json")
    assert json.loads(out) == {"borough": "VM", "linked_city": None, "name": "Ville-Marie", "approximate": False}
    assert (await verb("import", geojson(tmp_path, nineteen()[1:])))[0] == 1
    assert json.loads((await verb("locate", *middle_of(LINKED), "--json"))[1])["linked_city"] == "WM"
    labels = [
        one | {"geometry": {"type": "Point", "coordinates": middle_of(rank)}} for rank, one in enumerate(nineteen())
    ]
    assert (await verb("import", geojson(tmp_path, labels)))[0] == 0
    _, out, _ = await verb("locate", "-74.0", "46.0", "--json")
    assert json.loads(out)["approximate"]
