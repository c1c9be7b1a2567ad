"""Personal words are nowhere in the engine, the logs or the metrics; planted there, they are found in each place."""

import asyncio
import base64
import json
import random

import pytest

from checks.canaries import PLACES, search
from checks.disguises import Needles
from checks.planting import search_planted
from tests.checks.conftest import Town

WORD = "Zoé Témoin-7 d’Éprouvette"
FORMS = {
    "utf-8": WORD.encode(),
    "utf-16-le": WORD.encode("utf-16-le"),
    "utf-16-be": WORD.encode("utf-16-be"),
    "json": json.dumps({"name": WORD}).encode(),
    **{f"base64 at {at}": base64.b64encode(b"{" * at + WORD.encode() + b'", more}') for at in range(3)},
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_word_is_found_in_every_disguise(form: bytes) -> None:
    noise = random.Random(1).randbytes(10_000)
    needles = Needles([WORD, "another@canari.invalid"])
    assert needles.count(noise) == 0
    assert needles.count(noise + form + noise) == 1


async def test_no_personal_word_leaves_the_record(town: Town) -> None:
    found = await asyncio.to_thread(search, town.evidence, town.canaries)
    assert found["hits"] == 0, found
    assert not found["unread"]
    assert all(
        found["bytes"][place] > 0 for place in ("temporal_files", "histories", "workflow_ids", "logs", "metrics")
    )


async def test_a_planted_word_is_found_in_each_place(town: Town) -> None:
    found = await asyncio.to_thread(search_planted, town.evidence)
    assert [place for place in PLACES if not found["places"][place]] == []


async def test_the_words_searched_for_are_those_the_city_keeps(town: Town) -> None:
    """The search has something to miss: the mails, which may be personal, do hold the words."""
    mails = b"".join(file.read_bytes() for file in (town.evidence.var / "mail").glob("*.eml"))
    assert Needles(town.canaries).count(mails) > 0
