"""The people of a hearing by video, a page of the clerk’s; and the public’s way in, from the roll."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from starlette.responses import Response

from casework import hearing_people, watching
from casework.hearing_people import ADDED, Board, Newcomer, Seat
from casework.sentences import Sentence, say
from domain.errors import CaseError, Invalid
from web import hearing_words as words
from web.refusals import status_of
from web.visit import Visit

DONE: Final = {"ajoutee": "added", "retiree": "removed", "envoye": "sent", "repris": "revoked", "garde": "kept"}
Act = Callable[[Visit, str, str], Awaitable[None]]


async def show(visit: Visit) -> Response:
    """Everybody of the hearing, their links, who may not meet."""
    return await _page(visit, None, 200)


async def do(visit: Visit) -> Response:
    """One thing done about one person; what was wrong is said beside its field."""
    hearing_id, act = visit.part("hearing_id"), visit.form.one("act")
    try:
        visit.require(hearing_people.MAY)
        if act not in ACTS:
            raise Invalid({"act": "not-a-choice"})
        told, does = ACTS[act]
        await does(visit, hearing_id, visit.form.one("participant"))
    except CaseError as refusal:
        return await _page(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"/bureau/audiences/{hearing_id}/participants?fait={told}")


async def _add(visit: Visit, hearing_id: str, _: str) -> None:
    form = visit.form
    who = Newcomer(form.one("part"), form.one("name"), form.one("email"), form.one("language"))
    await hearing_people.add(visit.doors, visit.actor, hearing_id, who)


async def _remove(visit: Visit, hearing_id: str, participant: str) -> None:
    await hearing_people.remove(visit.doors, visit.actor, hearing_id, participant)


async def _send(visit: Visit, hearing_id: str, participant: str) -> None:
    await hearing_people.send(visit.doors, visit.actor, hearing_id, participant)


async def _renew(visit: Visit, hearing_id: str, participant: str) -> None:
    await hearing_people.send(visit.doors, visit.actor, hearing_id, participant, renew=True)


async def _revoke(visit: Visit, hearing_id: str, participant: str) -> None:
    await hearing_people.revoke(visit.doors, visit.actor, hearing_id, participant)


async def _confirm(visit: Visit, hearing_id: str, participant: str) -> None:
    await hearing_people.confirm(visit.doors, visit.actor, hearing_id, participant, there=True)


async def _unconfirm(visit: Visit, hearing_id: str, participant: str) -> None:
    await hearing_people.confirm(visit.doors, visit.actor, hearing_id, participant, there=False)


async def _apart(visit: Visit, hearing_id: str, _: str) -> None:
    one, other = visit.form.one("one"), visit.form.one("other")
    missing = {name: "required" for name, key in (("one", one), ("other", other)) if not key}
    if missing:
        raise Invalid(missing)
    await hearing_people.keep_apart(visit.doors, visit.actor, hearing_id, one, other)


async def _together(visit: Visit, hearing_id: str, _: str) -> None:
    await hearing_people.let_meet(visit.doors, visit.actor, hearing_id, visit.form.one("one"), visit.form.one("other"))


ACTS: Final[dict[str, tuple[str, Act]]] = {
    "add": ("ajoutee", _add), "remove": ("retiree", _remove), "send": ("envoye", _send), "renew": ("envoye", _renew),
    "revoke": ("repris", _revoke), "confirm": ("garde", _confirm), "unconfirm": ("garde", _unconfirm),
    "apart": ("garde", _apart), "together": ("garde", _together),
}  # fmt: skip


async def _page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    actor = visit.require(hearing_people.MAY)
    board = await hearing_people.board(visit.doors, actor, visit.part("hearing_id"))
    return visit.page("bureau/hearing_people.html", status, board=board, sentence=sentence, parts_of=words.PARTS,
                      faults=sentence.fields if sentence else {}, form=visit.form, added=ADDED, mails=words.MAILS,
                      called={one.key: called(visit, one, board) for one in board.seats}, equipment=words.EQUIPMENT,
                      languages=words.LANGUAGES, may_be_apart=[one for one in board.seats if _may_be_apart(one)],
                      done=visit.asked("fait"))  # fmt: skip


def _may_be_apart(one: Seat) -> bool:
    return one.part not in hearing_people.LEADS


def called(visit: Visit, one: Seat, board: Board) -> str:
    """A person as the page calls them: their part, which of several, their name."""
    many = sum(other.part == one.part for other in board.seats) > 1
    rank = f" {one.key.rpartition('-')[2] if '-' in one.key else 1}" if many else ""
    return visit.say.of(words.PARTS, one.part) + rank + (f", {one.name}" if one.name else "")


async def ask_to_watch(visit: Visit) -> Response:
    """Who may watch a hearing, and the form."""
    return await _watch_page(visit, None, 200)


async def watch(visit: Visit) -> Response:
    """Send a link to watch; what was wrong is said beside its field, and nothing typed is lost."""
    visit.doors.limits.count("watch_hearing", visit.address)
    hearing_id = visit.part("hearing_id")
    try:
        await watching.ask(visit.doors, hearing_id, visit.form.one("name"), visit.form.one("email"), visit.lang)
    except Invalid as refusal:
        return await _watch_page(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"/role/{hearing_id}/assister?fait=1")


async def _watch_page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    found: Any = await watching.hearing(visit.doors, visit.part("hearing_id"))
    return visit.page("contest/watch.html", status, hearing=found, hearing_id=visit.part("hearing_id"),
                      form=visit.form, sentence=sentence, faults=sentence.fields if sentence else {},
                      done=visit.asked("fait"), most=hearing_people.MOST_OBSERVERS)  # fmt: skip
