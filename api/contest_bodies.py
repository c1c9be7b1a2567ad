"""What the acts of a contest bring: closed models made from the acts themselves; a hearing is named by its hold."""

from dataclasses import MISSING, fields
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator, Field, create_model

from api.act_bodies import Day
from api.bodies import Body, Id, Label, Note, Reasons
from domain import clock, collection_acts, contest_acts, hearing_acts, judgment_acts
from domain.acts import Act
from domain.errors import Invalid

ENVELOPE = {one.name for one in fields(Act)}
MOST = 200


def _instant(text: object) -> object:
    """A local time, with or without its offset."""
    if isinstance(text, datetime):
        return text
    try:
        return clock.parse_local(str(text))
    except Invalid as refusal:
        raise ValueError("not a time") from refusal


Instant = Annotated[datetime, BeforeValidator(_instant)]


def body_of(kind: type[Act]) -> type[Body]:
    """The body of an act: its own fields, as a client may write them."""
    return _model(kind, ENVELOPE)


def _model(of: type[Any], without: set[str]) -> type[Body]:
    hints = get_type_hints(of)
    made: dict[str, Any] = {}
    for one in fields(of):
        if one.name in without:
            continue
        default = ... if one.default is MISSING and one.default_factory is MISSING else one.default
        made[one.name] = (_written(hints[one.name]), default)
    model: type[Body] = create_model(of.__name__, __base__=Body, __doc__=of.__doc__, **made)
    return model


SIMPLE: dict[Any, Any] = {
    str: Reasons,
    int: Annotated[int, Field(strict=True, ge=0, le=100_000_000)],
    bool: Annotated[bool, Field(strict=True)],
    date: Day,
    datetime: Instant,
}


def _written(hint: Any) -> Any:
    """A type as it stands in JSON."""
    if hint in SIMPLE:
        return SIMPLE[hint]
    if get_origin(hint) is Literal:
        return hint
    if get_origin(hint) is tuple:
        return Annotated[list[_written(get_args(hint)[0])], Field(max_length=MOST)]
    if type(None) in get_args(hint):
        (inner,) = (one for one in get_args(hint) if one is not type(None))
        return _written(inner) | None
    return _model(hint, set())


class Schedule(Body):
    """The hold on a slot that becomes the hearing."""

    hold: Id
    notice_waived: bool = False


class DecidePostponement(Body):
    """Granted, with the hold on the new slot, or refused; with reasons."""

    granted: bool
    reasons: Reasons
    hold: Id = ""
    peremptory: bool = False


class Adjourn(Body):
    """Why, whose delay it is, and the hold on the next slot where it is known."""

    reasons: Reasons
    charged_to: Literal["defence", "prosecution", "court"]
    hold: Id = ""


class FindStatement(Body):
    """The number of a statement and a second fact of it: the plate, the date of birth, or the postal code."""

    number: Label
    fact: Label


class ClaimStatement(Body):
    """The number of a statement and the code of its paper letter."""

    number: Label
    code: Label


class CountServed(Body):
    """One count, in cents."""

    number: Annotated[int, Field(strict=True, ge=1, le=50)]
    provision: Label
    description_fr: Note
    description_en: Note
    fine: Annotated[int, Field(strict=True, gt=0, le=100_000_000)]
    costs: Annotated[int, Field(strict=True, ge=0, le=100_000_000)]
    contribution: Annotated[int, Field(strict=True, ge=0, le=100_000_000)] = 0
    greater_fine: Annotated[int, Field(strict=True, ge=0, le=100_000_000)] = 0
    greater_reasons: Note = ""
    points: Annotated[int, Field(strict=True, ge=0, le=30)] = 0


class PartyServed(Body):
    """Who is prosecuted."""

    kind: Literal["person", "company", "owner"]
    name: Annotated[str, Field(max_length=300)] = ""
    address: Annotated[list[Label], Field(max_length=8)] = Field(default_factory=list)
    born_on: Day | None = None
    email: Annotated[str, Field(max_length=254)] = ""
    plate: Annotated[str, Field(max_length=20)] = ""
    vehicle: Annotated[str, Field(max_length=100)] = ""


class StatementServed(Body):
    """A statement of offence (DOMAIN §2.2)."""

    number: Label
    kind: Literal["parking", "traffic", "bylaw", "camera"]
    offence_at: Instant
    place: Label
    district: Annotated[str, Field(max_length=20)] = ""
    officer: Annotated[str, Field(max_length=100)] = ""
    counts: Annotated[list[CountServed], Field(min_length=1, max_length=20)]
    party: PartyServed
    service_mode: Literal["on_the_spot", "on_vehicle", "registered_mail", "bailiff", "ordinary_mail"]
    served_on: Day | None = None
    warned: bool = False
    language: Literal["fr", "en"] = "fr"


KINDS: tuple[type[Act], ...] = (
    contest_acts.RecordService, contest_acts.Plead, contest_acts.DecideLatePlea, contest_acts.ChangeAddress,
    contest_acts.Represent, contest_acts.WithdrawCharges, contest_acts.ContinueProceedings,
    contest_acts.StayProceedings, contest_acts.Disclose, contest_acts.FileExhibit, contest_acts.RuleOnExhibit,
    contest_acts.ApplyToCourt, contest_acts.DecideApplication, contest_acts.SuspendDelays, contest_acts.ResumeDelays,
    hearing_acts.AskMode, hearing_acts.DecideMode, hearing_acts.AskPostponement, hearing_acts.OpenSession,
    hearing_acts.NoteIncident, hearing_acts.Reserve, hearing_acts.Recuse,
    judgment_acts.Judge, judgment_acts.RecordOralJudgment, judgment_acts.ConfirmJudgment,
    judgment_acts.JudgeOnRecord, judgment_acts.CorrectJudgment, judgment_acts.AskRevocation,
    judgment_acts.ApplyForRevocation, judgment_acts.DecideRevocation, judgment_acts.RecordAppeal,
    judgment_acts.DecideAppeal, collection_acts.OfferPayment, collection_acts.GrantTime, collection_acts.Agree,
    collection_acts.HandBack,
)  # fmt: skip
BODIES: dict[str, type[Body]] = {
    **{kind.action: body_of(kind) for kind in KINDS},
    "schedule": Schedule,
    "decide_postponement": DecidePostponement,
    "adjourn": Adjourn,
}
