"""Refusals on the wire (RFC 9457): one table of statuses, the words of `casework/sentences.py`."""

import uuid
from collections.abc import Mapping, MutableMapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from api.faults import WireFault
from casework.sentences import say_code
from domain import city_errors, contest_errors, errors, letter_errors, publication_errors, room_errors, till_errors
from domain.errors import CaseError, Fact, Invalid
from domain.letter import Language

Scope = MutableMapping[str, Any]

MEDIA_TYPE: Final = "application/problem+json"

STATUS: Final[dict[type[CaseError], HTTPStatus]] = {
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Unauthenticated: HTTPStatus.UNAUTHORIZED,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.IllegalTransition: HTTPStatus.CONFLICT,
    errors.PreconditionFailed: HTTPStatus.PRECONDITION_FAILED,
    errors.PreconditionRequired: HTTPStatus.PRECONDITION_REQUIRED,
    errors.Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.UnknownField: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.InvalidText: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TextTooLong: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.InvalidAmount: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.RefundExceedsCapture: HTTPStatus.CONFLICT,
    errors.LinkInvalid: HTTPStatus.GONE,
    errors.LinkUsed: HTTPStatus.GONE,
    letter_errors.ParagraphMoved: HTTPStatus.CONFLICT,
    letter_errors.UnprintableText: HTTPStatus.UNPROCESSABLE_ENTITY,
    till_errors.TillAlreadyOpen: HTTPStatus.CONFLICT,
    till_errors.TillNotOpen: HTTPStatus.CONFLICT,
    till_errors.TillBusy: HTTPStatus.CONFLICT,
    contest_errors.DuplicateCase: HTTPStatus.CONFLICT,
    errors.AlreadyClaimed: HTTPStatus.CONFLICT,
    errors.TooLate: HTTPStatus.CONFLICT,
    contest_errors.AlreadyJudged: HTTPStatus.CONFLICT,
    contest_errors.ConflictOfInterest: HTTPStatus.FORBIDDEN,
    contest_errors.SlotTaken: HTTPStatus.CONFLICT,
    contest_errors.DocketNotReady: HTTPStatus.CONFLICT,
    contest_errors.HearingNotOpen: HTTPStatus.FORBIDDEN,
    contest_errors.NotWatchable: HTTPStatus.CONFLICT,
    contest_errors.TokenExpired: HTTPStatus.FORBIDDEN,
    contest_errors.TokenRevoked: HTTPStatus.FORBIDDEN,
    contest_errors.SlotNotBookable: HTTPStatus.UNPROCESSABLE_ENTITY,
    contest_errors.AvailabilityChanged: HTTPStatus.CONFLICT,
    errors.AmbiguousTime: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.UnknownFilter: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.IdempotencyKeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.IdempotencyKeyMissing: HTTPStatus.BAD_REQUEST,
    errors.RequestInProgress: HTTPStatus.CONFLICT,
    errors.NotEligible: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.RateLimited: HTTPStatus.TOO_MANY_REQUESTS,
    errors.AlreadyTaken: HTTPStatus.CONFLICT,
    publication_errors.PublicationOvertaken: HTTPStatus.CONFLICT,
    errors.PostStage: HTTPStatus.CONFLICT,
    errors.LetterSettled: HTTPStatus.CONFLICT,
    errors.ServiceNotOpen: HTTPStatus.CONFLICT,
    errors.DocumentsMissing: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.InvalidSignature: HTTPStatus.UNAUTHORIZED,
    errors.StaleSignature: HTTPStatus.UNAUTHORIZED,
    errors.PayloadTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.FileType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.ImageTooLarge: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.ImageUnreadable: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.FileUnprocessable: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.Malware: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.FileHeld: HTTPStatus.CONFLICT,
    errors.UploadQuota: HTTPStatus.TOO_MANY_REQUESTS,
    errors.InsufficientStorage: HTTPStatus.INSUFFICIENT_STORAGE,
    errors.TemporarilyUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Erased: HTTPStatus.GONE,
    errors.NotDue: HTTPStatus.CONFLICT,
    errors.UnderLegalHold: HTTPStatus.CONFLICT,
    errors.NotAtRest: HTTPStatus.CONFLICT,
    errors.NotApproved: HTTPStatus.CONFLICT,
    errors.AlreadyListed: HTTPStatus.CONFLICT,
    city_errors.ChangedMeanwhile: HTTPStatus.CONFLICT,
    city_errors.OwnAccount: HTTPStatus.FORBIDDEN,
    city_errors.LastAdministrator: HTTPStatus.CONFLICT,
    city_errors.StillSupervises: HTTPStatus.CONFLICT,
    city_errors.SecondAdministrator: HTTPStatus.FORBIDDEN,
    room_errors.RoomRefused: HTTPStatus.CONFLICT,
    room_errors.DeviceInUse: HTTPStatus.CONFLICT,
    room_errors.NoRoom: HTTPStatus.SERVICE_UNAVAILABLE,
}
_OF_HTTP: Final = {
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.FORBIDDEN: "not-found",  # at the door of a hearing (RELIABILITY §4, row 60)
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
}
_HEADERS: Final = {
    "unauthenticated": {"WWW-Authenticate": "Bearer"},
    "request-timeout": {"Connection": "close"},
    "payload-too-large": {"Connection": "close"},
    "too-many-fields": {"Connection": "close"},
}


