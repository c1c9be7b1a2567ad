"""The shape of the catalogue's files: an unknown key is refused, every text is in French and in English."""

import json
from dataclasses import asdict, field
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import AliasChoices, ConfigDict, Field, StringConstraints, with_config
from pydantic.dataclasses import dataclass
from typing_extensions import TypedDict

from domain.letter import Language
from domain.rules import When

STRICT = ConfigDict(extra="forbid", strict=True)

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Period = Annotated[str, StringConstraints(pattern=r"^(P[1-9]\d{0,2}[DM]|B[1-9]\d{0,2})$")]
Letter = Annotated[str, StringConstraints(pattern=r"^P(0[1-9]|1\d|2[0-5])$")]
Address = Annotated[str, StringConstraints(pattern=r"^https://[^\s]+$", max_length=300)]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
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
LATER: tuple[When, ...] = ("at_amendment", "at_renewal")  # fees that may be a share of the first ones

# The letter of each event where a service names no other: codes of DOMAIN §7.1; P25 is ours, for §7.5 asks for a
# letter with the new date and gives it no number.
LETTERS: dict[str, str] = {
    "acknowledged": "P01", "paid": "P02", "complete": "P03", "information_requested": "P04",
    "information_received": "P05", "closed": "P06", "withdrawn": "P07", "referred": "P08", "recommended": "P09",
    "notice_published": "P10", "resolved": "P11", "ready_to_pay": "P12", "refused": "P13", "issued": "P14",
    "start_reminder": "P15", "expired": "P16", "extended": "P17", "non_conform": "P18", "conform": "P19",
    "completed": "P20", "renewed": "P21", "revocation_notice": "P22", "revoked": "P23", "renewal_notice": "P24",
    "promise_moved": "P25",
}  # fmt: skip


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
    signed_online: bool = False  # others may sign it by a link instead of on paper


@dataclass(frozen=True, kw_only=True, config=STRICT)
class FeeSpec:
    """A fee: when it is due and the expression that gives it in cents.

    A fee due at renewal or at amendment may use `original_fee`: the sum due at submission and at issue, in cents.
    """

    code: Slug
    label: Text
    when: When
    cents: Cel


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Discipline:
    """A discipline whose opinion a decision needs, always or where the answers say so.

    Disciplines of one step are heard side by side, steps one after the other; one that is `outside` is a body that
    answers once, by a link, and sees only what was attached to it.
    """

    code: Slug
    label: Text
    needed_when: Cel = "true"
    step: Annotated[int, Field(ge=1, le=9)] = 1
    outside: bool = False


@dataclass(frozen=True, kw_only=True, config=STRICT)
class CouncilStep:
    """The committee (CCU) gives its opinion and the council decides (LAU 145.1-145.8 and 145.15 and following)."""

    kind: Literal["piia", "minor_exemption"]
    needed_when: Cel = "true"


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Season:
    """Days of the year, `05-01`, between which the permit may be used; validity ends with it."""

    start: Annotated[MonthDay, Field(validation_alias=AliasChoices("from", "start"))]  # `start` as it is stored
    until: MonthDay


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Ineligible:
    """An application that the by-law excludes from the start: it is refused at filing, with these words."""

    code: Slug
    when: Cel
    text: Text


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
    start_within: Period
    start_warnings: tuple[Annotated[int, Field(ge=1, le=365)], ...]
    extension: Period
    correction: Period
    comment: Period
    notice: Period
    committee_file: Period
    renewal_window: Period
    invoice_after: Period
    invoice_within: Period
    renew_within: Period


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
    letters: dict[str, Letter] = field(default_factory=dict)
    annual: bool = False
    season: Season | None = None
    second_person_above_cents: Annotated[int, Field(ge=0)] | None = None
    council: CouncilStep | None = None
    ineligible: tuple[Ineligible, ...] = ()
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

    def letter_codes(self) -> dict[str, str]:
        """The letter of every event."""
        return {**LETTERS, **self.letters}

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
class ReadyRequest:
    """What clerks often ask an applicant for, in words ready for the letter."""

    code: Slug
    kind: Literal["text", "document"]
    text: Text


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RequestsFile:
    """`catalogue/requests.toml`."""

    requests: tuple[ReadyRequest, ...]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RemediesFile:
    """Remedies that several services name: `catalogue/remedies/`."""

    remedies: Annotated[tuple[Wordings, ...], Field(min_length=1)]
