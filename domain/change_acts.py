"""Acts that change a file under study: amendment, moved promise, documents judged and replaced (DOMAIN §7.5)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from domain.acts import Act


@dataclass(frozen=True, kw_only=True)
class Amend(Act):
    """The applicant asks to change answers; the application as filed stays readable."""

    action: ClassVar[str] = "amend"

    answers: dict[str, Any]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AcceptAmendment(Act):
    """The clerk accepts the amendment; where the by-law has a fee, it counts once that is paid."""

    action: ClassVar[str] = "accept_amendment"


@dataclass(frozen=True, kw_only=True)
class RefuseAmendment(Act):
    """The clerk refuses the amendment and says why; the application stays as it was."""

    action: ClassVar[str] = "refuse_amendment"

    reasons: str


@dataclass(frozen=True, kw_only=True)
class MovePromise(Act):
    """A promised date is moved, with a reason and a letter."""

    action: ClassVar[str] = "move_promise"

    promised_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class JudgeDocument(Act):
    """The clerk accepts a document, or asks for another in its place and says why."""

    action: ClassVar[str] = "judge_document"

    document: str
    outcome: Literal["accepted", "to_replace"]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplaceDocument(Act):
    """The applicant gives another document in the place of one."""

    action: ClassVar[str] = "replace_document"

    document: str
    replacement: str
