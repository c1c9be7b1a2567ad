"""The city's people: the list, searched and narrowed, and the opening of an account for a new colleague."""

import secrets
from typing import Any, Final

from starlette.responses import Response

from casework import staff, staff_openings
from casework.sentences import Sentence, say
from casework.staff import Narrowed
from casework.staff_openings import Colleague
from domain.contest_rules import COURT
from domain.errors import CaseError
from domain.people import Role
from domain.staff import STAFF
from web.city_words import STANDINGS
from web.refusals import status_of
from web.services import borough_named
from web.visit import Visit
from web.vocabulary import ROLES

PEOPLE: Final = "/bureau/ville/personnes"
LONGEST_QUERY: Final = 100


async def index(visit: Visit) -> Response:
    """The accounts that the address asks for."""
    return await _index(visit, None, 200)


async def open_account(visit: Visit) -> Response:
    """Open an account; what was wrong is said beside each field."""
    actor, form = visit.require("manage_people"), visit.form
    new = Colleague(form.one("name"), form.one("email"), form.one("role"), form.all("boroughs"), form.one("reason"))
    try:
        person = await staff_openings.open_account(visit.doors, actor, new, form.one("key"))
    except CaseError as refusal:
        return await _index(visit, say(refusal, visit.lang), status_of(refusal))
    done = "proposed" if new.role == Role.ADMINISTRATOR else "opened"
    return visit.go(f"{PEOPLE}/{person}?fait={done}")


async def supervisors(visit: Visit) -> Response:
    """Who answers for each counter."""
    return await _supervisors(visit, None, 200)


async def name_supervisors(visit: Visit) -> Response:
    """Name others; a choice that was left as it stood is no change."""
    actor, form = visit.require("manage_people"), visit.form
    known = staff.counters(visit.doors)
    chosen = {code: form.one(f"supervisor-{code}") for code in known if form.one(f"supervisor-{code}")}
    read = {code: form.one(f"now-{code}") for code in known}
    try:
        await staff_openings.name_supervisors(visit.doors, actor, chosen, read, form.one("reason"))
    except CaseError as refusal:
        return await _supervisors(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"{PEOPLE}/responsables?fait=1")


def choices(visit: Visit) -> dict[str, Any]:
    """What forms about accounts offer: roles, and counters by their names."""
    return {"roles": [(role, visit.say(*ROLES[role])) for role in STAFF], "counters": counters(visit)}


def counters(visit: Visit) -> list[tuple[str, str]]:
    """Every counter, by its name."""
    return [(code, counter_named(visit, code)) for code in staff.counters(visit.doors)]


def counter_named(visit: Visit, code: str) -> str:
    """A counter's name in the page's language."""
    return visit.say("Cour municipale", "Municipal court") if code == COURT else borough_named(visit, code)


async def _index(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    actor, wanted = visit.require("manage_people"), _wanted(visit)
    found = await staff.list_of(visit.doors, actor, wanted)
    labels = {
        "name": visit.say("Nom", "Name"), "email": visit.say("Adresse courriel", "E-mail address"),
        "role": visit.say("Rôle", "Role"), "boroughs": visit.say("Comptoirs", "Counters"),
        "reason": visit.say("Motif", "Reason"),
    }  # fmt: skip
    return visit.page("bureau/people.html", status, found=found, wanted=wanted, standings=STANDINGS, form=visit.form,
                      labels=labels,
                      sentence=sentence, faults=sentence.fields if sentence else {}, key=secrets.token_urlsafe(16),
                      names=dict(counters(visit)), role_words=ROLES, **choices(visit))  # fmt: skip


async def _supervisors(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    found = await staff_openings.answering(visit.doors, visit.require("manage_people"))
    labels = {f"supervisor-{code}": name for code, name in counters(visit)} | {"reason": visit.say("Motif", "Reason")}
    return visit.page("bureau/supervisors.html", status, found=found, labels=labels, form=visit.form,
                      sentence=sentence, faults=sentence.fields if sentence else {})  # fmt: skip


def _wanted(visit: Visit) -> Narrowed:
    """The filters of the address; what is not offered narrows nothing."""
    q, page = visit.asked("q").replace("\x00", "").strip()[:LONGEST_QUERY], visit.asked("page")
    standing = visit.asked("etat")
    return Narrowed(
        q, _offered(visit.asked("fonction"), STAFF), _offered(visit.asked("comptoir"), staff.counters(visit.doors)),
        "" if standing == "all" else _offered(standing, tuple(STANDINGS)) or "open",
        max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
    )  # fmt: skip


def _offered(value: str, offered: tuple[str, ...]) -> str:
    return value if value in offered else ""
