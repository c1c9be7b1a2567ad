"""A record without the rest of the city: real PostgreSQL with its roles, every letter sealed once in the warm pool."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.letter_pool import LetterPool
from cli.compose import Parts, Settings, parts
from cli.migrate import migrate
from cli.post_room import post_room
from cli.seed import seed
from cli.stack import Stack
from domain.letter import Language, SealedLetter
from tests.api.town import settings_of
from tests.fakes import FakeClock, FakeMailer, FakePress, FakeTexts
from tests.letters.samples import ROOT, letter
from tests.post.house import START, House

CODES = tuple(sorted(file.name.split(".")[0] for file in (ROOT / "templates/letters").glob("P[0-9]*.fr.html")))
LANGUAGES: tuple[Language, ...] = ("fr", "en")


@pytest.fixture(scope="package")
async def record_only() -> AsyncIterator[Stack]:
    """The database of a city that has nothing else running."""
    var = Path(tempfile.mkdtemp(prefix="guichet-post-"))
    var.chmod(0o755)
    stack = Stack(var, lambda line: None, instant=START)
    database = stack.parts["postgres"]
    database.start()
    await database.until_ready()
    passwords = {"guichet_app": stack.secrets.app_password, "guichet_worker": stack.secrets.worker_password}
    await asyncio.to_thread(migrate, stack.env["DATABASE_URL"], passwords)
    tokens = var / "demo-tokens.json"
    await asyncio.to_thread(seed, stack.env["DATABASE_URL"], stack.env["GUICHET_MASTER_KEY"], tokens, instant=START)
    yield stack
    await database.stop()
    shutil.rmtree(var, ignore_errors=True)


@pytest.fixture(scope="package")
async def pool(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LetterPool]:
    made = LetterPool(ROOT, tmp_path_factory.mktemp("post-seal") / "seal")
    yield made
    made.close()


@pytest.fixture(scope="package")
async def sealed(pool: LetterPool) -> dict[tuple[str, str], SealedLetter]:
    """Every letter that has a template, in both languages, once."""
    asked: list[tuple[str, Language]] = [(code, lang) for code in CODES for lang in LANGUAGES]
    made = await asyncio.gather(*(pool.seal_letter(letter(code, lang), START) for code, lang in asked))
    return dict(zip(asked, made, strict=True))


@pytest.fixture(scope="package")
async def settings(record_only: Stack) -> Settings:
    return settings_of(record_only.env, {})


@pytest.fixture(scope="package")
async def at_the_doors(record_only: Stack, settings: Settings) -> AsyncIterator[Parts]:
    async with parts(settings, record_only.env["DATABASE_APP_URL"]) as made:
        yield made


@pytest.fixture(scope="package")
async def at_work(record_only: Stack, settings: Settings) -> AsyncIterator[Parts]:
    async with parts(settings, record_only.env["DATABASE_WORKER_URL"]) as made:
        yield made


@pytest.fixture(scope="package")
def build(
    record_only: Stack, settings: Settings, at_the_doors: Parts, at_work: Parts, pool: LetterPool,
    sealed: dict[tuple[str, str], SealedLetter],
) -> Callable[[], House]:  # fmt: skip
    """Makes a post room with a clock, a mail server and a telephone of its own."""

    def made() -> House:
        clock, mailer, texts = FakeClock(START), FakeMailer(), FakeTexts()
        room = replace(
            post_room(settings, at_work, pool), press=FakePress(sealed), mailer=mailer, texts=texts, clock=clock
        )
        doors = replace(at_the_doors.doors, clock=clock)
        return House(room, doors, record_only.env["DATABASE_URL"], clock, mailer, texts)

    return made


@pytest.fixture
async def house(build: Callable[[], House]) -> House:
    """A post room on an empty record."""
    return await emptied(build())


@pytest.fixture(scope="module")
async def house_of_this_module(build: Callable[[], House]) -> House:
    """One post room for all tests of a module that has no other."""
    return await emptied(build())


async def emptied(house: House) -> House:
    await house.rows("TRUNCATE cases, letter_deliveries, post_batches, contact_preferences CASCADE")
    return house
