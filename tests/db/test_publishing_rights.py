"""Who may add publications: an administrator's session, in its own name, and nobody else by any door."""

from collections.abc import Mapping

import pytest
from sqlalchemy.exc import ProgrammingError

from adapters.database import Sessions
from casework import in_force
from db import catalogue_versions, people
from db.catalogue_versions import PublicationRow, VersionRow
from domain.people import Actor, Role
from tests.db.conftest import NOW, Base

ADMINISTRATOR = Actor("administration", Role.ADMINISTRATOR, ())
CLERK = Actor("agent-vd", Role.CLERK, ("VD",))
CODE = "service-des-droits"


async def publish(sessions: Sessions, actor: Actor | None, by: str) -> None:
    """Add a publication with a version of a service, and take both back."""
    async with sessions() as session:
        if actor is not None:
            await people.speak_for(session, actor)
        now = await in_force.read(session)
        row = next(iter(now.versions.values()))
        version = VersionRow(CODE, 1, row.version, row.content, NOW, by)
        offered: Mapping[str, int] = {**now.last.offered, CODE: 1}
        publication = PublicationRow(now.last.number + 1, NOW, by, now.last.territory, offered)
        assert await catalogue_versions.add_publication(session, publication, [version])
        await session.rollback()


async def test_an_administrator_publishes_in_its_own_name(base: Base) -> None:
    await publish(base.app, ADMINISTRATOR, ADMINISTRATOR.id)
    with pytest.raises(ProgrammingError, match="row-level security"):
        await publish(base.app, ADMINISTRATOR, "somebody-else")


@pytest.mark.parametrize("actor", [CLERK, None], ids=["clerk", "nobody"])
async def test_nobody_else_publishes_by_a_door(base: Base, actor: Actor | None) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        await publish(base.app, actor, actor.id if actor else "")


async def test_a_worker_publishes_nothing(base: Base) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        await publish(base.worker, ADMINISTRATOR, ADMINISTRATOR.id)
