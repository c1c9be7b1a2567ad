"""A draft under its own version while another is in force, as the doors store it before the engine hears of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from casework import drafts
from casework.acting import opened
from casework.documents import Upload, attach_to_draft
from casework.doors import Doors
from casework.drafts import DraftContent
from casework.filing import Filing
from casework.offers import Offers
from casework.pinning import file_application
from casework.publishing import publish
from catalogue.load import Catalogue, load
from catalogue.schema import Question, Text
from cli.compose import parts
from cli.made_up import felling
from db import received
from db.documents import DocumentRow
from domain.acts import FilePermit
from domain.errors import Invalid, ServiceNotOpen, TemporarilyUnavailable
from domain.people import Actor, Role
from tests.api.town import settings_of
from tests.casework import made_files
from tests.db.conftest import Base
from workers.wording import CatalogueWording

TEMPLATES = Path(__file__).parents[2] / "templates"
NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
OWNER = Actor("citoyen-5", Role.CITIZEN)
TREE = "abattage-arbre"
OLD, NEW = 5_000, 7_700
DEPTH = Question(name="depth_cm", kind="integer", min=1, max=900, label=Text(fr="Profondeur", en="Depth"))


@pytest.fixture
async def doors(base: Base) -> AsyncIterator[Doors]:
    """The doors of a city whose engine is away: what they store is what the engine will be told."""
    await put_in_force(base, load())
    async with parts(settings_of(base.env, {"address": "127.0.0.1:1"}), base.env["DATABASE_APP_URL"]) as made:
        yield replace(made.doors, answer_seconds=2.0)
    await put_in_force(base, load())
    await base.rows("DELETE FROM drafts")


async def put_in_force(base: Base, wanted: Catalogue) -> None:
    async with base.owner.begin() as session:
        await publish(session, wanted, "essai", NOW)


def second_version(**changes: Any) -> Catalogue:
    """Felling a tree costs more, asks one question more, and needs no document."""
    tree = load().services[TREE]
    fees = tuple(replace(fee, cents=str(NEW)) for fee in tree.fees)
    newer = replace(tree, fees=fees, questions=(*tree.questions, DEPTH), documents=(), **changes)
    return replace(load(), services=load().services | {TREE: newer})


async def begun(doors: Doors) -> drafts.Draft:
    content = DraftContent(TREE, "VD", dict(felling(1).answers), {}, "fr")
    return await drafts.start(doors, OWNER, content)


async def noticed(doors: Doors) -> None:
    await cast(Offers, doors.offers).refresh()


async def test_a_draft_is_read_and_priced_under_the_version_that_it_was_begun_with(base: Base, doors: Doors) -> None:
    draft = await begun(doors)
    await put_in_force(base, second_version())
    await noticed(doors)
    again = await drafts.read(doors, OWNER, draft.id)
    assert again.edition.service.version == load().services[TREE].version
    assert "depth_cm" not in {one.name for one in again.edition.service.questions}
    price = await drafts.price(doors, again)
    assert [cents for code, _, cents, _ in price.fees if code == "study"] == [OLD]
    assert price.documents
    new = await begun(doors)
    assert new.edition.service.version == doors.catalogue.services[TREE].version != again.edition.service.version
    with pytest.raises(Invalid):
        await drafts.price(doors, new)


async def test_a_draft_is_filed_under_its_version_with_its_fees_and_documents(base: Base, doors: Doors) -> None:
    draft = await begun(doors)
    documents = {name: await a_file(doors, draft.id, name) for name in ("photos", "location_plan")}
    await put_in_force(base, second_version())
    await noticed(doors)
    act = await filed(doors, Filing(TREE, "VD", dict(felling(1).answers), documents, "fr", draft.id), draft.id)
    assert act.rules.version == load().services[TREE].version
    assert [fee.cents for fee in act.rules.fees if fee.code == "study"] == [OLD]
    answers = {**felling(2).answers, "depth_cm": 40}
    new = await filed(doors, Filing(TREE, "VD", answers), "")
    assert new.rules.version == doors.catalogue.services[TREE].version
    assert [fee.cents for fee in new.rules.fees if fee.code == "study"] == [NEW]


@pytest.mark.parametrize("status", ["suspended", "hidden"])
async def test_a_service_that_is_closed_now_takes_no_draft_however_old(base: Base, doors: Doors, status: str) -> None:
    draft = await begun(doors)
    await put_in_force(base, second_version(boroughs={"default": status}))
    await noticed(doors)
    with pytest.raises(ServiceNotOpen):
        await file_application(doors, OWNER, Filing(TREE, "VD", {}, {}, "fr", draft.id), f"essai-{draft.id}")


async def test_a_draft_of_a_service_that_was_withdrawn_is_still_read(base: Base, doors: Doors) -> None:
    draft = await begun(doors)
    await put_in_force(base, replace(load(), services={
        code: one for code, one in load().services.items() if code != TREE
    }))  # fmt: skip
    await noticed(doors)
    assert (await drafts.read(doors, OWNER, draft.id)).content == draft.content
    with pytest.raises(ServiceNotOpen):
        await drafts.price(doors, await drafts.read(doors, OWNER, draft.id))


async def test_letters_speak_in_the_version_of_their_case(base: Base, doors: Doors) -> None:
    """Title, fee and tariff of a case of each version, with the newer one in force."""
    title = Text(fr="Permis d’abattre", en="Felling permit")
    await put_in_force(base, second_version(title=title))
    await noticed(doors)
    words, old, new = CatalogueWording(doors.offers, TEMPLATES), load().services[TREE], doors.catalogue.services[TREE]
    for version in (old.version, new.version):
        await words.recall(TREE, version)
    assert words.service_title(TREE, old.version, "fr") == old.title.fr
    assert words.service_title(TREE, new.version, "en") == "Felling permit"
    assert words.fee_label((TREE, old.version, "VD"), "study", "fr") == old.fees[0].label.fr
    said = [words.tariff(TREE, version, "fr") for version in (old.version, new.version)]
    assert said[0] != said[1] and old.version[:12] in said[0] and new.version[:12] in said[1]
    assert all(one.startswith("version ") and "publiée le" in one for one in said)


async def filed(doors: Doors, filing: Filing, case_id: str) -> FilePermit:
    """The application as stored: the engine is away, so the door says 503 and keeps it."""
    key = f"essai-{filing.draft_id or 'sans-brouillon'}-{doors.catalogue.services[TREE].version[:6]}"
    with pytest.raises(TemporarilyUnavailable):
        await file_application(doors, OWNER, filing, key)
    async with doors.sessions() as session:
        row = await received.by_key(session, OWNER.id, key)
    assert row is not None and case_id in ("", row.case_id)
    act = await opened(doors, row)
    assert isinstance(act, FilePermit)
    return act


async def a_file(doors: Doors, draft_id: str, kind: str) -> str:
    row: DocumentRow = (await attach_to_draft(doors, OWNER, draft_id, Upload(kind, "p.jpg", made_files.jpeg())))[0]
    return row.id
