"""The acts that a door may store and deliver, by their action."""

from typing import Final

from domain import (
    acts,
    change_acts,
    collection_acts,
    contest_acts,
    contest_states,
    entry_acts,
    hearing_acts,
    holding_acts,
    judgment_acts,
    letter_acts,
    money_acts,
    permit_states,
    review_acts,
)
from domain.acts import Act
from domain.case_ids import CONTEST

ACTS: Final[dict[str, type[Act]]] = {
    kind.action: kind
    for kind in (
        acts.FilePermit, acts.Claim, acts.CapturePayment, acts.DeclareComplete, acts.AskInformation,
        acts.AnswerInformation, acts.ConcludeReview, acts.Approve, acts.Refuse, acts.Withdraw,
        review_acts.GiveOpinion, review_acts.Refer, review_acts.RecordCommitteeOpinion, review_acts.PublishNotice,
        review_acts.RecordResolution, review_acts.Second,
        change_acts.Amend, change_acts.AcceptAmendment, change_acts.RefuseAmendment, change_acts.MovePromise,
        change_acts.JudgeDocument, change_acts.ReplaceDocument,
        holding_acts.DeclareStart, holding_acts.Extend, holding_acts.Inspect, holding_acts.DeclareCompletion,
        holding_acts.Renew, holding_acts.GiveNoticeOfRevocation, holding_acts.CommentOnRevocation,
        holding_acts.Revoke, holding_acts.Keep,
        money_acts.TakePayment, money_acts.OrderRefund,
        letter_acts.WithdrawLetter, letter_acts.CorrectLetter, entry_acts.CorrectEntry,
        contest_acts.ServeStatement, contest_acts.RecordService, contest_acts.Plead,
        contest_acts.DecideLatePlea, contest_acts.ChangeAddress, contest_acts.Represent,
        contest_acts.WithdrawCharges, contest_acts.ContinueProceedings, contest_acts.StayProceedings,
        contest_acts.Disclose, contest_acts.FileExhibit, contest_acts.RuleOnExhibit,
        contest_acts.ApplyToCourt, contest_acts.DecideApplication,
        contest_acts.CloseDay, contest_acts.SuspendDelays, contest_acts.ResumeDelays,
        hearing_acts.Schedule, hearing_acts.AskMode, hearing_acts.DecideMode, hearing_acts.SendInstructions,
        hearing_acts.AskPostponement, hearing_acts.DecidePostponement, hearing_acts.OpenSession,
        hearing_acts.TakeOffer, hearing_acts.MoveHearing,
        hearing_acts.NoteIncident, hearing_acts.Adjourn, hearing_acts.Reserve, hearing_acts.Recuse,
        hearing_acts.KeepMinutes,
        judgment_acts.Judge, judgment_acts.RecordOralJudgment, judgment_acts.ConfirmJudgment,
        judgment_acts.JudgeOnRecord, judgment_acts.CorrectJudgment,
        judgment_acts.AskRevocation, judgment_acts.ApplyForRevocation, judgment_acts.DecideRevocation,
        judgment_acts.RecordAppeal, judgment_acts.DecideAppeal,
        collection_acts.OfferPayment, collection_acts.GrantTime, collection_acts.Agree, collection_acts.HandBack,
    )
}  # fmt: skip

SHARED: Final = frozenset({
    acts.CapturePayment.action, money_acts.TakePayment.action, money_acts.OrderRefund.action,
    letter_acts.WithdrawLetter.action, letter_acts.CorrectLetter.action, entry_acts.CorrectEntry.action,
})  # fmt: skip
STATES: Final = frozenset((*permit_states.WAITING, *permit_states.TERMINAL, *contest_states.STATES))  # to filter by
_CONTESTS: Final = (contest_acts, hearing_acts, judgment_acts, collection_acts)


def taken_by(procedure: str, action: str) -> bool:
    """Whether the cases of a procedure take an act at all."""
    ours = ACTS[action].__module__ in {module.__name__ for module in _CONTESTS}
    return action in SHARED or ours == (procedure == CONTEST)
