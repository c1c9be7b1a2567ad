"""Whether everything is well: each part of the city's workings, read at the moment of asking."""

from datetime import datetime

from starlette.responses import Response

from casework import operating, wellness
from web import operation_words
from web.ages import age
from web.contest_words import LACKING
from web.visit import Visit


async def show(visit: Visit) -> Response:
    """Every part; one that could not be read says so."""
    seen = await operating.read(visit.doors, visit.require("operate"))

    def lasts(seconds: float) -> str:
        return age(seconds, visit.say)

    def ago(at: datetime, now: datetime) -> str:
        said = lasts((now - at).total_seconds())
        return visit.say(f"il y a {said}", f"{said} ago")

    return visit.page(
        "administration/operations.html", seen=seen, look_at=wellness.to_look_at(seen), wellness=wellness,
        words=operation_words, lacking=LACKING, ago=ago, lasts=lasts,
    )  # fmt: skip
