"""Acts of a permit in force: start, extension, inspection, completion, renewal, revocation (DOMAIN §7.1, §7.5)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.acts import Act

InspectionKind = Literal["before", "during", "final", "complaint"]


@dataclass(frozen=True, kw_only=True)
class DeclareStart(Act):
    """The holder says that the work started."""

    action: ClassVar[str] = "declare_start"

    started_on: date


@dataclass(frozen=True, kw_only=True)
class Extend(Act):
    """Validity is extended, once, free, for work that started."""

    action: ClassVar[str] = "extend"


@dataclass(frozen=True, kw_only=True)
class Inspect(Act):
    """An inspector's visit and what was found."""

    action: ClassVar[str] = "inspect"

    kind: InspectionKind
    outcome: Literal["conform", "non_conform", "not_accessible"]
    found_on: date
    findings: str = ""


@dataclass(frozen=True, kw_only=True)
class DeclareCompletion(Act):
    """The holder says that the work is done."""

    action: ClassVar[str] = "declare_completion"

    completed_on: date


@dataclass(frozen=True, kw_only=True)
class Renew(Act):
    """The holder asks for another term, under unchanged rules."""

    action: ClassVar[str] = "renew"


@dataclass(frozen=True, kw_only=True)
class GiveNoticeOfRevocation(Act):
    """The director says why the permit may be revoked; the holder has ten days to comment."""

    action: ClassVar[str] = "give_notice_of_revocation"

    ground: Literal["false_information", "non_payment"]
    grounds: str


@dataclass(frozen=True, kw_only=True)
class CommentOnRevocation(Act):
    """The holder answers the notice."""

    action: ClassVar[str] = "comment_on_revocation"

    comments: str


@dataclass(frozen=True, kw_only=True)
class Revoke(Act):
    """The permit is revoked: reasons, provision and remedies are mandatory (DOMAIN §3.6)."""

    action: ClassVar[str] = "revoke"

    reasons: str
    provision: str
    remedies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Keep(Act):
    """The notice of revocation is dropped; the permit stands as before."""

    action: ClassVar[str] = "keep"

    reason: str
