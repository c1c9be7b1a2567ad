"""Who may do what: role × action × relation to the case. Doors, pages and validators ask this one table (DESIGN §9)."""

from enum import StrEnum

from domain.people import Actor, Role


class Relation(StrEnum):
    """How a person stands to a case."""

    OWN = "own"
    BOROUGH = "borough"
    NONE = "none"


ANYONE = frozenset(Relation)
OWN = frozenset({Relation.OWN})
BOROUGH = frozenset({Relation.BOROUGH})

CASE_ACTIONS: dict[str, dict[Role, frozenset[Relation]]] = {
    "read": {Role.CITIZEN: OWN, Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH, Role.ADMINISTRATOR: ANYONE},
    "file": {Role.CITIZEN: OWN},
    "pay": {Role.CITIZEN: OWN},
    "answer_information": {Role.CITIZEN: OWN},
    "withdraw": {Role.CITIZEN: OWN},
    "attach_document": {Role.CITIZEN: OWN, Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH},
    "declare_complete": {Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH},
    "ask_information": {Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH},
    "conclude_review": {Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH},
    "approve": {Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH},
    "refuse": {Role.DIRECTOR: BOROUGH},
    "capture_payment": {Role.SYSTEM: ANYONE},
    "record_refund": {Role.SYSTEM: ANYONE},
    "lapse": {Role.SYSTEM: ANYONE},
    "advance_to": {Role.SYSTEM: ANYONE},
    "withdraw_letter": {Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH},
    "correct_letter": {Role.CLERK: BOROUGH, Role.DIRECTOR: BOROUGH},
}

DESK_ACTIONS: dict[str, frozenset[Role]] = {
    "draft": frozenset({Role.CITIZEN}),
    "own_cases": frozenset({Role.CITIZEN}),
    "worklist": frozenset({Role.CLERK, Role.DIRECTOR, Role.ADMINISTRATOR}),
    "export_worklist": frozenset({Role.CLERK, Role.DIRECTOR, Role.ADMINISTRATOR}),
    "operate": frozenset({Role.ADMINISTRATOR}),
    "preferences": frozenset({Role.CITIZEN}),
    "post_room": frozenset({Role.CLERK, Role.DIRECTOR, Role.ADMINISTRATOR}),
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


def actions(actor: Actor, *, owner: str, borough: str) -> tuple[str, ...]:
    """Everything that `actor` may ever do to such a case; the case's state narrows it further."""
    return tuple(action for action in CASE_ACTIONS if may(actor, action, owner=owner, borough=borough))
