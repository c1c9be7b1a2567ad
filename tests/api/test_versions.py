"""A new version of a service: open cases and drafts end on the one that they began with, new ones take the newest.

Judged by what PostgreSQL holds and by what the sealed letters say, not by what the doors answer.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree
from typing import Any

import psycopg
import pytest
from click.testing import Result
from pytest import FixtureRequest, TempPathFactory
from typer.testing import CliRunner

from catalogue.load import FOLDER, load
from checks.pdf_words import visible_text
from cli.catalogue import catalogue
from cli.city_client import CityClient, Refused, Sent
from cli.made_up import demolition
from cli.pictures import picture
from tests.api.town import ADMINISTRATOR, CLERK, DIRECTOR, OWNER, Town, new_key

pytestmark = pytest.mark.stack

SERVICE = "demolition"
OLD_FEE, NEW_FEE = 50_000, 61_500
REFUSAL = {"reasons": "Le projet est incomplet.", "provision": "Règlement, article 12", "remedies": ["Recommencer."]}
MORE = """
[[questions]]
name = "depth_cm"
kind = "integer"
min = 1
max = 5000
label.fr = "Profondeur de l’excavation, en centimètres"
label.en = "Depth of the excavation, in centimetres"

[[documents]]
name = "survey"
label.fr = "Relevé d’un arpenteur"
label.en = "Surveyor’s record"
"""


@dataclass
class Lot:
    """The cases and drafts of v1, and the cases of v2, by their ids."""

    old: str
    new: str
    cases: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)


class Clients:
    """People who file, draft, pay and decide."""

    def __init__(self, town: Town) -> None:
        self.city = CityClient(town.city.base_url, town.city.tokens)

    async def body(self, rank: int, **more: Any) -> dict[str, Any]:
        made = demolition(rank)
        file = picture("photos", seed=rank)
        photos = await self.city.upload(OWNER, file.name, "photos", file.content, file.media_type)
        return {"service": SERVICE, "borough": "VD", "answers": {**made.answers, **more},
                "documents": {"photos": photos}, "language": "fr" if rank % 2 else "en"}  # fmt: skip

    async def file(self, body: dict[str, Any]) -> str:
        sent = Sent(OWNER, "/cases", body, new_key(), "file")
        return str((await self.city.until_answered(sent))["case_id"])

    async def to_its_end(self, case_id: str) -> None:
        """Pay what is asked, declare complete, refuse."""
        while not (payments := (await self.city.get(OWNER, f"/cases/{case_id}/payments"))["payments"]):
            await asyncio.sleep(0.1)
        await self.city.pay(payments[0]["hosted_url"])
        while (await self.city.get(OWNER, f"/cases/{case_id}"))["seq"] == 1:
            await asyncio.sleep(0.1)
        for account, act, body, seq in ((CLERK, "declare-complete", {}, 2), (DIRECTOR, "refuse", REFUSAL, 3)):
            await self.city.until_answered(Sent(account, f"/cases/{case_id}/{act}", body, new_key(), act, case_id, seq))


@pytest.fixture(scope="module")
async def lot(town: Town, tmp_path_factory: TempPathFactory, request: FixtureRequest) -> AsyncIterator[Lot]:
    """Cases and drafts of v1, v2 published over them, everything then played to its end; v1 back at last."""
    cases, drafts = (50, 10) if request.config.getoption("--deep") else (5, 3)
    people = Clients(town)
    made = Lot(load().services[SERVICE].version, "")
    made.cases = [await people.file(await people.body(rank)) for rank in range(cases)]
    bodies = [await people.body(rank) for rank in range(cases, cases + drafts)]
    made.drafts = [await people.city.start_draft(OWNER, body) for body in bodies]
    assert (await publish(town, changed_folder(tmp_path_factory.mktemp("v2")))).exit_code == 0
    made.new = await noticed(town, made.old)
    try:
        await play(people, made, bodies)
        yield made
    finally:
        assert (await publish(town, FOLDER)).exit_code == 0
        await noticed(town, made.new)
        await people.city.close()


async def play(people: Clients, made: Lot, bodies: list[dict[str, Any]]) -> None:
    filed = [await people.file(body | {"draft": draft}) for draft, body in zip(made.drafts, bodies, strict=True)]
    assert filed == made.drafts
    for rank in range(900, 903):
        survey = picture("survey", seed=rank)
        body = await people.body(rank, depth_cm=120)
        name = await people.city.upload(OWNER, survey.name, "survey", survey.content, survey.media_type)
        body["documents"]["survey"] = name
        made.late.append(await people.file(body))
    await asyncio.gather(*(people.to_its_end(one) for one in [*made.cases, *made.drafts, *made.late]))


def changed_folder(folder: Path) -> Path:
    """The shipped catalogue with a dearer demolition that asks and requires more, under another title."""
    copytree(FOLDER, folder, dirs_exist_ok=True, ignore=lambda _, names: [one for one in names if one.endswith(".py")])
    file = folder / "services" / "bat" / f"{SERVICE}.toml"
    text = file.read_text(encoding="utf-8").replace(f'cents = "{OLD_FEE}"', f'cents = "{NEW_FEE}"')
    text = text.replace("Certificat d’autorisation de démolition", "Permis de déconstruire")
    file.write_text(text + MORE, encoding="utf-8")
    return folder


async def publish(town: Town, folder: Path) -> Result:
    """The verb, as a person types it."""
    return await verb("publish", "--dir", str(folder), "--var", str(town.city.var), "--json")


async def verb(*arguments: str) -> Result:
    """One verb of the catalogue, in a thread: it runs a loop of its own."""
    return await asyncio.to_thread(CliRunner().invoke, catalogue, list(arguments))


async def noticed(town: Town, before: str) -> str:
    """The version that the doors offer, once it is another one: without a restart, within seconds."""
    for _ in range(300):
        version = (await town.get(f"/services/{SERVICE}")).json()["version"]
        if version != before:
            return str(version)
        await asyncio.sleep(0.1)
    raise AssertionError("the doors never noticed")


async def rows(town: Town, query: str, *values: Any) -> list[tuple[Any, ...]]:
    async with await psycopg.AsyncConnection.connect(town.city.database_url) as owner:
        return await (await owner.execute(query.encode(), values)).fetchall()


async def test_every_case_ends_under_the_version_that_it_began_with(town: Town, lot: Lot) -> None:
    found = dict(await rows(town, "SELECT id, version FROM cases WHERE service = %s", SERVICE))
    assert {found[one] for one in [*lot.cases, *lot.drafts]} == {lot.old}
    assert {found[one] for one in lot.late} == {lot.new}
    ended = await rows(town, "SELECT state FROM cases WHERE id = ANY(%s)", [*lot.cases, *lot.drafts, *lot.late])
    assert {state for (state,) in ended} == {"REFUSED"}


async def test_each_case_owes_what_its_own_tariff_says(town: Town, lot: Lot) -> None:
    query = "SELECT DISTINCT cents FROM ledger_entries WHERE case_id = ANY(%s)"
    assert await rows(town, query, [*lot.cases, *lot.drafts]) == [(OLD_FEE,)]
    assert await rows(town, query, lot.late) == [(NEW_FEE,)]


async def test_receipts_and_letters_carry_the_calculation_and_the_tariff_s_version(town: Town, lot: Lot) -> None:
    """Acknowledgement and receipt, as sealed."""
    cents = {lot.old: str(OLD_FEE), lot.new: str(NEW_FEE)}
    titles = {lot.old: "Certificatd’autorisationdedémolition", lot.new: "Permisdedéconstruire"}
    for case_id in [*lot.cases, *lot.drafts, *lot.late]:
        version = lot.new if case_id in lot.late else lot.old
        for code in ("P01", "P02"):
            language, words = await letter(town, case_id, code)
            assert version[:12] in words and cents[version] in words, (case_id, code)
            assert language == "en" or titles[version] in words


async def letter(town: Town, case_id: str, code: str) -> tuple[str, str]:
    for _ in range(600):
        found = (await town.get(f"/cases/{case_id}/letters")).json()["letters"]
        for one in found:
            if one["code"] == code:
                pdf = await town.http.get(one["url"], headers=town.as_(OWNER))
                return str(one["language"]), visible_text(pdf.content)
        await asyncio.sleep(0.5)
    raise AssertionError(f"{code} of {case_id} was never sealed")


async def test_a_new_application_must_answer_what_the_new_version_asks(town: Town, lot: Lot) -> None:
    people = Clients(town)
    with pytest.raises(Refused) as refusal:
        await people.city.once(Sent(OWNER, "/cases", await people.body(999), new_key(), "file"))
    assert {one["field"] for one in refusal.value.problem["errors"]} == {"depth_cm"}
    await people.city.close()


async def test_a_case_and_its_draft_are_shown_under_their_own_version(town: Town, lot: Lot) -> None:
    of_old = (await town.get(f"/drafts/{lot.drafts[0]}/service")).json()
    assert of_old["version"] == lot.old
    assert "depth_cm" not in {one["name"] for one in of_old["questions"]}
    assert [fee["cents"] for fee in of_old["fees"] if fee["code"] == "study"] == [str(OLD_FEE)]
    price = (await town.get(f"/drafts/{lot.drafts[0]}/quote")).json()
    assert [fee["cents"] for fee in price["fees"] if fee["code"] == "study"] == [OLD_FEE]
    file = (await town.get(f"/cases/{lot.cases[0]}", ADMINISTRATOR)).json()
    assert file["version"] == lot.old


async def test_a_broken_folder_is_refused_whole(town: Town, lot: Lot, tmp_path: Path) -> None:
    broken = changed_folder(tmp_path / "v3")
    file = broken / "services" / "arb" / "abattage-arbre.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("max(trees", "max(shrubs"), encoding="utf-8")
    before = await rows(town, "SELECT max(number) FROM catalogue_publications")
    done = await publish(town, broken)
    assert done.exit_code == 1 and "shrubs" in done.output
    assert await rows(town, "SELECT max(number) FROM catalogue_publications") == before


async def test_the_history_of_a_service_says_what_each_version_changed(town: Town, lot: Lot) -> None:
    done = await verb("history", SERVICE, "--var", str(town.city.var), "--json")
    assert done.exit_code == 0
    assert lot.old in done.output and lot.new in done.output and f"{OLD_FEE} → {NEW_FEE}" in done.output
    assert "+ depth_cm" in done.output and "+ survey" in done.output
