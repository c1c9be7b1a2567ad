"""Who may do what: role × action × relation to the case. Doors, pages and validators ask this one table (DESIGN §9)."""

from enum import StrEnum

from domain.contest_rules import COURT
from domain.people import Actor, Role


class Relation(StrEnum):
    """How a person stands to a case."""

    OWN = "own"
    BOROUGH = "borough"
    NONE = "none"


ANYONE = frozenset(Relation)
OWN = frozenset({Relation.OWN})
BOROUGH = frozenset({Relation.BOROUGH})

_DESK: dict[Role, frozenset[Relation]] = {Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH}
_DIRECTION: dict[Role, frozenset[Relation]] = {Role.DIRECTOR: BOROUGH}
_HOLDER: dict[Role, frozenset[Relation]] = {Role.CITIZEN: OWN}

_ACTIONS: dict[str, dict[Role, frozenset[Relation]]] = {
    "read": {
        Role.CITIZEN: OWN,
        **_DESK,
        Role.INSPECTOR: BOROUGH,
        Role.ADMINISTRATOR: ANYONE,
        Role.PROSECUTOR: BOROUGH,
        Role.ADJUDICATOR: BOROUGH,
        Role.COLLECTOR: BOROUGH,
    },
    "file": {**_HOLDER, **_DESK},  # the desk for somebody who telephones, comes or writes
    "claim": {Role.CITIZEN: ANYONE},
    "pay": _HOLDER,
    "answer_information": _HOLDER,
    "withdraw": _HOLDER,
    "attach_document": {Role.CITIZEN: OWN, **_DESK, Role.INSPECTOR: BOROUGH, Role.PROSECUTOR: BOROUGH},
    "declare_complete": _DESK,
    "ask_information": _DESK,
    "conclude_review": _DESK,
    "approve": _DESK,
    "second": _DESK,
    "refuse": _DIRECTION,
    "give_opinion": {**_DESK, Role.REVIEWER: BOROUGH},
    "refer": _DESK,
    "record_committee_opinion": _DESK,
    "publish_notice": _DESK,
    "record_resolution": _DESK,
    "amend": _HOLDER,
    "accept_amendment": _DESK,
    "refuse_amendment": _DESK,
    "move_promise": _DESK,
    "judge_document": _DESK,
    "replace_document": _HOLDER,
    "declare_start": _HOLDER,
    "extend": _DESK,
    "inspect": {Role.INSPECTOR: BOROUGH},
    "declare_completion": _HOLDER,
    "renew": _HOLDER,
    "give_notice_of_revocation": _DIRECTION,
    "comment_on_revocation": _HOLDER,
    "revoke": _DIRECTION,
    "keep": _DIRECTION,
    "take_payment": _DESK,
    "order_refund": {**_DIRECTION, Role.COLLECTOR: BOROUGH},
    "capture_payment": {Role.SYSTEM: ANYONE},
    "record_refund": {Role.SYSTEM: ANYONE},
    "cancel_refund": {Role.SYSTEM: ANYONE},
    "lapse": {Role.SYSTEM: ANYONE},
    "advance_to": {Role.SYSTEM: ANYONE},
    "take": {Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH},
    "give_back": {Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH},
    "write_note": {
        **_DESK,
        Role.INSPECTOR: BOROUGH,
        Role.PROSECUTOR: BOROUGH,
        Role.ADJUDICATOR: BOROUGH,
        Role.COLLECTOR: BOROUGH,
    },
    "place_hold": {Role.DIRECTOR: BOROUGH, Role.ADMINISTRATOR: ANYONE},
    "lift_hold": {Role.DIRECTOR: BOROUGH, Role.ADMINISTRATOR: ANYONE},
    "read_accesses": {Role.CITIZEN: OWN, Role.DIRECTOR: BOROUGH, Role.ADMINISTRATOR: ANYONE},
    "correct_entry": {**_DESK, Role.INSPECTOR: BOROUGH, Role.COLLECTOR: BOROUGH},
    "withdraw_letter": {Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH},
    "correct_letter": {Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH},
}

