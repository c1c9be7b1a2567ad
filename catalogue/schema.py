"""The shape of the catalogue's files: an unknown key is refused, every text is in French and in English."""

import json
from dataclasses import asdict, field
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, with_config
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from domain.letter import Language
from domain.rules import When

STRICT = ConfigDict(extra="forbid", strict=True)

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Period = Annotated[str, StringConstraints(pattern=r"^(P[1-9]\d{0,2}[DM]|B[1-9]\d{0,2})$")]
Letter = Annotated[str, StringConstraints(pattern=r"^P(0[1-9]|1\d|2[0-4])$")]
Address = Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$", max_length=300)]
Cel = Annotated[str, StringConstraints(pattern=r"\S", max_length=1000)]
Wording = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S", max_length=4000)]

Kind = Literal[
    "text", "longtext", "integer", "money", "boolean", "choice", "date", "address", "point", "email", "phone",
]  # fmt: skip
Status = Literal["hidden", "info_only", "redirect", "pilot", "live", "suspended"]
Family = Literal[
    "BAT", "URB", "COM", "DOM", "ARB", "ANI", "STA", "COU", "311",
    "COL", "EAU", "TAX", "LOI", "CUL", "LOG", "DOC", "SEC", "PAR",
]  # fmt: skip
Format = Literal["pdf", "jpg", "png"]

OPEN: tuple[Status, ...] = ("pilot", "live")


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Text:
    """The same words in both languages."""

    fr: Wording
    en: Wording

    def say(self, language: Language) -> str:
        """The words in one language."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Choice:
    """One possible answer to a question of kind `choice`."""

    value: Slug
    label: Text


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Question:
    """One question of a form. `min` and `max` bound an integer or an amount in cents; lengths are in characters."""

    name: Name
    kind: Kind
    label: Text
    hint: Text | None = None
    required: bool = True
    min: int | None = None
    max: int | None = None
    max_length: Annotated[int, Field(ge=1, le=20_000)] | None = None
    choices: tuple[Choice, ...] = ()
    asked_when: Cel | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Document:
    """A document to attach. It is asked of everyone, or `required_when` a condition on the answers holds."""

    name: Name
    label: Text
    hint: Text | None = None
    formats: Annotated[tuple[Format, ...], Field(min_length=1)] = ("pdf", "jpg", "png")
    max_mb: Annotated[int, Field(ge=1, le=100)] = 20
    required_when: Cel = "true"


@dataclass(frozen=True, kw_only=True, config=STRICT)
class FeeSpec:
    """A fee: when it is due and the expression that gives it in cents."""

    code: Slug
    label: Text
    when: When
    cents: Cel


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Discipline:
    """A discipline whose opinion a decision needs, always or where the answers say so."""

    code: Slug
    label: Text
    needed_when: Cel = "true"


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Provision:
    """A provision that a refusal may rest on; the clerk adds the article of the borough's by-law."""

    code: Slug
    citation: Text
    text: Text


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Wordings:
    """A sentence offered to the clerk: a remedy named in a refusal, or a condition of a permit."""

    code: Slug
    text: Text


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Notice:
    """What a person reads where the service is not open, and where to go instead."""

    text: Text
    url: Address | None = None


@with_config(STRICT)
class DelaysTable(TypedDict, total=False):
    """The delays that differ from those of `domain.rules.Delays`; same names, same forms."""

    pay_at_submission: Period
    admissibility: Period
    review: Period
    answer: Period
    answer_warning: Period
    answer_reminders: tuple[Period, ...]
    pay_at_issue: Period
    valid_for: Period
    expiry_warnings: tuple[Annotated[int, Field(ge=1, le=365)], ...]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Override:
    """What one borough's by-law changes: a fee or a document of the same code takes the place of the city's."""

    fees: tuple[FeeSpec, ...] = ()
    documents: tuple[Document, ...] = ()
    delays: DelaysTable = field(default_factory=DelaysTable)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Service:
    """One service: everything that its file and the files it includes say."""

    code: Slug
    procedure: Literal["permit"]
    family: Family
    title: Text
    summary: Text
    include: tuple[Slug, ...] = ()
    remedies_from: tuple[Slug, ...] = ()
    boroughs: dict[str, Status]
    notices: dict[str, Notice] = field(default_factory=dict)
    delays: DelaysTable = field(default_factory=DelaysTable)
    letters: dict[str, Letter]
    opinions: tuple[Discipline, ...] = ()
    fees: tuple[FeeSpec, ...] = ()
    questions: tuple[Question, ...] = ()
    documents: tuple[Document, ...] = ()
    provisions: Annotated[tuple[Provision, ...], Field(min_length=1)]
    remedies: tuple[Wordings, ...] = ()
    conditions: tuple[Wordings, ...] = ()
    overrides: dict[str, Override] = field(default_factory=dict)

    @cached_property
    def version(self) -> str:
        """SHA-256, in hexadecimal, of the service's canonical JSON."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(content.encode()).hexdigest()

    def status(self, borough: str) -> Status:
        """Whether a borough offers the service online."""
        return self.boroughs.get(borough, self.boroughs["default"])

    def notice(self, borough: str) -> Notice | None:
        """What to read where the service is not open."""
        return self.notices.get(borough, self.notices.get("default"))

    def documents_in(self, borough: str) -> tuple[Document, ...]:
        """The documents that a borough asks for, in the order of the form."""
        changed = self.overrides.get(borough, Override()).documents
        documents = {document.name: document for document in (*self.documents, *changed)}
        return tuple(documents.values())

    def fees_in(self, borough: str) -> tuple[FeeSpec, ...]:
        """The tariff of a borough."""
        changed = self.overrides.get(borough, Override()).fees
        return tuple({fee.code: fee for fee in (*self.fees, *changed)}.values())


@dataclass(frozen=True, kw_only=True, config=STRICT)
class QuestionsFile:
    """Questions that several services ask: `catalogue/questions/`."""

    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RemediesFile:
    """Remedies that several services name: `catalogue/remedies/`."""

    remedies: Annotated[tuple[Wordings, ...], Field(min_length=1)]
