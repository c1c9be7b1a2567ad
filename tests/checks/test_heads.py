"""Signing the heads: once a day, by the worker itself, under a key that only its owner reads."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from activities.heads import HeadSigner
from adapters import database
from adapters.seal_authority import create_authority
from checks.heads import read
from checks.sabotage import copied
from tests.checks.conftest import Town


def test_the_worker_signed_by_itself_before_the_first_case(town: Town) -> None:
    first = min(town.evidence.heads.glob("*.json"))
    assert read(first, town.evidence.heads_key).heads == {}


def test_the_private_key_is_its_owners_alone(town: Town) -> None:
    assert (town.evidence.var / "seal" / "heads.key").stat().st_mode & 0o077 == 0


async def test_heads_are_signed_again_when_a_day_has_passed(town: Town, tmp_path: Path) -> None:
    folder, now = create_authority(tmp_path / "seal").folder, datetime.now(UTC)
    with copied(town.evidence) as copy:
        engine = database.engine(copy.database_url, pool=1)
        signer = HeadSigner(database.sessions(engine), folder, tmp_path / "heads")
        signed = [await signer.sign_when_due(now + timedelta(hours=hours)) for hours in (1, 23, 25, 26)]
        await engine.dispose()
    assert signed == [0, 0, 1, 0]
    (published,) = (tmp_path / "heads").glob("*.json")
    assert len(read(published, folder / "heads.pem").heads) == 6
