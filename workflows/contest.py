"""The contest of a statement of offence: served, pleaded, heard, judged, paid, and never lost."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.hearings import HearingChange, Hearings
    from domain import acts, collection_acts, contest_acts, hearing_acts, judgment_acts
    from domain.contest import Contest
    from domain.contest_acts import ServeStatement
    from domain.hearing_process import RoomRules
    from workflows import options
    from workflows.case import CaseWorkflow, End
    from workflows.updates import takes


@workflow.defn
class ContestCase(CaseWorkflow):
    """One statement of offence, from service to the end of its file (DOMAIN §7.2)."""

    @workflow.init
    def __init__(self, served: ServeStatement) -> None:
        self._contest = Contest(served)
        super().__init__(self._contest)

    @workflow.run
    async def run(self, served: ServeStatement) -> End:
        return await self.live(served)

    record_service = takes(contest_acts.RecordService)
    claim = takes(acts.Claim)
    plead = takes(contest_acts.Plead)
    decide_late_plea = takes(contest_acts.DecideLatePlea)
    change_address = takes(contest_acts.ChangeAddress)
    represent = takes(contest_acts.Represent)
    withdraw_charges = takes(contest_acts.WithdrawCharges)
    continue_proceedings = takes(contest_acts.ContinueProceedings)
    stay_proceedings = takes(contest_acts.StayProceedings)
    disclose = takes(contest_acts.Disclose)
    file_exhibit = takes(contest_acts.FileExhibit)
    rule_on_exhibit = takes(contest_acts.RuleOnExhibit)
    apply_to_court = takes(contest_acts.ApplyToCourt)
    decide_application = takes(contest_acts.DecideApplication)
    close_day = takes(contest_acts.CloseDay)
    suspend_delays = takes(contest_acts.SuspendDelays)
    resume_delays = takes(contest_acts.ResumeDelays)
    schedule = takes(hearing_acts.Schedule)
    ask_mode = takes(hearing_acts.AskMode)
    decide_mode = takes(hearing_acts.DecideMode)
    send_instructions = takes(hearing_acts.SendInstructions)
    ask_postponement = takes(hearing_acts.AskPostponement)
    decide_postponement = takes(hearing_acts.DecidePostponement)
    take_offer = takes(hearing_acts.TakeOffer)
    move_hearing = takes(hearing_acts.MoveHearing)
    open_session = takes(hearing_acts.OpenSession)
    note_incident = takes(hearing_acts.NoteIncident)
    keep_minutes = takes(hearing_acts.KeepMinutes)
    adjourn = takes(hearing_acts.Adjourn)
    reserve = takes(hearing_acts.Reserve)
    recuse = takes(hearing_acts.Recuse)
    judge = takes(judgment_acts.Judge)
    record_oral_judgment = takes(judgment_acts.RecordOralJudgment)
    confirm_judgment = takes(judgment_acts.ConfirmJudgment)
    judge_on_record = takes(judgment_acts.JudgeOnRecord)
    correct_judgment = takes(judgment_acts.CorrectJudgment)
    ask_revocation = takes(judgment_acts.AskRevocation)
    apply_for_revocation = takes(judgment_acts.ApplyForRevocation)
    decide_revocation = takes(judgment_acts.DecideRevocation)
    record_appeal = takes(judgment_acts.RecordAppeal)
    decide_appeal = takes(judgment_acts.DecideAppeal)
    offer_payment = takes(collection_acts.OfferPayment)
    grant_time = takes(collection_acts.GrantTime)
    agree = takes(collection_acts.Agree)
    hand_back = takes(collection_acts.HandBack)

    def _run_errands(self) -> None:
        """Money beside the case, and the slots of its hearings: kept once set, given back when not held."""
        super()._run_errands()
        hearing = self._contest.hearing
        if hearing is not None:
            at, clock = self._contest.heard_of_at, self._contest.rules.clock
            told = HearingChange(self._contest.case_id, hearing.hearing_id, "set", hearing, at, clock, self._of_rooms())
            self._once(f"set/{hearing.hearing_id}", lambda: self._tell_of_hearing(told))
        for hearing_id, why in self._contest.released.items():
            over = HearingChange(self._contest.case_id, hearing_id, why)
            self._once(f"over/{hearing_id}", lambda over=over: self._tell_of_hearing(over))

    async def _tell_of_hearing(self, change: HearingChange) -> None:
        await workflow.execute_activity_method(Hearings.tell, change, **options.RECORD)

    def _of_rooms(self) -> RoomRules:
        rules = self._contest.rules
        return RoomRules(rules.record, rules.public, rules.absence_grace_minutes)
