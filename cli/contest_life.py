"""One seeded defendant, the court's people who deal with the statement, and how each of them acts over HTTP."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from cli.city_client import Sent
from cli.court_calendar import CourtCalendar, instant
from cli.pass_client import HOLDER, PassClient
from cli.statement_mapping import ToServe
from domain.clock import local_date

PROSECUTOR, OFFICE, COLLECTOR = "poursuite", "greffe", "perception"
NO_MOVES: Final[Mapping[str, tuple[str, ...]]] = {}


@dataclass(frozen=True)
class Plan:
    """What becomes of a statement: by group of states (`cli.contest_lives.GROUPS`), the moves that are made in turn.

    `fits` says of which statement the plan can be played; `interpreter` and `mode` are asked for with the plea.
    """

    name: str
    end: str
    moves: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_MOVES)
    interpreter: str = ""
    mode: str = "in_person"
    fits: Callable[[ToServe], bool] = lambda statement: True


@dataclass
class ContestLife:
    """One statement and what becomes of it. `case` is the file as last read; `account` the one that may claim it."""

    number: int
    statement: ToServe
    plan: Plan
    rng: random.Random
    account: str
    today: date = date.min
    case: dict[str, Any] = field(default_factory=dict[str, Any])
    queue: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    waited: str = ""  # the group of states in which an alarm is waited for
    served_on: date | None = None  # the city's local day on which it was first served
    judge: str = ""  # who heard the case last
    acts: int = 0
    refusals: int = 0

    def __post_init__(self) -> None:
        self.queue = {group: list(moves) for group, moves in self.plan.moves.items()}

    @property
    def case_id(self) -> str:
        """The case's id, once the statement is served."""
        return str(self.case.get("id", ""))

    @property
    def citizen(self) -> str:
        """The name under which the defendant acts: a pass, or the account that claimed the case."""
        return f"{HOLDER}{self.number}"

    @property
    def standing(self) -> dict[str, Any]:
        """Where the case stands."""
        return self.case["standing"]

    @property
    def open_counts(self) -> list[dict[str, Any]]:
        """The counts of which nothing became yet."""
        return [count for count in self.standing["counts"] if not count["outcome"]]

    @property
    def hearing(self) -> dict[str, Any]:
        """The hearing that is set; empty without one."""
        return self.standing["hearing"] or {}

    def served_body(self, now: datetime) -> dict[str, Any]:
        """The statement as it is served; sent again another day, it is the same statement."""
        self.served_on = self.served_on or local_date(now)
        return self.statement.served_on(self.served_on)

    @property
    def capacity(self) -> str:
        """In which quality the defendant answers."""
        party, kind = self.statement.body["party"]["kind"], self.statement.kind
        if party == "company":
            return "officer_of_company"
        return "owner" if party == "owner" else "driver" if kind == "traffic" else "self"


class World:
    """The city that lives are played in: its door, its court's calendar, its instant.

    `unoffered` counts acts that were made although the page of whoever made them did not offer them.
    """

    def __init__(self, client: PassClient, now: Callable[[], datetime]) -> None:
        self.client = client
        self.now = now
        self.calendar = CourtCalendar(client)
        self.unoffered: Counter[str] = Counter()

    async def act(self, life: ContestLife, account: str, action: str, body: dict[str, Any]) -> dict[str, Any]:
        """One act of one person, on the page that this person reads first. Raises Refused, GaveUp."""
        page = await self.client.get(account, f"/cases/{life.case_id}")
        if action not in page["acts"]:
            who = "citizen" if account == life.citizen else account.rpartition("-")[0] or account
            self.unoffered[f"{action} in {page['state']} by {who}"] += 1
        life.acts += 1
        path = f"/cases/{life.case_id}/{action.replace('_', '-')}"
        key = f"contest-{life.number}-{life.acts}-{action}"
        return await self.client.until_answered(Sent(account, path, body, key, action, life.case_id, page["seq"]))

    async def read_again(self, life: ContestLife) -> None:
        """Read the file once more."""
        life.case = await self.client.get(life.citizen, f"/cases/{life.case_id}")

    async def until_moved(self, life: ContestLife, seq: int, seconds: float = 10.0) -> bool:
        """Wait until the case is past a place of its chain: something beside it is on its way."""
        deadline = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < deadline:
            await self.read_again(life)
            if int(life.case["seq"]) > seq:
                return True
            await asyncio.sleep(0.05)
        return False

    def starts_at(self, life: ContestLife) -> datetime:
        """When the hearing that is set begins."""
        return instant(str(life.hearing["starts_at"]))


def text(life: ContestLife, french: str, english: str) -> str:
    """A sentence in the language of the case."""
    return english if life.statement.body["language"] == "en" else french
