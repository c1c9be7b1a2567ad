"""What people do to a case: one route per act, each with a client's key and the version that was read."""

from typing import Annotated, Any, Final

from fastapi import Depends
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.answers import AcceptedAnswer, ReceiptAnswer
from api.bodies import AnswerInformation, Approve, AskInformation, ConcludeReview, DeclareComplete, Refuse, Withdraw
from api.deps import IfMatch, Key, Me, Visit, an_id, version_read
from api.json_bodies import JsonBody
from api.receipts import answer_act
from api.routing import router
from casework import acting
from casework.acting import Request

routes = router(tag="acts")
ANSWERS: Final[dict[int | str, dict[str, Any]]] = {200: {"model": ReceiptAnswer}, 202: {"model": AcceptedAnswer}}


@routes.post("/cases/{case_id}/declare-complete", summary="Declare the file complete", responses=ANSWERS)
async def declare_complete(
    me: Me,
    case_id: str,
    body: Annotated[DeclareComplete, Depends(JsonBody(DeclareComplete))],
    idempotency_key: Key = "",
    if_match: IfMatch = "",
) -> JSONResponse:
    """The clerk finds the file complete; the review begins."""
    return await _act(me, case_id, _request("declare_complete", body, idempotency_key, if_match))


@routes.post("/cases/{case_id}/ask-information", summary="Ask the applicant for information", responses=ANSWERS)
async def ask_information(
    me: Me,
    case_id: str,
    body: Annotated[AskInformation, Depends(JsonBody(AskInformation))],
    idempotency_key: Key = "",
    if_match: IfMatch = "",
) -> JSONResponse:
    """A typed request; the service clock stops until it is answered."""
    return await _act(me, case_id, _request("ask_information", body, idempotency_key, if_match))


@routes.post("/cases/{case_id}/answer-information", summary="Answer a request for information", responses=ANSWERS)
async def answer_information(
    me: Me,
    case_id: str,
    body: Annotated[AnswerInformation, Depends(JsonBody(AnswerInformation))],
    idempotency_key: Key = "",
    if_match: IfMatch = "",
) -> JSONResponse:
    """The applicant answers every item; the clock runs again."""
    return await _act(me, case_id, _request("answer_information", body, idempotency_key, if_match))


@routes.post("/cases/{case_id}/conclude-review", summary="Conclude the review", responses=ANSWERS)
async def conclude_review(
    me: Me,
    case_id: str,
    body: Annotated[ConcludeReview, Depends(JsonBody(ConcludeReview))],
    idempotency_key: Key = "",
    if_match: IfMatch = "",
) -> JSONResponse:
    """Every opinion is in and the application conforms: it is ready to be decided."""
    return await _act(me, case_id, _request("conclude_review", body, idempotency_key, if_match))


@routes.post("/cases/{case_id}/approve", summary="Approve the application", responses=ANSWERS)
async def approve(
    me: Me,
    case_id: str,
    body: Annotated[Approve, Depends(JsonBody(Approve))],
    idempotency_key: Key = "",
    if_match: IfMatch = "",
) -> JSONResponse:
    """The permit is granted, with conditions or without."""
    return await _act(me, case_id, _request("approve", body, idempotency_key, if_match))


@routes.post("/cases/{case_id}/refuse", summary="Refuse the application", responses=ANSWERS)
async def refuse(
    me: Me,
    case_id: str,
    body: Annotated[Refuse, Depends(JsonBody(Refuse))],
    idempotency_key: Key = "",
    if_match: IfMatch = "",
) -> JSONResponse:
    """The director refuses, with reasons, the provision and the remedies."""
    return await _act(me, case_id, _request("refuse", body, idempotency_key, if_match))


@routes.post("/cases/{case_id}/withdraw", summary="Withdraw the application", responses=ANSWERS)
async def withdraw(
    me: Me,
    case_id: str,
    body: Annotated[Withdraw, Depends(JsonBody(Withdraw))],
    idempotency_key: Key = "",
    if_match: IfMatch = "",
) -> JSONResponse:
    """The applicant gives the application up, before a decision."""
    return await _act(me, case_id, _request("withdraw", body, idempotency_key, if_match))


@routes.get("/acts/{act_id}", summary="Ask what became of an act", responses=ANSWERS)
async def status(me: Me, act_id: str) -> JSONResponse:
    """The receipt of an act that was answered 202, its refusal, or 202 again."""
    return answer_act(await acting.status_of(me.doors, me.actor, an_id(act_id)))


def _request(action: str, body: BaseModel, key: str, if_match: str) -> Request:
    return Request(action, body.model_dump(), key, version_read(if_match))


async def _act(me: Visit, case_id: str, request: Request) -> JSONResponse:
    return answer_act(await acting.act_on_case(me.doors, me.actor, case_id, request))
