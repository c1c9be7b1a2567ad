"""Publishing: whole or not at all, never over somebody else's, and every version readable for ever."""

import asyncio
import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casework.offers import Offers
from casework.publishing import Overtaken, Publication, differs, publish, publish_first, undone
from catalogue.load import Catalogue, load
from catalogue.schema import Service
from db import catalogue_versions
from tests.db.conftest import Base

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
TREE = "abattage-arbre"


async def put_in_force(base: Base, wanted: Catalogue, expects: int | None = None) -> Publication:
    async with base.owner.begin() as session:
        return await publish(session, wanted, "essai", NOW, expects)


async def number_in_force(base: Base) -> int:
    async with base.owner() as session:
        return await catalogue_versions.last_number(session)


def dearer(catalogue: Catalogue, cents: str) -> Catalogue:
    """The same catalogue with another study fee for felling a tree."""
    tree = catalogue.services[TREE]
    fees = tuple(replace(fee, cents=cents) if fee.code == "study" else fee for fee in tree.fees)
    return with_tree(catalogue, replace(tree, fees=fees))


def with_tree(catalogue: Catalogue, tree: Service) -> Catalogue:
    return replace(catalogue, services=catalogue.services | {TREE: tree})


async def test_a_first_start_publishes_the_files_and_a_second_start_nothing(base: Base) -> None:
    rows = await base.rows("SELECT service, number, version, content FROM catalogue_versions WHERE number = 1")
    assert {service for service, *_ in rows} == set(load().services)
    for service, _, version, content in rows:
        assert hashlib.sha256(content.encode()).hexdigest() == version == load().services[service].version
    async with base.owner.begin() as session:
        assert not await publish_first(session, dearer(load(), "99900"), NOW)


async def test_publishing_the_same_folder_again_publishes_nothing(base: Base) -> None:
    await put_in_force(base, load())
    before = await number_in_force(base)
    async with base.owner() as session:
        assert not await differs(session, load()) and await differs(session, dearer(load(), "1"))
    again = await put_in_force(base, load())
    assert (again.published, again.number, again.changes) == (False, before, ())


async def test_a_publication_says_what_it_changes_and_touches_no_other_service(base: Base) -> None:
    await put_in_force(base, load())
    done = await put_in_force(base, dearer(load(), "12300"))
    (change,) = done.changes
    assert (change.service, change.kind) == (TREE, "changed")
    assert list(change.parts) == ["fees"]
    assert change.parts["fees"][0].startswith("~ study: cents ") and change.parts["fees"][0].endswith(" → 12300")
    await put_in_force(base, load())


async def test_of_two_publishers_one_wins_and_the_other_is_told(base: Base) -> None:
    seen = await number_in_force(base)
    tries = [put_in_force(base, dearer(load(), str(cents)), expects=seen) for cents in (11100, 22200)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    told = [answer for answer in answers if isinstance(answer, Overtaken)]
    assert len(told) == 1 and told[0].last == seen + 1
    assert await number_in_force(base) == seen + 1


async def test_two_publishers_who_read_the_same_catalogue_never_share_a_number(base: Base) -> None:
    tries = [put_in_force(base, dearer(load(), str(30000 + rank))) for rank in range(6)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    numbers = [answer.number for answer in answers if isinstance(answer, Publication)]
    assert len(numbers) == len(set(numbers)) and numbers
    assert all(isinstance(answer, Publication | Overtaken) for answer in answers)


async def test_doors_notice_a_publication_and_keep_what_came_before(base: Base) -> None:
    offers = Offers(base.app)
    await offers.refresh()
    before = offers.catalogue.services[TREE]
    await put_in_force(base, dearer(load(), "45600"))
    assert await offers.refresh() and not await offers.refresh()
    after = offers.catalogue.services[TREE]
    assert after.version != before.version
    fees = offers.rules.fees(after, "VD", {"trees": 1})
    assert [fee.cents for fee in fees if fee.code == "study"] == [45600]
    kept = await Offers(base.app).edition(TREE, before.version)
    assert kept is not None and kept.service == before and kept.service.version == before.version


async def test_a_service_that_left_the_folder_is_withdrawn_and_can_come_back(base: Base) -> None:
    await put_in_force(base, load())
    without = replace(load(), services={code: one for code, one in load().services.items() if code != TREE})
    gone = await put_in_force(base, without)
    assert [(one.service, one.kind) for one in gone.changes] == [(TREE, "withdrawn")]
    offers = Offers(base.app)
    await offers.refresh()
    assert TREE not in offers.catalogue.services
    back = await put_in_force(base, load())
    assert [(one.service, one.kind) for one in back.changes] == [(TREE, "restored")]


async def test_a_version_stored_before_the_schema_got_a_key_keeps_its_hash_and_is_no_change(base: Base) -> None:
    """A later schema adds keys with defaults: the stored text lacks them, means the same, and stays the version."""
    await put_in_force(base, load())
    tree = load().services[TREE]
    ((content, number),) = await base.rows(
        "SELECT content, number FROM catalogue_versions WHERE service = %s ORDER BY number DESC LIMIT 1", TREE
    )
    older = content.replace('"remedies_from":["permit"],', "").replace('"include":["place","person","works"],', "")
    assert older != content
    hashed = hashlib.sha256(older.encode()).hexdigest()
    await base.rows(
        "INSERT INTO catalogue_versions (service, number, version, content, published_at, published_by) "
        "VALUES (%s, %s, %s, %s, %s, 'essai')", TREE, number + 1, hashed, older, NOW,
    )  # fmt: skip
    done = await put_in_force(base, with_tree(load(), replace(tree, include=(), remedies_from=())))
    edition = await Offers(base.app).edition(TREE, hashed)
    assert edition is not None and edition.service.version == hashed
    assert not done.changes or all(change.version == hashed for change in done.changes)
    await put_in_force(base, load())


async def test_what_the_desk_published_is_named_before_a_folder_undoes_it(base: Base) -> None:
    await put_in_force(base, load())
    changed = dearer(load(), "77700")
    async with base.owner.begin() as session:
        assert not await undone(session, changed)
        await publish(session, changed, "administration", NOW)
        assert await undone(session, load()) == (TREE,) and not await undone(session, changed)
    await put_in_force(base, load())
    async with base.owner() as session:
        assert not await undone(session, changed)  # the folder moved it last


async def test_what_was_published_cannot_be_changed_by_a_door_or_a_worker(base: Base) -> None:
    for sessions in (base.app, base.worker):
        with pytest.raises(Exception, match="permission denied"):
            async with sessions.begin() as session:
                link = await session.connection()
                await link.exec_driver_sql("UPDATE catalogue_versions SET published_by = 'x'")
