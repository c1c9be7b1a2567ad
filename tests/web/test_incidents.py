"""The register of incidents: declared, amended by adding, closed, kept five years, read by those who may."""

import csv
import io
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest

from domain.incidents import kept_until
from tests.conftest import City
from tests.web.test_contest_pages import at_work, today
from tests.web.visitor import Visitor, hidden

REGISTER, NEW = "/bureau/ville/incidents", "/bureau/ville/incidents/declarer"
stack = pytest.mark.stack


def test_an_entry_is_kept_five_years_from_the_latest_day_it_gives() -> None:
    assert kept_until([date(2026, 3, 2), date(2026, 3, 1)]) == date(2031, 3, 2)
    assert kept_until([date(2028, 2, 29)]) == date(2033, 3, 1)


def said(**changes: Any) -> dict[str, Any]:
    """An incident as the form describes it."""
    day = today() - timedelta(days=2)
    return {
        "description": "Une lettre <b>a été</b> envoyée à une autre personne.", "happened_on": day.isoformat(),
        "known_on": (day + timedelta(days=1)).isoformat(), "persons": "3", "information": "Nom et adresse",
        "cause": "=Erreur d’adressage", "serious": "no", "assessment": "Lettre rendue sans avoir été lue.",
        "measures": "Lettre reprise.", "cai_on": "", "told_on": "",
    } | changes  # fmt: skip


async def declared(visitor: Visitor, **changes: Any) -> str:
    """Declare an incident; the path of its entry."""
    answer = await visitor.send(NEW, said(**changes))
    assert answer.status_code == 303, unescape(answer.text)
    return answer.headers["location"].split("?")[0]


@stack
async def test_an_incident_is_declared_once_amended_and_closed_and_nothing_is_lost(city: City) -> None:
    async with at_work(city, "administration") as office:
        form = await office.hidden(NEW) | said(borough="LS")
        paths = [(await office.http.post(NEW, data=form)).headers["location"] for _ in range(2)]
        assert paths[0] == paths[1]
        path = paths[0].split("?")[0]
        page = await office.get(path)
        assert "<b>a été" not in page.text and "INC-" in page.text
        assert str(today().year + 5) in page.text
        more = hidden(page) | said(persons="12", serious="yes", reason="Douze lettres en fait.", action="amend")
        assert [(await office.http.post(path, data=more)).status_code for _ in range(2)] == [303, 409]
        page = unescape((await office.get(path)).text)
        assert "Douze lettres en fait." in page and "Ce qui était écrit avant" in page
        closing = said(persons="12", serious="yes", reason="Avis donnés.", action="close")
        lacking = await office.send(path, closing)
        assert lacking.status_code == 422 and 'href="#cai_on"' in lacking.text and 'href="#told_on"' in lacking.text
        told = {"cai_on": today().isoformat(), "told_on": today().isoformat()}
        assert (await office.send(path, closing | told)).status_code == 303
        assert (await office.send(path, closing | told)).status_code == 409  # closed already
        assert path in (await office.get(f"{REGISTER}?etat=closed")).text
        assert path not in (await office.get(REGISTER)).text
        assert (await office.send(path, said(reason="Un fait nouveau.", action="amend"))).status_code == 303
        assert path in (await office.get(REGISTER)).text


@stack
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"description": " "}, "description"), ({"description": "x" * 20_000}, "description"),
        ({"cause": "a\x00b"}, "cause"), ({"information": ""}, "information"), ({"measures": ""}, "measures"),
        ({"assessment": ""}, "assessment"), ({"happened_on": "hier"}, "happened_on"), ({"known_on": ""}, "known_on"),
        ({"known_on": "2001-01-01"}, "known_on"), ({"happened_on": "2190-01-01"}, "happened_on"),
        ({"persons": "trois"}, "persons"), ({"persons": "-1"}, "persons"), ({"persons": "9" * 40}, "persons"),
        ({"serious": ""}, "serious"), ({"serious": "peut-être"}, "serious"), ({"cai_on": "2001-01-01"}, "cai_on"),
        ({"told_on": "2026-02-30"}, "told_on"), ({"borough": "XX"}, "borough"),
    ],
)  # fmt: skip
async def test_a_wrong_entry_is_refused_beside_its_field(city: City, changes: dict[str, str], field: str) -> None:
    async with at_work(city, "administration") as office:
        answer = await office.send(NEW, said(**changes))
        assert answer.status_code == 422 and f'href="#{field}"' in answer.text
        assert "Erreur d’adressage" in unescape(answer.text) or field == "cause"


@stack
async def test_a_director_declares_and_reads_their_borough_s_alone(city: City) -> None:
    async with at_work(city, "administration") as office, at_work(city, "direction-vd") as director:
        whole, elsewhere = await declared(office, borough=""), await declared(office, borough="LS")
        own = await declared(director, borough="VD", description="Clé USB perdue à Verdun.")
        listed = (await director.get(REGISTER)).text
        assert own in listed and whole not in listed and elsewhere not in listed
        assert (await director.get(own)).status_code == 200
        assert [(await director.get(one)).status_code for one in (whole, elsewhere)] == [404, 404]
        assert (await director.send(NEW, said(borough="LS"))).status_code == 422
        assert (await director.send(NEW, said(borough=""))).status_code == 422
        form = hidden(await director.get(NEW)) | said(reason="x", action="amend", rank="1")
        assert (await director.http.post(own, data=form)).status_code == 403
        assert "Clé USB" in unescape((await director.get(f"{REGISTER}/imprimer")).text)
        assert (await office.get(own)).status_code == 200
        assert (await office.send(own, said(reason="x", action="rien"))).status_code == 422
        assert (await office.send(own, said(reason="", action="amend"))).status_code == 422
        assert (await office.send(own, said(reason="x", action="amend", rank="99"))).status_code == 409
    async with at_work(city, "agent-vd") as clerk:
        for path in (REGISTER, NEW, own, f"{REGISTER}/imprimer", f"{REGISTER}.csv"):
            assert (await clerk.get(path)).status_code == 403


@stack
async def test_the_register_is_taken_along_as_csv_and_printed(city: City) -> None:
    async with at_work(city, "administration") as office:
        path = await declared(office, borough="LS", description="À exporter.")
        answer = await office.get(f"{REGISTER}.csv")
        assert "attachment" in answer.headers["content-disposition"]
        rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
        (row,) = [one for one in rows if one["description"] == "À exporter."][:1]
        assert row["cause"].startswith("'=") and row["status"] == "open" and row["persons"] == "3"
        printed = (await office.get(f"/en{REGISTER}/imprimer")).text
        assert re.search(path.split("/")[-1], printed) and "Kept at least until" in printed.replace("kept", "Kept")
        assert (await office.get(f"{REGISTER}/rien")).status_code == 404
