"""The bench sheet of a day, for the judge and the court office: read, printed, kept; minutes by one touch."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from starlette.responses import Response

from casework import acting, bench
from casework.acting import Accepted, Request
from casework.bench import Matter, Sheet
from casework.sentences import Sentence, say
from domain.errors import CaseError, NotFound
from web import bench_minutes, contest_timeline
from web.bench_minutes import IDENTIFIED_BY
from web.contest_words import HEARING_MODES
from web.court_days import a_day
from web.refusals import status_of
from web.timeline import Entry
from web.visit import Visit
from web.words import Pair

PATH: Final = "/bureau/feuille"
NEAR: Final = 60  # days before the ceiling of unreasonable delay, from which it is said in colour
FULL_FORMS: Final = (
    "decide_postponement", "decide_mode", "decide_application", "rule_on_exhibit", "adjourn", "note_incident",
    "judge", "record_oral_judgment", "recuse", "stay_proceedings",
)  # fmt: skip
DONE: Final[dict[str, Pair]] = {
    "open_session": ("L’audience est ouverte.", "The hearing is open."),
    "rule_on_exhibit": ("La pièce est admise.", "The exhibit is admitted."),
    "judge": ("Le jugement est signé ; l’avis part.", "The judgment is signed; its notice leaves."),
    "record_oral_judgment": (
        "Le procès-verbal est écrit ; le jugement attend la confirmation du juge.",
        "The minutes are written; the judgment waits for the judge’s confirmation.",
    ),
    "confirm_judgment": ("Le jugement est confirmé ; l’avis part.", "The judgment is confirmed; its notice leaves."),
    "reserve": ("La cause est prise en délibéré.", "The case is taken under advisement."),
    "accepted": ("C’est reçu, et s’enregistre.", "It is received, and is being recorded."),
}


@dataclass(frozen=True)
class Line:
    """A matter as the sheet shows it, with what is asked in words."""

    matter: Matter
    asked: list[Entry]

    @property
    def near(self) -> bool:
        """Whether the ceiling of unreasonable delay is near, or passed."""
        age = self.matter.age
        return age is not None and age.left is not None and age.left <= NEAR


async def show(visit: Visit) -> Response:
    """The sheet of the day that the address names; today's without one."""
    actor = visit.require("read_sittings")
    return _page(visit, await bench.read(visit.doors, actor, a_day(visit.asked("jour"))), None, 200)


async def minute(visit: Visit) -> Response:
    """Take a minute; refused, the sheet says why and stands as it is now."""
    actor, case_id = visit.require("read_sittings"), visit.form.one("case_id")
    sheet = await bench.read(visit.doors, actor, a_day(visit.form.one("jour")))
    matter = next((one for one in sheet.matters if one.row.id == case_id and not one.hearing.held), None)
    if matter is None:
        raise NotFound
    try:
        touched = bench_minutes.minute(visit, matter)
        request = Request(touched.act, touched.content, visit.form.one("key"), visit.form.number("seq"))
        done = await acting.act_on_case(visit.doors, actor, case_id, request)
    except CaseError as refusal:
        return await _refused(visit, sheet, matter, refusal)
    said = "accepted" if isinstance(done, Accepted) else touched.act
    return visit.go(f"{PATH}?jour={sheet.day.isoformat()}&fait={said}&dossier={case_id}#dossier-{case_id}")


async def _refused(visit: Visit, sheet: Sheet, matter: Matter, refusal: CaseError) -> Response:
    sentence = say(refusal, visit.lang)
    told = " ".join([sentence.detail, *sentence.fields.values()])
    at = {f"dossier-{matter.row.id}": f"{matter.row.reference}{visit.say(' : ', ': ')}{told}"}
    again = await bench.read(visit.doors, visit.actor, sheet.day)
    return _page(visit, again, Sentence(sentence.title, "", at), status_of(refusal))


def _page(visit: Visit, sheet: Sheet, sentence: Sentence | None, status: int) -> Response:
    lines = [_line(visit, one) for one in sheet.matters]
    return visit.page(
        "bureau/bench.html", status, sheet=sheet, lines=lines, sentence=sentence, minutes=bench_minutes,
        identified=IDENTIFIED_BY, modes=HEARING_MODES, key=lambda: secrets.token_urlsafe(16), forms=FULL_FORMS,
        done=visit.say(*DONE[visit.asked("fait")]) if visit.asked("fait") in DONE else "",
        done_at=visit.asked("dossier"), **_days(sheet), today=sheet.day,
    )  # fmt: skip


def _line(visit: Visit, matter: Matter) -> Line:
    names = {document: one.name for document, one in matter.files.items()}
    return Line(matter, [contest_timeline.entry(visit, one, names) for one in matter.asked])


def _days(sheet: Sheet) -> dict[str, Any]:
    return {"before": sheet.day - timedelta(days=1), "after": sheet.day + timedelta(days=1)}
