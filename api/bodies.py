"""What requests bring: one closed model per body, so that a field we do not know is refused (RELIABILITY §3 A5)."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Label = Annotated[str, Field(min_length=1, max_length=300)]
Note = Annotated[str, Field(max_length=4000)]
Reasons = Annotated[str, Field(max_length=20_000)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Id = Annotated[str, Field(max_length=64)]
Code = Annotated[str, Field(max_length=60)]
Answers = Annotated[dict[str, Any], Field(description="Answers by the name of their question; amounts in cents.")]
Documents = Annotated[
    dict[Code, Id], Field(max_length=100, description="Ids of uploaded files by the name of the document asked for.")
]


class Body(BaseModel):
    """Closed: an unknown field is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Quoted(Body):
    """Answers to price; everything that the service requires must be there."""

    borough: Code
    answers: Answers


class DraftEdit(Body):
    """A draft, whole; nothing is required of it yet but its service and borough."""

    service: Code
    borough: Code
    answers: Answers = {}
    documents: Documents = {}
    language: Literal["fr", "en"] = "fr"
    channel: Literal["", "phone", "counter", "mail"] = ""


class Application(DraftEdit):
    """An application to file. `draft` makes the draft's id the case's."""

    draft: Id = ""


class ClaimFile(Body):
    """The code of the paper letter of a file that a clerk filed."""

    code: Code


class DeclareComplete(Body):
    """The file is complete: nothing more to say."""


class ItemAsked(Body):
    """One text or document that the clerk asks for."""

    name: Name
    kind: Literal["text", "document"]
    label: Label
    note: Note = ""


class AskInformation(Body):
    """A request for information, of one item or more."""

    items: Annotated[list[ItemAsked], Field(min_length=1, max_length=30)]


class AnswerInformation(Body):
    """A text or a document id for every item asked."""

    answers: Annotated[dict[Code, Reasons], Field(max_length=30)]


class OpinionGiven(Body):
    """What one discipline thinks."""

    discipline: Code
    outcome: Literal["favourable", "favourable_with_conditions", "unfavourable"]
    note: Note = ""


class ConcludeReview(Body):
    """The opinions that were not given one by one."""

    opinions: Annotated[list[OpinionGiven], Field(max_length=30)] = []


class Approve(Body):
    """The conditions of the permit, if any."""

    conditions: Annotated[list[Reasons], Field(max_length=50)] = []


class Refuse(Body):
    """Reasons, provision and remedies: all three are required by law."""

    reasons: Reasons
    provision: Reasons
    remedies: Annotated[list[Reasons], Field(max_length=20)]


class Withdraw(Body):
    """The applicant gives up; a reason may be given."""

    reason: Reasons = ""
