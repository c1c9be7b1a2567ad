"""One contest as its reader sees it: what is owed today, what can still be done and until when, all that happened."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from casework import reading
from casework.acting import Accepted, status_of
from casework.bundles import pieces_of
from casework.paid_online import paid_online
from casework.reading import CaseFile, Money
from domain import contest_states as states
from domain.contest_age import age_of
from domain.people import Role
from web import check, contest_acts, contest_steps, contest_timeline, contest_words, hearing_room, notes
from web.visit import Visit

LETTERS: Final = ("withdraw_letter", "correct_letter")  # their forms are those of any case


async def show(visit: Visit, file: CaseFile) -> Response:
    """The page of a contest."""
    case_id, mine = file.row.id, visit.actor.role is Role.CITIZEN
    standing = file.standing or {}
    money = await reading.money(visit.doors, visit.actor, case_id)
    moments = await reading.timeline(visit.doors, visit.actor, case_id)
    files = await reading.files(visit.doors, visit.actor, case_id)
    names = {one.row.id: one.name for one in files}
    acts = _acts(visit, file, money)
    wanted = contest_steps.MAIN.get(visit.actor.role, ())
    main = [act for act in wanted if act in acts and not _second(file, act)]
    return visit.page(
        "contest/case.html",
        file=file,
        standing=standing,
        statement=file.answers,
        words=contest_words,
        colleagues_notes=await notes.count(visit, case_id),
        mine=mine,
        passing=visit.holder is not None,
        joins=hearing_room.joins(visit, file),
        next_step=visit.say.of(contest_steps.NEXT[mine], file.row.state),
        deadline=_deadline(file),
        main=main,
        others=[act for act in acts if act not in main],
        name=contest_steps.name,
        entries=contest_timeline.entries(visit, moments, names),
        letters=await reading.letters(visit.doors, visit.actor, case_id),
        ways=await reading.ways(visit.doors, visit.actor, case_id),
        files=files,
        file_names=names,
        exhibits=standing.get("exhibits", ()),
        bundled=any(one.path for one in pieces_of(standing, files)),
        money=money,
        minutes=[str(one.facts["hearing_id"]) for one in moments if one.type == "MinutesKept"],
        due=check.to_pay(visit, case_id, money) if _pays(visit, file) else "",
        opened=[one for one in money.payments if one.status == "open"],
        age=age_of(standing, await visit.today()) if not mine else None,
        online=paid_online(visit.doors, file.row.service),
        done=visit.asked("fait"),
        pending=await _pending(visit),
        paying=visit.asked("paiement") == "1",
    )


def _acts(visit: Visit, file: CaseFile, money: Money) -> list[str]:
    """What this reader may do now that has a form; money is taken at the counter once it is asked for."""
    counter = any(one.status == "open" for one in money.payments)
    shut = set() if counter else {"take_payment"}
    if visit.actor.role is Role.CITIZEN and not paid_online(visit.doors, file.row.service):
        shut.add("offer_payment")
    if visit.actor.role is Role.CLERK or file.row.state not in states.BEFORE_JUDGMENT:
        shut.add("attach_document")  # it is for the prosecution's review
    return [act for act in file.acts if (contest_acts.has_page(act) or act in LETTERS) and act not in shut]


def _second(file: CaseFile, act: str) -> bool:
    """Whether an act that is open is not what the person mostly comes for."""
    return act in ("plead", "offer_payment") and file.row.state in states.PENDING


def _pays(visit: Visit, file: CaseFile) -> bool:
    return visit.actor.role is Role.CITIZEN and "offer_payment" in file.acts


def _deadline(file: CaseFile) -> dict[str, Any] | None:
    """The deadline that counts now: its name, its day, and why it falls there."""
    told: Mapping[str, Any] = (file.standing or {}).get("deadlines", {})
    for name, when in (
        ("plead_by", (states.SERVED, states.PLEA_OVERDUE)),
        ("pay_by", (states.PAYABLE, states.ENFORCEMENT)),
        ("appeal_by", (states.GUILTY_PAID, states.PAID, states.ACQUITTED, states.ANNULLED)),
    ):
        if file.row.state in when and name in told:
            return {"name": name} | told[name]
    return None


async def _pending(visit: Visit) -> bool:
    act_id = visit.asked("attente")
    return bool(act_id) and isinstance(await status_of(visit.doors, visit.actor, act_id), Accepted)
