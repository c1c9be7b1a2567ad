"""The bench sheet: a day of hearings, each with what its judge may know, to be read, printed or kept for no network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from casework import access, contest_reading
from casework.doors import Doors, entering
from casework.hearings import allow_at_court
from casework.kept_files import Kept, opened
from casework.reading import Moment
from db import bench, cases, documents
from db.bench import BenchHearing
from db.cases import CaseRow, EventRow
from db.ciphertext import decrypt
from db.documents import DocumentRow
from domain import contest_age
from domain.clock import expires_at, local_date, local_midnight
from domain.contest_age import FileAge
from domain.people import Actor, Role
from domain.ports import DataKey

DECIDED_UPON: Final = ("ApplicationMade", "PostponementAsked", "ModeAsked", "OralJudgmentRecorded")


@dataclass(frozen=True)
class Matter:
    """One hearing of the sheet: its file as this reader sees it, and what is asked and not decided yet."""

    hearing: BenchHearing
    row: CaseRow
    statement: dict[str, Any]
    standing: dict[str, Any]
    acts: tuple[str, ...]
    age: FileAge | None
    asked: tuple[Moment, ...] = ()
    files: Mapping[str, Kept] = field(default_factory=dict[str, Kept])

    def exhibits(self, *rulings: str) -> list[dict[str, Any]]:
        """The exhibits with one of these rulings; "" stands for those that wait for one."""
        return [one for one in self.standing.get("exhibits", ()) if one["ruling"] in rulings]


@dataclass(frozen=True)
class Sheet:
    """A local day of hearings, by hour and room; erased cases are left out."""

    day: date
    matters: tuple[Matter, ...]


async def read(doors: Doors, actor: Actor, day: date | None = None) -> Sheet:
    """The sheet of a local day (today without one): a judge's own, or the whole court's for its office.

    Raises Forbidden.
    """
    allow_at_court(actor, "read_sittings")
    now = await doors.clock.now()
    day, own = day or local_date(now), actor.id if actor.role is Role.ADJUDICATOR else ""
    async with entering(doors, actor) as session:
        hearings = await bench.of_day(session, local_midnight(day), expires_at(day), own)
        ids = list(dict.fromkeys(one.case_id for one in hearings))
        rows = await cases.several(session, ids)
        events = await cases.events_of(session, list(rows))
        kept = await documents.of_cases(session, list(rows))
        await access.note(session, actor, list(rows), now)
    keys = await doors.keys.of_cases(list(rows))
    told = _Told(actor, rows, events, kept, keys, local_date(now))
    return Sheet(day, tuple(told.matter(one) for one in hearings if one.case_id in rows and one.case_id in keys))


@dataclass(frozen=True)
class _Told:
    """What was read for a sheet."""

    actor: Actor
    rows: Mapping[str, CaseRow]
    events: Mapping[str, Sequence[EventRow]]
    kept: Mapping[str, Sequence[DocumentRow]]
    keys: Mapping[str, DataKey]
    today: date

    def matter(self, hearing: BenchHearing) -> Matter:
        """One hearing with its file."""
        row, key = self.rows[hearing.case_id], self.keys[hearing.case_id]
        events = self.events[row.id]
        standing: dict[str, Any] = self._facts(row, key, events[-1])["standing"]
        acts = contest_reading.possible(self.actor, row, standing)
        shown = contest_reading.shown(self.actor, self.kept.get(row.id, ()), standing)
        statement: dict[str, Any] = decrypt(key, f"{row.id}/summary", row.summary)
        return Matter(
            hearing, row, statement, standing, acts, contest_age.age_of(standing, self.today),
            tuple(self._asked(row, key, standing)), {one.id: opened(key, one) for one in shown},
        )  # fmt: skip

    def _asked(self, row: CaseRow, key: DataKey, standing: Mapping[str, Any]) -> list[Moment]:
        """What waits for a decision, each as it was asked; of a kind that can be asked once, the latest."""
        open_ = {one["number"] for one in standing.get("applications", ()) if not one["outcome"]}
        waits = {
            "PostponementAsked": bool(standing.get("asked_by")),
            "ModeAsked": bool(standing["needs"]["mode_asked"]),
            "OralJudgmentRecorded": bool(standing["oral"]),
        }
        found: dict[tuple[str, int], Moment] = {}
        for one in self.events[row.id]:
            if one.type not in DECIDED_UPON:
                continue
            facts = contest_reading.visible(self.actor, self._facts(row, key, one))
            number = int(facts.get("number", 0)) if one.type == "ApplicationMade" else 0
            if number in open_ or waits.get(one.type):
                found[one.type, number] = Moment(one.seq, one.type, one.at, one.role, one.before, one.after, facts)
        return list(found.values())

    def _facts(self, row: CaseRow, key: DataKey, event: EventRow) -> dict[str, Any]:
        return decrypt(key, f"{row.id}/event/{event.seq}", event.facts)
