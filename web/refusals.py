"""Every refusal as a page: the same sentence as the API's, under the same status (RELIABILITY §4)."""

from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casework.sentences import Sentence, say, say_code
from domain import city_errors, contest_errors, errors, letter_errors, publication_errors, room_errors, till_errors
from domain.errors import CaseError
from web.visit import Visit, guest_visit, in_language, quoted

STATUS: Final[dict[type[CaseError], int]] = {
    errors.CaseError: 409,
    errors.NotFound: 404,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.IllegalTransition: 409,
    errors.PreconditionFailed: 412,
    errors.PreconditionRequired: 428,
    errors.Invalid: 422,
    errors.UnknownField: 422,
    errors.InvalidText: 422,
    errors.TextTooLong: 422,
    errors.InvalidAmount: 422,
    errors.RefundExceedsCapture: 409,
    errors.LinkInvalid: 410,
    errors.LinkUsed: 410,
    letter_errors.ParagraphMoved: 409,
    letter_errors.UnprintableText: 422,
    till_errors.TillAlreadyOpen: 409,
    till_errors.TillNotOpen: 409,
    till_errors.TillBusy: 409,
    contest_errors.DuplicateCase: 409,
    errors.AlreadyClaimed: 409,
    errors.TooLate: 409,
    contest_errors.AlreadyJudged: 409,
    contest_errors.ConflictOfInterest: 403,
    contest_errors.SlotTaken: 409,
    contest_errors.DocketNotReady: 409,
    contest_errors.HearingNotOpen: 403,
    contest_errors.NotWatchable: 409,
    contest_errors.TokenExpired: 403,
    contest_errors.TokenRevoked: 403,
    contest_errors.SlotNotBookable: 422,
    contest_errors.AvailabilityChanged: 409,
    errors.AmbiguousTime: 422,
    errors.UnknownFilter: 422,
    errors.IdempotencyKeyReused: 422,
    errors.IdempotencyKeyMissing: 400,
    errors.RequestInProgress: 409,
    errors.NotEligible: 422,
    errors.RateLimited: 429,
    errors.AlreadyTaken: 409,
    publication_errors.PublicationOvertaken: 409,
    errors.PostStage: 409,
    errors.LetterSettled: 409,
    errors.ServiceNotOpen: 409,
    errors.DocumentsMissing: 422,
    errors.InvalidSignature: 401,
    errors.StaleSignature: 401,
    errors.PayloadTooLarge: 413,
    errors.FileType: 415,
    errors.ImageTooLarge: 422,
    errors.ImageUnreadable: 422,
    errors.FileUnprocessable: 422,
    errors.Malware: 422,
    errors.FileHeld: 409,
    errors.UploadQuota: 429,
    errors.InsufficientStorage: 507,
    errors.TemporarilyUnavailable: 503,
    errors.Erased: 410,
    errors.NotDue: 409,
    errors.UnderLegalHold: 409,
    errors.NotAtRest: 409,
    errors.NotApproved: 409,
    errors.AlreadyListed: 409,
    city_errors.ChangedMeanwhile: 409,
    city_errors.OwnAccount: 403,
    city_errors.LastAdministrator: 409,
    city_errors.StillSupervises: 409,
    city_errors.SecondAdministrator: 403,
    room_errors.RoomRefused: 409,
    room_errors.DeviceInUse: 409,
    room_errors.NoRoom: 503,
}
CODES: Final[dict[int, str]] = {
    HTTPStatus.BAD_REQUEST: "bad-request",
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "payload-too-large",
}


async def refused(request: Request, error: Exception) -> Response:
    """A refusal; whoever is not signed in is asked to, and comes back."""
    assert isinstance(error, CaseError)
    visit = guest_visit(request)
    if isinstance(error, errors.Unauthenticated) and visit.pass_is_over:
        return RedirectResponse(in_language("/constat", visit.lang) + "?fini=1", 303)
    if isinstance(error, errors.Unauthenticated) and request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        target = quoted(f"{visit.plain_path}{query}")
        return RedirectResponse(in_language("/connexion", visit.lang) + f"?suite={target}", 303)
    answer = error_page(visit, say(error, visit.lang), status_of(error))
    if retry_after := error.facts.get("retry_after"):
        answer.headers["retry-after"] = str(retry_after)
    return answer


async def forged(request: Request, _: Exception) -> Response:
    """A form from elsewhere, or from a session that is over."""
    visit = guest_visit(request)
    return error_page(visit, say_code("csrf", visit.lang), HTTPStatus.FORBIDDEN)


async def not_served(request: Request, error: Exception) -> Response:
    """An address or a method that no page has, a form that cannot be read."""
    assert isinstance(error, HTTPException)
    visit = guest_visit(request)
    answer = error_page(visit, say_code(CODES.get(error.status_code, "bad-request"), visit.lang), error.status_code)
    answer.headers.update(error.headers or {})
    return answer


async def failed(request: Request, _: Exception) -> Response:
    """A fault of ours: its text is shown to nobody; the page gives the number under which it is logged."""
    visit = guest_visit(request)
    number = str(getattr(request.state, "request_id", ""))
    return error_page(visit, say_code("internal", visit.lang), HTTPStatus.INTERNAL_SERVER_ERROR, number)


def status_of(error: CaseError) -> int:
    """The status of a refusal."""
    return STATUS[type(error)]


def error_page(visit: Visit, sentence: Sentence, status: int, number: str = "") -> Response:
    """A page that says what is wrong and where to go."""
    return visit.page("error.html", status, problem=sentence, number=number)
