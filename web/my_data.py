"""A person's own data: what is kept, who looked, a copy to take away."""

import json
from datetime import date, datetime
from typing import Any

from starlette.responses import Response

from casework import access, my_data
from casework.file_names import disposition
from web.visit import Visit

MOST_SEEN = 200


async def show(visit: Visit) -> Response:
    """The cases, who opened each and when, and how to have the copy."""
    actor = visit.require("own_cases")
    rows = [row async for row in my_data.own_cases(visit.doors, actor)]
    seen = {row.id: (await access.of_case(visit.doors, actor, row.id))[::-1] for row in rows}
    others = [(row, one) for row in rows for one in seen[row.id] if one.role != actor.role]
    latest = sorted(others, key=lambda pair: pair[1].at, reverse=True)[:MOST_SEEN]
    return visit.page("my_data.html", seen=latest)


async def export(visit: Visit) -> Response:
    """The copy, as JSON."""
    actor = visit.require("own_cases")
    whole = await my_data.whole(visit.doors, actor)
    text = json.dumps(whole, ensure_ascii=False, indent=1, default=_plain)
    headers = {"content-disposition": disposition("guichet-mes-donnees.json")}
    return Response(text, media_type="application/json; charset=utf-8", headers=headers)


def _plain(value: Any) -> str:
    """Dates and instants as ISO 8601, anything else as its name."""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