_COURT: dict[Role, frozenset[Relation]] = {Role.CLERK: BOROUGH}
_PROSECUTOR: dict[Role, frozenset[Relation]] = {Role.PROSECUTOR: BOROUGH}
_JUDGE: dict[Role, frozenset[Relation]] = {Role.ADJUDICATOR: BOROUGH}
_COLLECTOR: dict[Role, frozenset[Relation]] = {Role.COLLECTOR: BOROUGH}
_SYSTEM: dict[Role, frozenset[Relation]] = {Role.SYSTEM: ANYONE}

# The acts of a contest; the court's counter is the borough of its people (DOMAIN §7.2).
_CONTEST_ACTIONS: dict[str, dict[Role, frozenset[Relation]]] = {
    "serve": {**_PROSECUTOR, **_SYSTEM},
    "record_service": _PROSECUTOR,
    "plead": {**_HOLDER, **_COURT},
    "decide_late_plea": _COURT,
    "change_address": {**_HOLDER, **_COURT},
    "represent": {**_HOLDER, **_COURT},
    "withdraw_charges": _PROSECUTOR,
    "continue_proceedings": _PROSECUTOR,
    "stay_proceedings": {**_PROSECUTOR, **_JUDGE},
    "disclose": _PROSECUTOR,
    "file_exhibit": {**_HOLDER, **_COURT},
    "rule_on_exhibit": _JUDGE,
    "apply_to_court": {**_HOLDER, **_PROSECUTOR, **_COURT},
    "decide_application": _JUDGE,
    "close_day": _SYSTEM,
    "suspend_delays": {**_COURT, **_JUDGE},
    "resume_delays": {**_COURT, **_JUDGE},
    "schedule": _COURT,
    "ask_mode": {**_HOLDER, **_COURT},
    "decide_mode": {**_COURT, **_JUDGE},
    "send_instructions": _SYSTEM,
    "join": {**_HOLDER, **_COURT, **_JUDGE, **_PROSECUTOR},
    "listen": {**_COURT, **_JUDGE},  # to the recording of a hearing: its own judge, and the court's clerks
    "ask_postponement": {**_HOLDER, **_PROSECUTOR, **_COURT},
    "decide_postponement": {**_COURT, **_JUDGE},
    "take_offer": _HOLDER,
    "move_hearing": _HOLDER,
    "open_session": {**_COURT, **_JUDGE},
    "note_incident": {**_COURT, **_JUDGE},
    "keep_minutes": _SYSTEM,
    "adjourn": _JUDGE,
    "reserve": _JUDGE,
    "recuse": _JUDGE,
    "judge": _JUDGE,
    "record_oral_judgment": _COURT,
    "confirm_judgment": _JUDGE,
    "judge_on_record": _JUDGE,
    "correct_judgment": _JUDGE,
    "ask_revocation": {**_HOLDER, **_COURT},
    "apply_for_revocation": _PROSECUTOR,
    "decide_revocation": _JUDGE,
    "record_appeal": _COURT,
    "decide_appeal": _COURT,
    "offer_payment": {**_HOLDER, **_COURT},
    "grant_time": _COLLECTOR,
    "agree": _COLLECTOR,
    "hand_back": _COLLECTOR,
}

CASE_ACTIONS: dict[str, dict[Role, frozenset[Relation]]] = {**_ACTIONS, **_CONTEST_ACTIONS}

