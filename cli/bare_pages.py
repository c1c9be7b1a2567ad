"""The portal's templates without the portal: a page made of rows alone, for what it costs by itself."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, cast
from urllib.parse import urlencode

from starlette.requests import Request

from casework.people import Signed
from catalogue.load import load
from catalogue.published import Edition
from db.people import Account
from domain import permit_states
from domain.people import Actor
from web import vocabulary
from web.event_words import EVENTS
from web.forms import Form
from web.pages import environment
from web.typography import typeset
from web.visit import Site, Visit

PAGE: Final = 25  # rows of a desk's page; a query asks for one more
LINES: Final = 60  # of the thread

Row = dict[str, Any]
Facts = dict[str, Any]


class BarePages:
    """The portal's templates, compiled once, and what they name of the catalogue. `today` is the city's date."""

    def __init__(self, today: date) -> None:
        self._site = Site(cast(Any, None), environment(), None, demo_accounts=False)
        services, published = load().services, datetime(today.year, 1, 1, tzinfo=UTC)
        self.today = today
        self._editions = {(one.code, one.version): Edition(one, 1, published) for one in services.values()}
        self._titles = {code: typeset(one.title.say("fr"), "fr") for code, one in services.items()}

    def render(self, template: str, actor: Actor, path: str, asked: Mapping[str, str], facts: Facts) -> bytes:
        """The page in French, for a person who is signed in."""
        scope = {"type": "http", "method": "GET", "scheme": "http", "server": ("bare", 80), "path": path,
                 "query_string": urlencode(asked).encode(), "headers": []}  # fmt: skip
        signed = Signed(Account(actor, actor.id, ""), "csrf")
        visit = Visit(self._site, Request(scope), "fr", signed, "", Form())
        return bytes(visit.page(template, **facts).body)

    def tasks(self, actor: Actor, asked: Mapping[str, str], rows: list[Row]) -> Facts:
        """What `bureau/tasks.html` shows: the rows, with queues that nobody counted."""
        counts = dict.fromkeys(("desk", "overdue", "this_week", "citizen", "untaken", "mine"), 0)
        page = {"tasks": rows[:PAGE], "today": self.today, "counts": counts}
        return self._desk(asked) | {"page": page, "asked": asked, "me": actor.id, "week": ""}

    def files(self, _: Actor, asked: Mapping[str, str], rows: list[Row]) -> Facts:
        """What `bureau/files.html` shows."""
        due = {row["id"]: row for row in rows if row["kind"]}
        states = permit_states.WAITING + permit_states.TERMINAL
        return self._desk(asked) | {
            "cases": rows[:PAGE], "due": due, "today": self.today, "wanted": asked, "states": states
        }  # fmt: skip

    def thread(self, _: Actor, __: Mapping[str, str], rows: list[Row]) -> Facts:
        """What `thread.html` shows, without the particulars: those are sealed."""
        return {"lines": [self._line(row) for row in rows[:LINES]], "tasks": [], "editions": self._editions}

    def found(self, _: Actor, asked: Mapping[str, str], rows: list[Row]) -> Facts:
        """What `search.html` shows."""
        found = [row | {"path": f"/services/{row['service']}"} for row in rows]
        return {"typed": asked["q"], "found": found}

    def _line(self, row: Row) -> Facts:
        return {"row": row, "entry": {"title": EVENTS[row["type"]][0], "particulars": (), "moment": {"at": row["at"]}}}

    def _desk(self, asked: Mapping[str, str]) -> Facts:
        """The filters that a borough's desk offers."""
        kinds = dict.fromkeys(task for task, role in permit_states.TASKS.values() if role != "citizen")
        return {
            "query": urlencode(asked), "next_query": "", "services": self._titles, "takes": True, "boroughs": [],
            "tasks": {kind: vocabulary.TASKS[kind][0] for kind in kinds}, "editions": self._editions,
        }  # fmt: skip
