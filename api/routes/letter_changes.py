"""Letters withdrawn, or replaced by corrected ones; both versions stay verifiable."""

from typing import Annotated

from fastapi import Depends
from fastapi.responses import JSONResponse

from api.act_bodies import CorrectLetter, WithdrawLetter
from api.deps import IfMatch, Key, Me, version_read
from api.json_bodies import JsonBody
from api.receipts import act_and_answer
from api.routes.acts import ANSWERS
from api.routing import router
from casework import letter_changes
from casework.acting import Request

routes = router(tag="letters")


@routes.post("/cases/{case_id}/letters/{number}/withdraw", summary="Withdraw a letter", responses=ANSWERS)
async def withdraw(
    me: Me,
    case_id: str,
    number: int,
    body: Annotated[WithdrawLetter, Depends(JsonBody(WithdrawLetter))],
    idempotency_key: Key = "",
    if_match: IfMatch = "",
) -> JSONResponse:
    """The letter is worth nothing any more; its holder is told by the same channel."""
    of = await letter_changes.issued(me.doors, me.actor, case_id, number, "withdraw_letter")
    content = letter_changes.withdrawal(of, body.reason, body.note)
    request = Request("withdraw_letter", content, idempotency_key, version_read(if_match))
    return await act_and_answer(me, case_id, request)


@routes.post("/cases/{case_id}/letters/{number}/correct", summary="Correct a letter", responses=ANSWERS)
async def correct(
    me: Me,
    case_id: str,
    number: int,
    body: Annotated[CorrectLetter, Depends(JsonBody(CorrectLetter))],
    idempotency_key: Key = "",
    if_match: IfMatch = "",
) -> JSONResponse:
    """A letter of the same code, corrected, takes the place of this one."""
    of = await letter_changes.issued(me.doors, me.actor, case_id, number, "correct_letter")
    content = letter_changes.correction(of, body.reason, body.changes, body.note)
    request = Request("correct_letter", content, idempotency_key, version_read(if_match))
    return await act_and_answer(me, case_id, request)
