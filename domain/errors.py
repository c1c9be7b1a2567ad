"""Refusals in the law's words: a code and facts; the sentence is made at the door, in the person's language."""

from collections.abc import Mapping
from typing import ClassVar

Fact = str | int | bool | None


class CaseError(Exception):
    """A refusal. `code` names it on the wire; `facts` (dates, states, field names) fill its sentence."""

    code: ClassVar[str] = "refused"

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.code)
        self.facts: Mapping[str, Fact] = facts


class NotFound(CaseError):
    """Malformed, absent or another person's: one answer for the three (RELIABILITY §3 A1)."""

    code = "not-found"


class Unauthenticated(CaseError):
    """Nobody is signed in, or the token is not known."""

    code = "unauthenticated"


class Forbidden(CaseError):
    """The person is known, may see the case, and may not do this to it."""

    code = "forbidden"


class IllegalTransition(CaseError):
    """The case's state does not allow the act. Facts: state, act."""

    code = "illegal-transition"


class PreconditionFailed(CaseError):
    """The case moved since the person read it. Facts: expected, actual (sequence numbers)."""

    code = "precondition-failed"


class PreconditionRequired(CaseError):
    """An edit came without If-Match."""

    code = "precondition-required"


class Invalid(CaseError):
    """Input that is well formed and wrong. `errors` maps a field to the code of its fault."""

    code = "validation"

    def __init__(self, errors: Mapping[str, str] | None = None, **facts: Fact) -> None:
        super().__init__(**facts)
        self.errors: Mapping[str, str] = dict(errors or {})


class UnknownField(Invalid):
    """A field that this form does not have."""

    code = "unknown-field"


class InvalidText(Invalid):
    """Text that cannot be kept: NUL, a lone surrogate."""

    code = "invalid-text"


class TextTooLong(Invalid):
    """Text beyond the form's limit."""

    code = "text-too-long"


class InvalidAmount(Invalid):
    """An amount that is not a positive whole number of cents, or not the amount that is due."""

    code = "invalid-amount"


class RefundExceedsCapture(CaseError):
    """More would go back than was captured and is still there. Facts: cents (asked), left (what may still go back)."""

    code = "refund-exceeds-capture"


class LinkInvalid(CaseError):
    """A link that is expired, forged or for another use: one answer for the three (RELIABILITY §4, row 22)."""

    code = "link-invalid"


class LinkUsed(CaseError):
    """A single-use link that has served."""

    code = "link-used"


class AmbiguousTime(Invalid):
    """A local time that does not exist or exists twice when the clocks change. Facts: time, why (gap or twice)."""

    code = "ambiguous-time"


class UnknownFilter(Invalid):
    """Sort or filter by a field that is not offered."""

    code = "unknown-filter"


class IdempotencyKeyReused(CaseError):
    """The same Idempotency-Key came with another content."""

    code = "idempotency-key-reused"


class IdempotencyKeyMissing(Invalid):
    """A write came without an Idempotency-Key."""

    code = "idempotency-key-missing"


class RequestInProgress(CaseError):
    """The same Idempotency-Key is being worked on. Facts: retry_after (seconds)."""

    code = "request-in-progress"


class RateLimited(CaseError):
    """Too many requests in a short time. Facts: retry_after (seconds)."""

    code = "rate-limited"


class AlreadyTaken(CaseError):
    """Somebody else took the file, or gave it back, since the list was read. Facts: by (who has it now, or nobody)."""

    code = "already-taken"


class AlreadyClaimed(CaseError):
    """The case belongs to another account already."""

    code = "already-claimed"


class TooLate(CaseError):
    """What could be undone for a while cannot be undone any more. Facts: act."""

    code = "too-late"


class PostStage(CaseError):
    """A batch or a letter is not at the stage of the post that this needs. Facts: stage."""

    code = "post-stage"


class LetterSettled(CaseError):
    """A letter was withdrawn or replaced already. Facts: number."""

    code = "letter-settled"


class ServiceNotOpen(CaseError):
    """The service is not offered in that borough. Facts: service, borough, status."""

    code = "service-not-open"


class NotEligible(CaseError):
    """The by-law excludes such an application from the start. Facts: rule, and its words in fr and en."""

    code = "not-eligible"


class DocumentsMissing(Invalid):
    """Documents that the answers call for are not there. `errors` names them."""

    code = "documents-missing"


class InvalidSignature(CaseError):
    """A webhook whose signature does not match."""

    code = "invalid-signature"


class StaleSignature(CaseError):
    """A webhook signed more than five minutes ago."""

    code = "stale-signature"


class PayloadTooLarge(CaseError):
    """A body or a file beyond its limit. Facts: limit (bytes)."""

    code = "payload-too-large"


class FileType(CaseError):
    """The bytes are not of a kind that is accepted."""

    code = "file-type"


class ImageTooLarge(CaseError):
    """More pixels than may be decoded. Facts: limit (pixels)."""

    code = "image-too-large"


class ImageUnreadable(CaseError):
    """A picture that cannot be decoded whole."""

    code = "image-unreadable"


class FileUnprocessable(CaseError):
    """A file that cannot be opened safely: a bomb, an encrypted or endless PDF."""

    code = "file-unprocessable"


class Malware(CaseError):
    """The scanner found something; the file is in quarantine and the case is told."""

    code = "malware"


class FileHeld(CaseError):
    """The file was not scanned yet; nobody is given it until it is known to be clean."""

    code = "file-held"


class UploadQuota(CaseError):
    """The person gave as many files or bytes as one may in a day. Facts: retry_after (seconds)."""

    code = "upload-quota"


class InsufficientStorage(CaseError):
    """The store is full; nothing was kept."""

    code = "insufficient-storage"


class TemporarilyUnavailable(CaseError):
    """A part that the act needs is down and nothing was accepted. Facts: part, retry_after (seconds)."""

    code = "temporarily-unavailable"


class Erased(CaseError):
    """The case's key was destroyed under the retention schedule."""

    code = "erased"


class NotDue(CaseError):
    """The retention schedule keeps the case. Facts: due_on (a date), why (open, permanent, later)."""

    code = "not-due"


class UnderLegalHold(CaseError):
    """A legal hold stands: nothing of the case may be destroyed."""

    code = "legal-hold"


class NotAtRest(CaseError):
    """Letters, mails or acts of the case are still on their way."""

    code = "not-at-rest"


class NotApproved(CaseError):
    """Two persons must approve a destruction. Facts: given (how many did)."""

    code = "not-approved"


class AlreadyListed(CaseError):
    """The case waits in another destruction list, or the list has moved on."""

    code = "already-listed"
