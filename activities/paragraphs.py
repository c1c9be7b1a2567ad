"""What the places of a letter say at one counter: the versions that the city made, over the shipped words."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from catalogue.letters import places_of
from db import paragraphs
from db.paragraphs import VersionRow
from domain.letter import Language
from domain.paragraphs import CITY, Words, nearest


async def of_letter(
    session: AsyncSession, code: str, counter: str, language: Language, at: datetime
) -> dict[str, str]:  # fmt: skip
    """The words of a letter that is ordered at an instant, by their names in the templates."""
    places = places_of(code)
    rows = await paragraphs.at(session, [one.name for one in places], (counter, CITY), at) if places else []
    return {one.slot: nearest(kept(rows, one.name), counter, one.shipped)[1].say(language) for one in places}


def kept(rows: Iterable[VersionRow], place: str) -> dict[str, Words | None]:
    """The words of one place by counter, among versions of several."""
    return {row.counter: row.words for row in rows if row.place == place}
