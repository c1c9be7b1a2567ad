"""What a reader may see of a contest, and do to it now: review material is the prosecutor's, a judge sees exhibits."""

from collections.abc import Sequence
from typing import Any, Final

from db.cases import CaseRow
from db.documents import DocumentRow
from domain import contest_states, policy
from domain.people import Actor, Role

MACHINERY: Final = {
    "read", "serve", "claim", "capture_payment", "record_refund", "cancel_refund", "lapse", "advance_to", "close_day",
    "send_instructions", "keep_minutes", "take_offer", "move_hearing",
}  # fmt: skip
REVIEW_MATERIAL: Final = ("explanations", "documents")
EVIDENCE: Final = "evidence"  # the kind of a file that the prosecution gave to be disclosed
READ_BY: Final = (Role.PROSECUTOR, Role.CITIZEN)


def possible(actor: Actor, row: CaseRow, standing: dict[str, Any]) -> tuple[str, ...]:
    """The acts of a contest that this reader may do now."""
    if row.ended:
        return ()
    mine = policy.actions(actor, owner=row.owner, borough=row.borough)
    excluded = MACHINERY | _not_yet(actor, row.state, standing) | NOT_OF_A_CONTEST
    return tuple(name for name in mine if name not in excluded and contest_states.open_to(name, row.state))


NOT_OF_A_CONTEST: Final = set(policy.CASE_ACTIONS) - set(contest_states.FROM) - {
    "change_address", "represent", "attach_document", "withdraw_letter", "correct_letter", "take", "give_back",
    "place_hold", "lift_hold", "read_accesses",
}  # fmt: skip


def _not_yet(actor: Actor, state: str, standing: dict[str, Any]) -> set[str]:
    """Acts that wait for something which has not happened."""
    pending = [one for one in standing.get("applications", ()) if not one["outcome"]]
    owed = standing.get("money", {}).get("owed_today_cents", 0)
    waits = {
        "record_service": bool(standing.get("served_on")),
        "decide_late_plea": not standing.get("late_plea"),
        "plead": bool(standing.get("late_plea")),
        "rule_on_exhibit": all(one["ruling"] for one in standing.get("exhibits", ())),
        "decide_application": not pending,
        "resume_delays": not standing.get("suspended"),
        "suspend_delays": bool(standing.get("suspended")),
        "confirm_judgment": not standing.get("oral"),
        "record_oral_judgment": bool(standing.get("oral")),
        "judge_on_record": bool(standing.get("late_plea")),
        "ask_revocation": not standing.get("by_default"),
        "offer_payment": owed <= 0,
        "take_payment": owed <= 0,
        "order_refund": not standing.get("money", {}).get("to_give_back_cents", 0),
        "ask_mode": bool(standing.get("needs", {}).get("mode_asked")),
        "decide_postponement": bool(standing.get("needs_a_judge")) and actor.role is not Role.ADJUDICATOR,
    }
    return {act for act, missing in waits.items() if missing}


def visible(actor: Actor, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of an event without what this reader may not see (DOMAIN §7.5)."""
    if actor.role in READ_BY or "explanations" not in facts:
        return facts
    return {name: value for name, value in facts.items() if name not in REVIEW_MATERIAL}


def shown(actor: Actor, rows: Sequence[DocumentRow], standing: dict[str, Any]) -> list[DocumentRow]:
    """The documents that this reader may open: for a judge or a clerk, those that are exhibits.

    What the prosecution gave to be disclosed is the defence's to read once it is disclosed.
    """
    if actor.role is Role.PROSECUTOR:
        return list(rows)
    if actor.role in READ_BY:
        disclosed = {one["document"] for one in standing.get("exhibits", ())}
        return [row for row in rows if row.kind != EVIDENCE or row.id in disclosed]
    exhibits = {one["document"] for one in standing.get("exhibits", ()) if one["ruling"] != "refused"}
    return [row for row in rows if row.id in exhibits]
