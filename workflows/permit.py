"""The permit case: filed once, decided once, never lost."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain import acts, change_acts, holding_acts, review_acts
    from domain.acts import FilePermit
    from domain.permit import Permit
    from workflows.case import CaseWorkflow, End
    from workflows.updates import previews, takes


@workflow.defn
class PermitCase(CaseWorkflow):
    """One permit application, from filing to its legal end (DOMAIN §7.1)."""

    @workflow.init
    def __init__(self, filed: FilePermit) -> None:
        super().__init__(Permit(filed))

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await self.live(filed)

    claim = takes(acts.Claim)
    declare_complete = takes(acts.DeclareComplete)
    ask_information = takes(acts.AskInformation)
    answer_information = takes(acts.AnswerInformation)
    judge_document = takes(change_acts.JudgeDocument)
    replace_document = takes(change_acts.ReplaceDocument)
    give_opinion = takes(review_acts.GiveOpinion)
    conclude_review = takes(acts.ConcludeReview)
    refer = takes(review_acts.Refer)
    record_committee_opinion = takes(review_acts.RecordCommitteeOpinion)
    publish_notice = takes(review_acts.PublishNotice)
    record_resolution = takes(review_acts.RecordResolution)
    approve = takes(acts.Approve)
    second = takes(review_acts.Second)
    refuse = takes(acts.Refuse)
    withdraw = takes(acts.Withdraw)
    amend = takes(change_acts.Amend)
    accept_amendment = takes(change_acts.AcceptAmendment)
    refuse_amendment = takes(change_acts.RefuseAmendment)
    move_promise = takes(change_acts.MovePromise)
    declare_start = takes(holding_acts.DeclareStart)
    extend = takes(holding_acts.Extend)
    inspect = takes(holding_acts.Inspect)
    declare_completion = takes(holding_acts.DeclareCompletion)
    renew = takes(holding_acts.Renew)
    give_notice_of_revocation = takes(holding_acts.GiveNoticeOfRevocation)
    comment_on_revocation = takes(holding_acts.CommentOnRevocation)
    revoke = takes(holding_acts.Revoke)
    keep = takes(holding_acts.Keep)

    preview_ask_information = previews(acts.AskInformation)
    preview_approve = previews(acts.Approve)
    preview_refuse = previews(acts.Refuse)
    preview_second = previews(review_acts.Second)
    preview_refer = previews(review_acts.Refer)
    preview_record_committee_opinion = previews(review_acts.RecordCommitteeOpinion)
    preview_publish_notice = previews(review_acts.PublishNotice)
    preview_record_resolution = previews(review_acts.RecordResolution)
    preview_move_promise = previews(change_acts.MovePromise)
    preview_extend = previews(holding_acts.Extend)
    preview_inspect = previews(holding_acts.Inspect)
    preview_give_notice_of_revocation = previews(holding_acts.GiveNoticeOfRevocation)
    preview_revoke = previews(holding_acts.Revoke)