def language_of(scope: Scope) -> Language:
    """English on an explicit choice only, `?lang=en` or a header; never guessed from the browser (DOMAIN §6.1)."""
    query: bytes = scope.get("query_string", b"")
    if b"lang=" in query:
        return "en" if parse_qs(query.decode("latin-1")).get("lang", [""])[-1] == "en" else "fr"
    chosen = (value for name, value in scope["headers"] if name in (b"x-guichet-language", b"content-language"))
    return "en" if next(chosen, b"").lower().startswith(b"en") else "fr"


def request_id(scope: Scope) -> str:
    """The request's own number, which the log knows it by."""
    return scope.setdefault("state", {}).setdefault("request_id", str(uuid.uuid4()))


def as_problem(scope: Scope, error: BaseException) -> Response:
    """The answer to a refusal, a fault of the wire or of HTTP; anything else is `internal` and says nothing."""
    if isinstance(error, CaseError):
        fields = error.errors if isinstance(error, Invalid) else {}
        return problem(scope, _status(type(error)), error.code, error.facts, fields)
    if isinstance(error, WireFault):
        return problem(scope, error.status, error.code, error.facts)
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
        answer = problem(scope, status, _OF_HTTP.get(status, "bad-request"))
        answer.headers.update(error.headers or {})
        return answer
    return problem(scope, HTTPStatus.INTERNAL_SERVER_ERROR, "internal")


def problem(
    scope: Scope,
    status: HTTPStatus,
    code: str,
    facts: Mapping[str, Fact] | None = None,
    fields: Mapping[str, str] | None = None,
) -> Response:
    """One problem document, in the person's language."""
    headers = {"Content-Language": language_of(scope), "Cache-Control": "no-store", **_HEADERS.get(code, {})}
    if (seconds := (facts or {}).get("retry_after")) is not None:
        headers["Retry-After"] = str(seconds)
    return JSONResponse(_document(scope, status, (code, facts, fields)), int(status), headers, MEDIA_TYPE)


def told(scope: Scope, refusal: CaseError) -> Any:
    """A refusal as its own problem document would say it, to stand in an answer that is about several things."""
    fields = refusal.errors if isinstance(refusal, Invalid) else {}
    return _document(scope, _status(type(refusal)), (refusal.code, refusal.facts, fields))


def _document(
    scope: Scope, status: HTTPStatus, what: tuple[str, Mapping[str, Fact] | None, Mapping[str, str] | None]
) -> dict[str, Any]:
    code, facts, fields = what
    lang = language_of(scope)
    sentence = say_code(code, lang, facts, fields)
    body: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": sentence.title,
        "status": int(status),
        "detail": sentence.detail,
        "instance": f"urn:uuid:{request_id(scope)}",
    }
    if fields:
        body["errors"] = [
            {"field": name, "code": fault, "detail": sentence.fields[name]} for name, fault in fields.items()
        ]
    return body


def install(app: FastAPI) -> None:
    """Make every error of an app a problem document."""

    async def answer(request: Request, error: Exception) -> Response:
        told = as_problem(request.scope, error)
        if told.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            told.headers["Allow"] = ", ".join(methods_at(app, request.scope["path"]))
        return told

    async def refuse_parameters(request: Request, error: RequestValidationError) -> Response:
        faults = {str(fault["loc"][-1])[:80]: _parameter_fault(fault["type"]) for fault in error.errors()}
        return as_problem(request.scope, Invalid(faults))

    for kind in (CaseError, WireFault, HTTPException, Exception):
        app.add_exception_handler(kind, answer)
    app.add_exception_handler(RequestValidationError, refuse_parameters)  # pyright: ignore[reportArgumentType]


def methods_at(app: FastAPI, path: str) -> list[str]:
    """Every method that some route takes at a path."""
    routes = [route for route in app.routes if isinstance(route, Route) and route.path_regex.match(path)]
    return sorted(method for route in routes for method in route.methods or ())


def _status(kind: type[CaseError]) -> HTTPStatus:
    return STATUS.get(kind, HTTPStatus.CONFLICT)


def _parameter_fault(kind: str) -> str:
    return "not-a-number" if kind.startswith("int") else "validation"
