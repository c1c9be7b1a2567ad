"""What people do to a case: one route per act, each with a client's key and the version that was read."""

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from api import act_bodies, bodies
from api.answers import AcceptedAnswer, ReceiptAnswer
from api.bodies import Body
from api.deps import IfMatch, Key, Me, an_id, version_read
from api.json_bodies import JsonBody
from api.receipts import act_and_answer, answer_act
from api.routing import router
from casework import acting
from casework.acting import Request

routes = router(tag="acts")
ANSWERS: Final[dict[int | str, dict[str, Any]]] = {200: {"model": ReceiptAnswer}, 202: {"model": AcceptedAnswer}}


@dataclass(frozen=True)
class Offered:
    """One act of the door: its body, a title and a sentence for whoever writes a client."""

    action: str
    body: type[Body]
    title: str
    means: str


OFFERED: Final = (
    Offered("declare_complete", bodies.DeclareComplete, "Declare the file complete",
            "The clerk finds the file complete; the review begins."),
    Offered("ask_information", bodies.AskInformation, "Ask the applicant for information",
            "A typed request; the service clock stops until it is answered."),
    Offered("answer_information", bodies.AnswerInformation, "Answer a request for information",
            "The applicant answers every item; the clock runs again."),
    Offered("judge_document", act_bodies.JudgeDocument, "Accept a document, or ask for another",
            "A document to be replaced carries the reason; the applicant is told."),
    Offered("replace_document", act_bodies.ReplaceDocument, "Replace a document",
            "The applicant gives another document in the place of one."),
    Offered("give_opinion", act_bodies.GiveOpinion, "Give a discipline's opinion",
            "Opinions of one step are given side by side, steps one after the other."),
    Offered("conclude_review", bodies.ConcludeReview, "Conclude the review",
            "Every opinion is in and the application conforms: it is ready to be decided."),
    Offered("refer", act_bodies.Refer, "Refer the file to the committee",
            "The planning advisory committee (CCU) hears the file at a meeting at least 21 days away."),
    Offered("record_committee_opinion", act_bodies.RecordCommitteeOpinion, "Record the committee's opinion",
            "The committee advises; the council decides."),
    Offered("publish_notice", act_bodies.PublishNotice, "Publish the public notice",
            "The notice of a minor exemption, at least 15 days before the sitting."),
    Offered("record_resolution", act_bodies.RecordResolution, "Record the council's resolution",
            "Granted, with conditions or without, or refused with reasons."),
    Offered("approve", bodies.Approve, "Approve the application",
            "The permit is granted, with conditions or without; above a limit, a second person confirms."),
    Offered("second", act_bodies.Nothing, "Confirm an approval", "A second person confirms an approval."),
    Offered("refuse", bodies.Refuse, "Refuse the application",
            "The director refuses, with reasons, the provision and the remedies."),
    Offered("withdraw", bodies.Withdraw, "Withdraw the application",
            "The applicant gives the application up, before a decision."),
    Offered("amend", act_bodies.Amend, "Ask to amend the application",
            "The applicant changes answers; the application as filed stays readable."),
    Offered("accept_amendment", act_bodies.Nothing, "Accept the amendment",
            "Where the by-law has a fee, it is asked for now."),
    Offered("refuse_amendment", act_bodies.WithReasons, "Refuse the amendment", "The application stays as it was."),
    Offered("move_promise", act_bodies.MovePromise, "Move a promised date",
            "A promised date is moved with a reason; a letter says the new one."),
    Offered("declare_start", act_bodies.DeclareStart, "Declare the start of work", "The holder started the work."),
    Offered("extend", act_bodies.Nothing, "Extend the permit", "Once, free, for work that started."),
    Offered("inspect", act_bodies.Inspect, "Record an inspection", "A visit and what was found."),
    Offered("declare_completion", act_bodies.DeclareCompletion, "Declare the work done", "The work is done."),
    Offered("renew", act_bodies.Nothing, "Renew the permit", "The holder asks for another term."),
    Offered("give_notice_of_revocation", act_bodies.GiveNoticeOfRevocation, "Give notice of revocation",
            "The holder has ten days to comment."),
    Offered("comment_on_revocation", act_bodies.CommentOnRevocation, "Comment on a notice of revocation",
            "The holder answers the notice."),
    Offered("revoke", act_bodies.Revoke, "Revoke the permit",
            "After the holder commented or the delay passed; reasons, provision and remedies."),
    Offered("keep", act_bodies.WithReason, "Drop a notice of revocation", "The permit stands as before."),
    Offered("take_payment", act_bodies.TakePayment, "Take a payment at the counter",
            "Cash, cheque or terminal; the date of payment is now."),
    Offered("order_refund", act_bodies.OrderRefund, "Order a refund",
            "Whole or in part, never above what was paid."),
    Offered("correct_entry", act_bodies.CorrectEntry, "Report a mistake of one's own",
            "The entry stays; from then on it says what was wrong with it."),
)  # fmt: skip


def offer(routes: APIRouter, one: Offered) -> None:
    """The route of one act."""

    async def act(me: Me, case_id: str, body: Body, idempotency_key: Key = "", if_match: IfMatch = "") -> JSONResponse:
        request = Request(one.action, body.model_dump(), idempotency_key, version_read(if_match))
        return await act_and_answer(me, case_id, request)

    act.__name__, act.__doc__ = one.action, one.means
    act.__annotations__["body"] = Annotated[one.body, Depends(JsonBody(one.body))]
    path = f"/cases/{{case_id}}/{one.action.replace('_', '-')}"
    routes.post(path, summary=one.title, responses=ANSWERS)(act)


for _one in OFFERED:
    offer(routes, _one)


@routes.get("/acts/{act_id}", summary="Ask what became of an act", responses=ANSWERS)
async def status(me: Me, act_id: str) -> JSONResponse:
    """The receipt of an act that was answered 202, its refusal, or 202 again."""
    return answer_act(await acting.status_of(me.doors, me.actor, an_id(act_id)))
