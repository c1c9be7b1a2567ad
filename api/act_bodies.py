"""What the acts of a permit's whole life bring: closed models, local days as `2026-11-25`, amounts in cents."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from api.bodies import Body, Code, Id, Label, Note, Reasons
from domain import clock
from domain.errors import Invalid


def _read_day(text: object) -> object:
    """A day written out, and no other form of it."""
    if isinstance(text, date):
        return text
    try:
        return clock.parse_date(str(text))
    except Invalid as refusal:
        raise ValueError("not a day") from refusal


Day = Annotated[date, BeforeValidator(_read_day)]
Texts = Annotated[list[Reasons], Field(max_length=50)]
Remedies = Annotated[list[Reasons], Field(max_length=20)]
Reason = Annotated[str, Field(max_length=4000)]


class GiveOpinion(Body):
    """One discipline's opinion."""

    discipline: Code
    outcome: Literal["favourable", "favourable_with_conditions", "unfavourable"]
    note: Note = ""


class Refer(Body):
    """The committee's meeting, at least 21 days away."""

    meeting_on: Day


class RecordCommitteeOpinion(Body):
    """What the committee advised; a postponed file names its next meeting."""

    outcome: Literal["favourable", "favourable_with_conditions", "unfavourable", "postponed"]
    given_on: Day
    motives: Reasons
    conditions: Texts = Field(default_factory=list)
    next_meeting_on: Day | None = None


class PublishNotice(Body):
    """The public notice; the sitting is at least 15 days after its publication."""

    published_on: Day
    council_on: Day
    council_time: Label
    place: Label
    nature: Reasons
    effects: Reasons


class RecordResolution(Body):
    """What the council resolved; `comments` is how many comments of the public it was given."""

    outcome: Literal["granted", "refused"]
    resolution: Label
    resolved_on: Day
    comments: Annotated[int, Field(ge=0, le=100_000)] = 0
    conditions: Texts = Field(default_factory=list)
    reasons: Reasons = ""
    provision: Reasons = ""
    remedies: Remedies = Field(default_factory=list)


class Nothing(Body):
    """The act says everything."""


class Amend(Body):
    """Answers to change, by the name of their question."""

    answers: Annotated[dict[Code, Any], Field(min_length=1, max_length=200)]
    note: Note = ""


class WithReasons(Body):
    """Why."""

    reasons: Reasons


class WithReason(Body):
    """Why, in a few words."""

    reason: Reason


class MovePromise(Body):
    """The new promised date, and why."""

    promised_on: Day
    reason: Reason


class JudgeDocument(Body):
    """A document accepted, or to be replaced for a reason."""

    document: Id
    outcome: Literal["accepted", "to_replace"]
    reason: Reason = ""


class ReplaceDocument(Body):
    """An uploaded document in the place of one that was to be replaced."""

    document: Id
    replacement: Id


class DeclareStart(Body):
    """The day on which the work started."""

    started_on: Day


class Inspect(Body):
    """A visit and what was found."""

    kind: Literal["before", "during", "final", "complaint"]
    outcome: Literal["conform", "non_conform", "not_accessible"]
    found_on: Day
    findings: Reasons = ""


class DeclareCompletion(Body):
    """The day on which the work was done."""

    completed_on: Day


class GiveNoticeOfRevocation(Body):
    """Why the permit may be revoked."""

    ground: Literal["false_information", "non_payment"]
    grounds: Reasons


class CommentOnRevocation(Body):
    """The holder's answer."""

    comments: Reasons


class Revoke(Body):
    """Reasons, provision and remedies: all three are required by law."""

    reasons: Reasons
    provision: Reasons
    remedies: Remedies


class TakePayment(Body):
    """What was taken at the counter: the open payment, its whole amount."""

    payment_id: Id
    cents: Annotated[int, Field(gt=0)]
    method: Literal["cash", "cheque", "terminal"]


class OrderRefund(Body):
    """What goes back, of which payment, and why."""

    payment_id: Id
    cents: Annotated[int, Field(gt=0)]
    reason_code: Literal["city_error", "overpayment"]
    note: Reason


class CorrectEntry(Body):
    """Which entry of one's own was a mistake, by its place in the chain, and what was wrong with it."""

    entry: Annotated[int, Field(ge=1)]
    note: Reason


class AskOutside(Body):
    """Which discipline is asked, and the documents of the case that its body may read."""

    discipline: Code
    documents: Annotated[list[Id], Field(max_length=50)] = Field(default_factory=list)


class GiveOutside(Body):
    """The opinion of a body outside the city."""

    outcome: Literal["favourable", "favourable_with_conditions", "unfavourable"]
    note: Note = ""


class PublicComment(Body):
    """A comment of anyone; a name may be given."""

    text: Annotated[str, Field(min_length=1, max_length=5000)]
    name: Annotated[str, Field(max_length=200)] = ""


LetterReason = Literal["content_error", "wrong_addressee", "issued_in_error", "decision_reviewed"]


class WithdrawLetter(Body):
    """Why a letter is worth nothing any more; the reason is public, the note is for the file."""

    reason: LetterReason
    note: Note = ""


class CorrectLetter(WithdrawLetter):
    """What the letter should have said: facts by their name, texts, lists of texts or days; never money."""

    changes: Annotated[dict[Code, Any], Field(min_length=1, max_length=50)]
