"""One account of the city's people: changed, closed and opened again, with all that became of it."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from starlette.responses import Response

from casework import staff, staff_changes
from casework.sentences import Sentence, say
from casework.staff_changes import Asked
from domain.errors import CaseError, Invalid, NotFound
from web.city_words import CHANGES, DONE
from web.refusals import status_of
from web.staff import PEOPLE, choices, counters
from web.visit import Visit
from web.vocabulary import ROLES


async def show(visit: Visit) -> Response:
    """The account, its ways in, its history, and what may be done to it."""
    return await _show(visit, None, 200)


async def do(visit: Visit) -> Response:
    """Do what the form asks to the account as it was read."""
    visit.require("manage_people")
    asked = Asked(visit.part("person"), visit.form.number("version"), visit.form.one("reason"))
    try:
        deed = _DEEDS.get(visit.form.one("action"))
        if deed is None:
            raise Invalid({"action": "not-a-choice"})
        done = await deed(visit, asked)
    except NotFound:
        raise
    except CaseError as refusal:
        return await _show(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"{PEOPLE}/{asked.person}?fait={done}")


async def _change(visit: Visit, asked: Asked) -> str:
    role, boroughs = visit.form.one("role"), visit.form.all("boroughs")
    return "changed" if await staff_changes.change(visit.doors, visit.actor, asked, role, boroughs) else "proposed"


async def _close(visit: Visit, asked: Asked) -> str:
    await staff_changes.close(visit.doors, visit.actor, asked)
    return "changed"


async def _reopen(visit: Visit, asked: Asked) -> str:
    return "noted" if await staff_changes.reopen(visit.doors, visit.actor, asked) else "proposed"


async def _confirm(visit: Visit, asked: Asked) -> str:
    await staff_changes.confirm(visit.doors, visit.actor, asked)
    return "changed"


async def _withdraw(visit: Visit, asked: Asked) -> str:
    await staff_changes.withdraw(visit.doors, visit.actor, asked)
    return "noted"


_DEEDS: Final[dict[str, Callable[[Visit, Asked], Awaitable[str]]]] = {
    "change": _change, "close": _close, "reopen": _reopen, "confirm": _confirm, "withdraw": _withdraw,
}  # fmt: skip


async def _show(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    one = await staff.one(visit.doors, visit.require("manage_people"), visit.part("person"))
    labels = {"role": visit.say("Rôle", "Role"), "boroughs": visit.say("Comptoirs", "Counters"),
              "reason": visit.say("Motif", "Reason")}  # fmt: skip
    return visit.page("bureau/person.html", status, one=one, form=visit.form, labels=labels, words=CHANGES,
                      sentence=sentence, faults=sentence.fields if sentence else {}, role_words=ROLES,
                      done=DONE.get(visit.asked("fait")), own=one.row.id == visit.actor.id,
                      names=dict(counters(visit)), said=_said(visit, one), **choices(visit))  # fmt: skip


def _said(visit: Visit, one: staff.Person) -> list[tuple[str, str]]:
    """What each change made of the account, before and after, in words."""
    return [(_standing(visit, change.before), _standing(visit, change.after)) for change in one.changes]


def _standing(visit: Visit, facts: dict[str, Any]) -> str:
    named: dict[str, str] = dict(counters(visit))
    role = str(facts.get("role", ""))
    parts: list[str] = [visit.say.of(ROLES, role)] if role else []
    parts += [str(named.get(code) or code) for code in facts.get("boroughs", ())]
    parts += [visit.say("fermé", "closed")] if facts.get("closed") else []
    return ", ".join(parts)
