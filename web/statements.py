"""A statement of offence found by its number and a second fact, for half an hour; or kept in an account; the roll."""

import secrets
from dataclasses import replace
from datetime import date, timedelta

from starlette.responses import Response

from casework import hearings, statements
from casework.acting import Accepted
from casework.sentences import Sentence, say
from domain.errors import AlreadyClaimed, CaseError, Invalid, NotFound
from web import read_fields
from web.refusals import status_of
from web.visit import Visit


async def ask(visit: Visit) -> Response:
    """Which statement it is."""
    answer = _find_page(visit, None, 200)
    if visit.asked("fini"):
        _forget(visit, answer)
    return answer


async def find(visit: Visit) -> Response:
    """Open a visit of half an hour to the case; a wrong pair and an unknown number read the same."""
    visit.doors.limits.count("find_statement", visit.address)
    number, fact = visit.form.one("number").strip(), visit.form.one("fact").strip()
    try:
        _both(number=number, fact=fact)
        read_fields.confirmed(visit.form)
        found = await statements.find(visit.doors, statements.REGIME, number, fact)
    except (Invalid, NotFound) as refusal:
        return _find_page(visit, _worded(visit, refusal), status_of(refusal))
    if found.claimed:
        return _find_page(visit, None, 200, claimed=True)
    answer = visit.go(f"/dossier/{found.case_id}")
    answer.set_cookie(visit.site.pass_cookie, found.token, httponly=True, samesite="lax", secure=visit.site.secure)
    return answer


async def leave(visit: Visit) -> Response:
    """End the visit now: nobody who comes after on this device reads the case."""
    answer = visit.go("/constat?fini=2")
    _forget(visit, answer)
    return answer


async def about_claiming(visit: Visit) -> Response:
    """What an account brings, and the form."""
    visit.require("own_cases")
    return _claim_page(visit, None, 200)


async def claim(visit: Visit) -> Response:
    """The account holds the case from now on; the pass of its number opens it no more."""
    actor, form = visit.require("own_cases"), visit.form
    visit.doors.limits.count("find_statement", f"claim {actor.id}")
    number, code = form.one("number").strip(), form.one("code").strip()
    try:
        _both(number=number, code=code)
        done = await statements.claim(visit.doors, actor, number, code, form.one("key"))
    except (Invalid, NotFound, AlreadyClaimed) as refusal:
        return _claim_page(visit, _worded(visit, refusal), status_of(refusal))
    became = f"attente={done.act_id}" if isinstance(done, Accepted) else "fait=claim"
    answer = visit.go(f"/dossier/{done.case_id}?{became}")
    _forget(visit, answer)
    return answer


async def roll(visit: Visit) -> Response:
    """The hearings of a day: hour, room and file number."""
    day, lines = await hearings.roll(visit.doors, _day(visit.asked("jour")))
    return visit.page("contest/roll.html", day=day, lines=lines, before=day - timedelta(days=1),
                      after=day + timedelta(days=1))  # fmt: skip


def _day(text: str) -> date | None:
    """The day of the address; today for what is none."""
    try:
        day = date.fromisoformat(text if len(text) == 10 else "")
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None


def _both(**given: str) -> None:
    missing = {name: "required" for name, text in given.items() if not text}
    if missing:
        raise Invalid(missing)


def _worded(visit: Visit, refusal: CaseError) -> Sentence:
    sentence = say(refusal, visit.lang)
    if not isinstance(refusal, NotFound):
        return sentence
    title = visit.say("Aucun constat ne correspond", "No statement matches")
    detail = visit.say(
        "Vérifiez le numéro et l’autre renseignement, tels qu’ils figurent sur le constat. S’il date de quelques "
        "jours, il n’est peut-être pas encore au dossier de la cour.",
        "Check the number and the other detail, as they appear on the statement. If it is a few days old, it may not "
        "be on the court’s file yet.",
    )
    return replace(sentence, title=title, detail=detail)


def _find_page(visit: Visit, sentence: Sentence | None, status: int, *, claimed: bool = False) -> Response:
    return visit.page("contest/find.html", status, form=visit.form, sentence=sentence, claimed=claimed, reading="",
                      read=read_fields.still_read(visit.form),
                      faults=sentence.fields if sentence else {}, over=visit.asked("fini"))  # fmt: skip


def _claim_page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    return visit.page("contest/claim.html", status, form=visit.form, sentence=sentence, key=secrets.token_urlsafe(16),
                      faults=sentence.fields if sentence else {})  # fmt: skip


def _forget(visit: Visit, answer: Response) -> None:
    answer.delete_cookie(visit.site.pass_cookie, httponly=True, samesite="lax", secure=visit.site.secure, path="/")
