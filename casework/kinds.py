"""The acts that a door may store and deliver, by their action."""

from typing import Final

from domain import acts, change_acts, holding_acts, letter_acts, money_acts, review_acts
from domain.acts import Act

ACTS: Final[dict[str, type[Act]]] = {
    kind.action: kind
    for kind in (
        acts.FilePermit, acts.CapturePayment, acts.DeclareComplete, acts.AskInformation, acts.AnswerInformation,
        acts.ConcludeReview, acts.Approve, acts.Refuse, acts.Withdraw,
        review_acts.GiveOpinion, review_acts.Refer, review_acts.RecordCommitteeOpinion, review_acts.PublishNotice,
        review_acts.RecordResolution, review_acts.Second,
        change_acts.Amend, change_acts.AcceptAmendment, change_acts.RefuseAmendment, change_acts.MovePromise,
        change_acts.JudgeDocument, change_acts.ReplaceDocument,
        holding_acts.DeclareStart, holding_acts.Extend, holding_acts.Inspect, holding_acts.DeclareCompletion,
        holding_acts.Renew, holding_acts.GiveNoticeOfRevocation, holding_acts.CommentOnRevocation,
        holding_acts.Revoke, holding_acts.Keep,
        money_acts.TakePayment, money_acts.OrderRefund,
        letter_acts.WithdrawLetter, letter_acts.CorrectLetter,
    )
}  # fmt: skip