DESK_ACTIONS: dict[str, frozenset[Role]] = {
    "draft": frozenset({Role.CITIZEN, Role.CLERK, Role.DIRECTOR}),
    "assign_files": frozenset({Role.CLERK, Role.DIRECTOR}),
    "read_agenda": frozenset({Role.CLERK, Role.DIRECTOR}),
    "file_for_somebody": frozenset({Role.CLERK, Role.DIRECTOR}),
    "own_cases": frozenset({Role.CITIZEN}),
    "worklist": frozenset(
        {
            Role.CLERK,
            Role.DIRECTOR,
            Role.INSPECTOR,
            Role.ADMINISTRATOR,
            Role.PROSECUTOR,
            Role.ADJUDICATOR,
            Role.COLLECTOR,
        }
    ),
    "export_worklist": frozenset({Role.CLERK, Role.DIRECTOR, Role.ADMINISTRATOR}),
    "operate": frozenset({Role.ADMINISTRATOR}),
    "publish_services": frozenset({Role.ADMINISTRATOR}),
    "read_till": frozenset({Role.CLERK, Role.DIRECTOR, Role.ADMINISTRATOR}),
    "open_till": frozenset({Role.CLERK, Role.DIRECTOR}),
    "close_till": frozenset({Role.CLERK, Role.DIRECTOR}),
    "read_invoices": frozenset({Role.CLERK, Role.DIRECTOR, Role.ADMINISTRATOR}),
    "supervise": frozenset({Role.DIRECTOR, Role.ADMINISTRATOR}),
    "read_accesses_of_person": frozenset({Role.DIRECTOR, Role.ADMINISTRATOR}),
    "approve_destruction": frozenset({Role.DIRECTOR, Role.ADMINISTRATOR}),
    "destroy": frozenset({Role.ADMINISTRATOR}),
    "preferences": frozenset({Role.CITIZEN}),
    "answer_rectification": frozenset({Role.ADMINISTRATOR}),
    "manage_people": frozenset({Role.ADMINISTRATOR}),
    "manage_calendars": frozenset({Role.ADMINISTRATOR}),
    "read_incidents": frozenset({Role.DIRECTOR, Role.ADMINISTRATOR}),
    "declare_incident": frozenset({Role.DIRECTOR, Role.ADMINISTRATOR}),
    "amend_incident": frozenset({Role.ADMINISTRATOR}),
    "post_room": frozenset({Role.CLERK, Role.DIRECTOR, Role.ADMINISTRATOR}),
    "open_sitting": frozenset({Role.CLERK}),
    "read_sittings": frozenset({Role.CLERK, Role.ADJUDICATOR}),
    "decide_contests": frozenset({Role.ADJUDICATOR}),
    "keep_availability": frozenset({Role.CLERK, Role.ADJUDICATOR}),
    "keep_hearing_people": frozenset({Role.CLERK}),
    "hold_slot": frozenset({Role.CLERK, Role.ADJUDICATOR}),
    "propose_docket": frozenset({Role.CLERK}),
    "read_letters": frozenset({Role.CLERK, Role.DIRECTOR, Role.ADMINISTRATOR}),
    "edit_paragraphs": frozenset({Role.ADMINISTRATOR}),  # of the whole city, and of any counter
    "edit_counter_paragraphs": frozenset({Role.CLERK, Role.DIRECTOR}),  # see `may_edit_paragraphs`
    "prosecute": frozenset({Role.PROSECUTOR}),
}


def relation(actor: Actor, *, owner: str, borough: str) -> Relation:
    """How `actor` stands to a case of `owner` in `borough`."""
    if actor.role is Role.CITIZEN:
        return Relation.OWN if actor.id == owner else Relation.NONE
    if borough in actor.boroughs:
        return Relation.BOROUGH
    return Relation.NONE


def may(actor: Actor, action: str, *, owner: str, borough: str) -> bool:
    """Whether `actor` may do `action` to a case. An action that the table does not know is refused."""
    allowed = CASE_ACTIONS.get(action, {}).get(actor.role, frozenset[Relation]())
    return relation(actor, owner=owner, borough=borough) in allowed


def may_at_desk(actor: Actor, action: str) -> bool:
    """Whether `actor` may do something that concerns no single case (a list, a draft, operations)."""
    return actor.role in DESK_ACTIONS.get(action, frozenset[Role]())


def may_edit_paragraphs(actor: Actor, counter: str) -> bool:
    """Whether `actor` edits a counter's paragraphs: a director the borough's, a clerk of the court the court's."""
    if may_at_desk(actor, "edit_paragraphs"):
        return True
    own = may_at_desk(actor, "edit_counter_paragraphs") and counter in actor.boroughs
    return own and (actor.role is Role.DIRECTOR or counter == COURT)


def actions(actor: Actor, *, owner: str, borough: str) -> tuple[str, ...]:
    """Everything that `actor` may ever do to such a case; the case's state narrows it further."""
    return tuple(action for action in CASE_ACTIONS if may(actor, action, owner=owner, borough=borough))
