"""When judges can sit: weekly hours, absences, added hours, what they give in a month, and one's own calendar."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from casework import availability, calendar_feed
from casework.people import Account
from casework.sentences import Sentence, say
from domain.clock import LOCAL
from domain.errors import CaseError, Invalid, NotFound
from web import availability_forms as forms
from web.availability_words import COURT_WEEK, DONE, LABELS, RHYTHMS, WEEKDAYS
from web.contest_words import HEARING_MODES, SITTING_LANGUAGES
from web.court_days import LENGTHS, a_day
from web.refusals import status_of
from web.typography import hour
from web.visit import Visit, private

ACTION: Final = "keep_availability"
HOME: Final = "/bureau/disponibilites"
MONTHS_AHEAD: Final = 24
SOME_DAY: Final = date(2027, 1, 4)  # any day will do to say an hour in words


async def show(visit: Visit) -> Response:
    """A judge's hours, the month that they give, and the forms that change them."""
    return await _page(visit, None, 200)


async def keep(visit: Visit) -> Response:
    """Do what one of the forms asks; what was wrong is said beside each field, and nothing typed is lost."""
    actor, asked = visit.require(ACTION), visit.form.one("action")
    if asked == "make_link":
        token = await calendar_feed.make_link(visit.doors, actor)
        url = f"{visit.doors.base_url}{visit.path(f'/calendrier/{token}.ics')}"
        return private(await _page(visit, None, 200, url=url))
    judge = (await _judge(visit))[1]
    try:
        if judge is None or asked not in ACTS:
            raise Invalid({"action": "not-a-choice"})
        await ACTS[asked](visit, judge.actor.id)
    except CaseError as refusal:
        return await _page(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"{HOME}?juge={judge.actor.id}&fait={asked}")


async def _add_pattern(visit: Visit, judge: str) -> None:
    await availability.add_pattern(visit.doors, visit.actor, forms.pattern(visit.form, judge), visit.form.one("key"))


async def _end_pattern(visit: Visit, _: str) -> None:
    read = forms.read(visit.form)
    with forms.naming(suffix=f"-{read.id}"):
        await availability.end_pattern(visit.doors, visit.actor, read, forms.last_day(visit.form))


async def _remove_pattern(visit: Visit, _: str) -> None:
    await availability.remove_pattern(visit.doors, visit.actor, forms.read(visit.form))


async def _add_away(visit: Visit, judge: str) -> None:
    with forms.naming(prefix=forms.AWAY):
        away = forms.away(visit.form, judge)
        await availability.add_exception(visit.doors, visit.actor, away, visit.form.one("key"))


async def _add_extra(visit: Visit, judge: str) -> None:
    with forms.naming(prefix=forms.EXTRA):
        added = forms.added(visit.form, judge)
        await availability.add_exception(visit.doors, visit.actor, added, visit.form.one("key"))


async def _remove_exception(visit: Visit, _: str) -> None:
    await availability.remove_exception(visit.doors, visit.actor, forms.read(visit.form))


async def _revoke_link(visit: Visit, _: str) -> None:
    await calendar_feed.revoke_link(visit.doors, visit.actor)


ACTS: Final[Mapping[str, Callable[[Visit, str], Awaitable[None]]]] = {
    "add_pattern": _add_pattern,
    "end_pattern": _end_pattern,
    "remove_pattern": _remove_pattern,
    "add_away": _add_away,
    "add_extra": _add_extra,
    "remove_exception": _remove_exception,
    "revoke_link": _revoke_link,
}


async def _judge(visit: Visit) -> tuple[list[Account], Account | None]:
    """Whose hours the visitor keeps, and the one that this page is about. Raises Forbidden, NotFound."""
    judges = await availability.judges(visit.doors, visit.require(ACTION))
    wanted = visit.form.one("judge") or visit.asked("juge")
    chosen = next((one for one in judges if wanted in ("", one.actor.id)), None)
    if chosen is None and wanted:
        raise NotFound
    return judges, chosen


async def _page(visit: Visit, sentence: Sentence | None, status: int, url: str = "") -> Response:
    judges, judge = await _judge(visit)
    this_month = (await visit.today()).replace(day=1)
    first = min(max(a_day(f"{visit.asked('mois')}-01") or this_month, this_month), _later(this_month, MONTHS_AHEAD))
    standing = await availability.of_judge(visit.doors, visit.actor, judge.actor.id) if judge else None
    return visit.page(
        "bureau/availability.html", status, judges=judges, judge=judge, standing=standing, sentence=sentence,
        days=availability.month(standing, first) if standing else [], first=first, form=visit.form,
        before=_later(first, -1) if first > this_month else None,
        after=_later(first, 1) if first < _later(this_month, MONTHS_AHEAD) else None,
        since=await calendar_feed.standing_since(visit.doors, visit.actor), url=url,
        done=visit.say.of(DONE, what) if (what := visit.asked("fait")) in DONE else "",
        faults=sentence.fields if sentence else {}, labels=_labels(visit), key=secrets.token_urlsafe(16),
        words=WORDS, today=await visit.today(), tell=partial(_tell, visit),
    )  # fmt: skip


WORDS: Final[dict[str, Any]] = {
    "weekdays": WEEKDAYS,
    "court_week": COURT_WEEK,
    "rhythms": RHYTHMS,
    "modes": HEARING_MODES,
    "languages": SITTING_LANGUAGES,
    "lengths": LENGTHS,
}


def _labels(visit: Visit) -> dict[str, str]:
    """What each field of each form is called, the small ones under weekly hours too."""
    plain = {name: visit.say.of(LABELS, name) for name in LABELS}
    both = {f"{prefix}{name}": label for prefix in (forms.AWAY, forms.EXTRA) for name, label in plain.items()}
    return plain | both | {f"last_day-{visit.form.one('id')}": plain["last_day"]}


def _later(month: date, count: int) -> date:
    """The first day of a month so many months later."""
    whole = month.year * 12 + month.month - 1 + count
    return date(whole // 12, whole % 12 + 1, 1)


def _tell(visit: Visit, moment: time) -> str:
    """A local hour in words."""
    return hour(datetime.combine(SOME_DAY, moment, LOCAL), visit.lang)
