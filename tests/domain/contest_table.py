"""Every transition of a contest as data: DOMAIN §7.2, the contest part of §7.5, and what the law around them needs."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.collection_acts import GrantTime, HandBack
from domain.contest_acts import ChangeAddress, ContinueProceedings
from domain.hearing_acts import KeepMinutes, MoveHearing, SendInstructions, TakeOffer
from domain.people import SYSTEM
from domain.room_minutes import Minutes
from tests.contests import (
    CLERK,
    COLLECTOR,
    HOLDER,
    JUDGE,
    PROSECUTOR,
    AskPostponement,
    DecideLatePlea,
    DecidePostponement,
    Disclose,
    ExhibitGiven,
    Recuse,
    Reserve,
    Story,
)
from tests.domain.contest_stands import (
    ACCEPTS,
    CORRECTS,
    DISMISSED,
    ERROR,
    GRANTED,
    IN,
    NOTHING_LEFT,
    REFUND_ON_ITS_WAY,
    STAYS,
    WITHDRAWS,
    Next,
    Told,
    absent,
    agreed,
    appeal_decided,
    appealed,
    does,
    free_to_move,
    greater,
    in_time_again,
    judged,
    mode_granted,
    moved,
    on_record,
    oral,
    pleads,
    put_off,
    refund_fails,
    revocation_asked,
    rings,
    taken,
    then,
)

UNJUDGED: Final = ("SERVED", "PLEA_OVERDUE", "SENTENCE_CONTESTED", "ADMIN_REVIEW", "AWAITING_DATE", "SCHEDULED",
                   "POSTPONE_REQ", "IN_SESSION", "ADJOURNED", "RESERVED")  # fmt: skip
PENDING: Final = ("ADMIN_REVIEW", "AWAITING_DATE", "SCHEDULED", "POSTPONE_REQ", "ADJOURNED")
OWED: Final = ("PAYABLE", "AGREEMENT", "ENFORCEMENT")
PASSING: Final = ("GUILTY_UNPAID", "CONVICTED", "CONVICTED_DEFAULT")
LASTING: Final = ("GUILTY_PAID", "PAID")
ACQUITTALS: Final = ("ACQUITTED", "ANNULLED")
ENDS: Final = (*LASTING, *ACQUITTALS, "WITHDRAWN", "STAYED")


@dataclass(frozen=True)
class Row:
    """One transition, who makes it, what is sent, and the story that takes it. `law` is a section of DOMAIN or "—"."""

    name: str
    law: str
    before: str
    event: str
    after: str
    who: str
    letters: tuple[str, ...]
    told: Told

    @property
    def triple(self) -> tuple[str, str, str]:
        """What the machine says of it."""
        return self.before, self.event, self.after


def _row(name: str, law: str, path: str, who: str, sent: str, *acts: Next, start: Told | None = None) -> Row:
    """`path` is "FROM > Event > TO"; `sent` the letters, in order."""
    before, event, after = (part.strip() for part in path.split(">"))
    told = then(start or IN[before], *acts)
    return Row(name, law, before, event, after, who, tuple(sent.split()), told)


def _each(states: tuple[str, ...], name: str, law: str, path: str, who: str, sent: str, *acts: Next) -> tuple[Row, ...]:
    """The same from each of some states; `*` in the path is the state itself."""
    return tuple(
        _row(f"{name}, from {state}", law, path.replace("*", state), who, sent, *acts, start=IN[state])
        for state in states
    )


def _pays(story: Story) -> None:
    story.pay()


def _schedules(story: Story) -> None:
    story.schedule("2027-04-14", "h2")


def _takes(day: str) -> Next:
    """The date that the court offered."""
    return lambda story: story.do(TakeOffer, HOLDER, hearing=story.hearing(day, "h2"))


def _opens(story: Story) -> None:
    story.open("2027-02-10", "defence", "prosecution")


def _after_the_last_day(story: Story) -> None:
    story.on("2026-12-10").plead("not_guilty")


def _part(story: Story) -> None:
    story.pay(1_000, guilty=False)


def _instructed(story: Story) -> None:
    story.do(SendInstructions, SYSTEM, hearing_id="h1", days_before=7)


def _keeps_minutes(story: Story) -> None:
    story.do(KeepMinutes, SYSTEM, hearing_id="h1", minutes=Minutes(story.now, story.now, ("ours",)))


_WITH_DATE: Final = then(lambda: Story().heard(), put_off("2027-04-14"))
_SILENT: Final = then(Story, rings("silence"), in_time_again)
_GREATER_SILENT: Final = then(greater, rings("silence"))
_LATE: Final = {plea: then(IN["PLEA_OVERDUE"], pleads(plea)) for plea in ("not_guilty", "guilty")}
_REASONS: Final = {"reasons": "Motifs"}
_UNTIL: Final = {"until": date(2027, 12, 1), "reasons": "Situation financière"}
_NO: Final = {"granted": False, "reasons": "Non"}

BEFORE_TRIAL: Final = (
    _row("served", "7.2", "> StatementServed > SERVED", "system", "C01", start=Story),
    _row("reminded a week before", "7.2", "SERVED > ReminderSent > SERVED", "system", "C02", rings("plea_reminder")),
    _row("parking: reminded once more", "7.2", "PLEA_OVERDUE > ReminderSent > PLEA_OVERDUE", "system", "C02",
         rings("courtesy_reminder"), start=lambda: Story(courtesy_reminder=True)),
    _row("part paid without a plea", "7.5", "SERVED > PaymentReceived > SERVED", "system", "C03", _part),
    _row("pleads guilty", "7.2", "SERVED > PleaEntered > GUILTY_UNPAID", "citizen", "C04 C15", pleads("guilty")),
    _row("contests the greater sentence", "7.2", "SERVED > PleaEntered > SENTENCE_CONTESTED", "citizen", "C05",
         pleads("guilty_contest_sentence"), start=greater),
    _row("pleads not guilty", "7.2", "SERVED > PleaEntered > ADMIN_REVIEW", "citizen", "C05", pleads("not_guilty")),
    _row("pleads too late", "7.2", "SERVED > LatePleaReceived > PLEA_OVERDUE", "citizen", "", _after_the_last_day),
    _row("says nothing", "7.2", "SERVED > PleaOverdue > PLEA_OVERDUE", "system", "", rings("silence")),
    _row("a late plea is refused", "7.5", "PLEA_OVERDUE > LatePleaRefused > PLEA_OVERDUE", "clerk", "",
         does(DecideLatePlea, CLERK, accepted=False, reasons="Aucun motif"), start=_LATE["not_guilty"]),
    _row("a late plea is accepted", "7.5", "PLEA_OVERDUE > LatePleaAccepted > ADMIN_REVIEW", "clerk", "C05", ACCEPTS,
         start=_LATE["not_guilty"]),
    _row("a late plea of guilty", "7.5", "PLEA_OVERDUE > LatePleaAccepted > GUILTY_UNPAID", "clerk", "C04 C15", ACCEPTS,
         start=_LATE["guilty"]),
    _row("late about the sentence", "7.5", "PLEA_OVERDUE > LatePleaAccepted > SENTENCE_CONTESTED", "clerk", "C05",
         lambda story: story.on("2027-01-20"), pleads("guilty_contest_sentence"), ACCEPTS, start=_GREATER_SILENT),
    _row("in time after all", "7.5", "PLEA_OVERDUE > PleaEntered > ADMIN_REVIEW", "citizen", "C05",
         pleads("not_guilty"), start=_SILENT),
    _row("in time after all, guilty", "7.5", "PLEA_OVERDUE > PleaEntered > GUILTY_UNPAID", "citizen", "C04 C15",
         pleads("guilty"), start=_SILENT),
    _row("in time after all, about the sentence", "7.5", "PLEA_OVERDUE > PleaEntered > SENTENCE_CONTESTED", "citizen",
         "C05", in_time_again, pleads("guilty_contest_sentence"), start=_GREATER_SILENT),
    *_each(("SERVED", "PLEA_OVERDUE", *PENDING), "pays the whole", "7.2, 7.5", "* > PaymentReceived > GUILTY_PAID",
           "system", "C03 C15", _pays),
    *_each(("SERVED", "PLEA_OVERDUE", *PENDING), "pays the whole at the counter", "7.2, 7.5",
           "* > PaymentTaken > GUILTY_PAID", "clerk", "C03 C15", taken),
    *_each(PENDING, "changes to guilty", "7.2, 7.5", "* > PleaEntered > GUILTY_UNPAID", "citizen", "C04 C15",
           pleads("guilty")),
    *_each(UNJUDGED, "withdrawn", "7.2", "* > ChargesWithdrawn > WITHDRAWN", "prosecutor", "C06", WITHDRAWS),
    *_each(UNJUDGED, "stayed", "7.5", "* > ProceedingsStayed > STAYED", "prosecutor", "C04", STAYS),
    _row("maintained", "7.2", "ADMIN_REVIEW > ProceedingsContinued > AWAITING_DATE", "prosecutor", "C07",
         does(ContinueProceedings, PROSECUTOR)),
    _row("the sentence is for a judge", "7.2", "SENTENCE_CONTESTED > HearingNeeded > AWAITING_DATE", "system", "",
         rings("proceed")),
)  # fmt: skip
HEARINGS: Final = (
    *_each(("AWAITING_DATE", "ADJOURNED"), "scheduled", "7.2", "* > HearingScheduled > SCHEDULED", "clerk", "C08",
           _schedules),
    _row("the new date", "7.2", "ADJOURNED > HearingScheduled > SCHEDULED", "system", "C08", rings("proceed"),
         start=_WITH_DATE),
    _row("disclosed", "7.2", "SCHEDULED > EvidenceDisclosed > SCHEDULED", "prosecutor", "C09",
         does(Disclose, PROSECUTOR, exhibits=(ExhibitGiven("Rapport", "d1"),))),
    _row("by video", "7.2", "SCHEDULED > ModeDecided > SCHEDULED", "adjudicator", "C10", mode_granted),
    _row("connection", "7.2", "SCHEDULED > InstructionsSent > SCHEDULED", "system", "C11", mode_granted, _instructed),
    _row("postponement asked", "7.2", "SCHEDULED > PostponementAsked > POSTPONE_REQ", "citizen", "",
         does(AskPostponement, HOLDER, **_REASONS)),
    _row("postponement asked by the prosecution", "7.2", "SCHEDULED > PostponementAsked > POSTPONE_REQ", "prosecutor",
         "", does(AskPostponement, PROSECUTOR, **_REASONS)),
    _row("postponed", "7.2", "POSTPONE_REQ > HearingPostponed > SCHEDULED", "clerk", "C12", moved("2027-03-10")),
    _row("an offered date", "2.5", "AWAITING_DATE > HearingMoved > SCHEDULED", "citizen", "C08", _takes("2027-01-20")),
    _row("an earlier date", "2.5", "SCHEDULED > HearingMoved > SCHEDULED", "citizen", "C08", _takes("2027-01-20")),
    _row("a date of the defence's own", "7.5", "SCHEDULED > HearingMoved > SCHEDULED", "citizen", "C08",
         does(MoveHearing, HOLDER, hearing=Story().hearing("2027-04-14", "h2")), start=free_to_move),
    _row("not postponed", "7.2", "POSTPONE_REQ > PostponementRefused > SCHEDULED", "clerk", "C12",
         does(DecidePostponement, CLERK, **_NO)),
    *_each(("SCHEDULED", "POSTPONE_REQ"), "opened", "7.2", "* > SessionOpened > IN_SESSION", "adjudicator", "", _opens),
    _row("adjourned", "7.2", "IN_SESSION > HearingAdjourned > ADJOURNED", "adjudicator", "C13", put_off("")),
    _row("adjourned for an absence", "7.2", "IN_SESSION > HearingAdjourned > ADJOURNED", "adjudicator", "C13",
         put_off("2027-04-14"), start=absent),
    _row("minutes kept", "2.6", "IN_SESSION > MinutesKept > IN_SESSION", "system", "", _keeps_minutes),
    _row("minutes kept after judgment", "2.6", "CONVICTED > MinutesKept > CONVICTED", "system", "",
         judged("convicted"), _keeps_minutes, start=IN["IN_SESSION"]),
    _row("reserved", "7.2", "IN_SESSION > JudgmentReserved > RESERVED", "adjudicator", "C14", does(Reserve, JUDGE)),
    *_each(("SCHEDULED", "POSTPONE_REQ", "IN_SESSION", "RESERVED"), "the judge stands aside", "—",
           "* > JudgeStoodAside > AWAITING_DATE", "adjudicator", "", does(Recuse, JUDGE, **_REASONS)),
)  # fmt: skip
JUDGMENTS: Final = (
    _row("convicted in absence", "7.2", "PLEA_OVERDUE > JudgmentRendered > CONVICTED_DEFAULT", "adjudicator", "C04 C15",
         on_record("convicted")),
    _row("convicted on the record", "7.2", "PLEA_OVERDUE > JudgmentRendered > CONVICTED_DEFAULT", "adjudicator",
         "C04 C15", rings("silence"), on_record("convicted"), start=lambda: Story(silence="deemed_no_contest")),
    _row("manifestly irregular", "7.2", "PLEA_OVERDUE > JudgmentRendered > ANNULLED", "adjudicator", "C04",
         rings("silence"), on_record("annulled"), start=lambda: Story(silence="deemed_no_contest")),
    _row("acquitted in absence", "7.2", "PLEA_OVERDUE > JudgmentRendered > ACQUITTED", "adjudicator", "C04",
         on_record("acquitted")),
    *_each(("IN_SESSION", "RESERVED"), "convicted", "7.2", "* > JudgmentRendered > CONVICTED", "adjudicator", "C04 C15",
           judged("convicted")),
    *_each(("IN_SESSION", "RESERVED"), "acquitted", "7.2", "* > JudgmentRendered > ACQUITTED", "adjudicator", "C04",
           judged("acquitted")),
    *_each(("IN_SESSION", "RESERVED"), "annulled", "2.7", "* > JudgmentRendered > ANNULLED", "adjudicator", "C04",
           judged("annulled")),
    _row("absent though convened", "7.2", "IN_SESSION > JudgmentRendered > CONVICTED_DEFAULT", "adjudicator", "C04 C15",
         judged("convicted"), start=absent),
    _row("absent, and reserved", "2.7", "RESERVED > JudgmentRendered > CONVICTED_DEFAULT", "adjudicator", "C04 C15",
         does(Reserve, JUDGE), judged("convicted"), start=absent),
    _row("given orally", "7.2", "IN_SESSION > JudgmentRendered > CONVICTED", "adjudicator", "C04 C15", oral),
    *_each(PASSING, "payable", "7.2", "* > AmountPayable > PAYABLE", "system", "", rings("proceed")),
    *(_row(f"nothing left to pay, from {state}", "—", f"{state} > NothingLeftToPay > PAID", "system", "",
           rings("proceed"), start=told) for state, told in NOTHING_LEFT.items()),
    *_each((*PASSING, *OWED, "PAID", *ACQUITTALS), "corrected", "7.5", "* > JudgmentCorrected > *", "adjudicator",
           "C04", CORRECTS),
    *_each(ENDS, "closed", "7.2, 7.5", "* > FileClosed > CLOSED", "system", "", rings("close")),
)  # fmt: skip
COLLECTION: Final = (
    *_each(OWED, "paid", "7.2, 7.5", "* > PaymentReceived > PAID", "system", "C03", _pays),
    *_each(OWED, "paid at the counter", "7.2, 7.5", "* > PaymentTaken > PAID", "clerk", "C03", taken),
    *_each(OWED, "part paid", "2.8", "* > PaymentReceived > *", "system", "C03", _part),
    *(_row(f"a refund fails and settles it, from {state}", "—", f"{state} > RefundCancelled > PAID", "system", "",
           refund_fails, start=told) for state, told in REFUND_ON_ITS_WAY.items()),
    *_each(("PAYABLE", "ENFORCEMENT"), "agreed", "7.2, 7.5", "* > AgreementMade > AGREEMENT", "collector", "C16",
           agreed),
    _row("instalment missed", "7.2", "AGREEMENT > AgreementDefaulted > PAYABLE", "system", "C17",
         rings("instalment_missed")),
    _row("overdue", "7.2", "PAYABLE > HandedToEnforcement > ENFORCEMENT", "system", "C18", rings("unpaid")),
    *_each(("PAYABLE", "ENFORCEMENT"), "more time", "2.8", "* > TimeGranted > PAYABLE", "collector", "",
           does(GrantTime, COLLECTOR, **_UNTIL)),
    _row("enforcement ended", "—", "ENFORCEMENT > EnforcementEnded > PAYABLE", "collector", "",
         does(HandBack, COLLECTOR, **_UNTIL)),
)  # fmt: skip
REMEDIES: Final = (
    *_each(("CONVICTED_DEFAULT", *OWED), "revocation asked", "7.2", "* > RevocationAsked > REVOCATION_REQ", "citizen",
           "C19", revocation_asked),
    *_each((*PASSING, *OWED, *LASTING), "administrative error", "7.5", "* > RevocationApplied > REVOCATION_REQ",
           "prosecutor", "C19", ERROR),
    _row("revoked", "7.2", "REVOCATION_REQ > JudgmentRevoked > AWAITING_DATE", "adjudicator", "C20 C15", GRANTED),
    *(_row(f"undone, from {state}", "7.5", "REVOCATION_REQ > JudgmentRevoked > WITHDRAWN", "adjudicator", "C20 C06 C15",
           ERROR, GRANTED, start=IN[state]) for state in (*PASSING, *OWED, *LASTING)),
    _row("not revoked", "7.2", "REVOCATION_REQ > RevocationDismissed > PAYABLE", "adjudicator", "C20", DISMISSED),
    *(_row(f"no error, {state}", "—", f"REVOCATION_REQ > RevocationDismissed > {state}", "adjudicator", "C20", ERROR,
           DISMISSED, start=IN[state]) for state in (*PASSING, *LASTING)),
    *_each((*PASSING, *OWED, *LASTING, *ACQUITTALS), "appealed", "7.2", "* > AppealRecorded > APPEALED", "clerk", "C21",
           appealed),
    _row("acquitted on appeal", "7.2", "APPEALED > AppealDecided > ACQUITTED", "clerk", "C22 C15",
         appeal_decided("acquitted")),
    _row("upheld", "7.2", "APPEALED > AppealDecided > PAYABLE", "clerk", "C22", appeal_decided("upheld")),
    _row("varied", "7.2", "APPEALED > AppealDecided > PAYABLE", "clerk", "C22", appeal_decided("varied", 5_000)),
    _row("a new trial", "7.2", "APPEALED > AppealDecided > AWAITING_DATE", "clerk", "C22 C15",
         appeal_decided("new_trial")),
    *(_row(f"upheld, {state}", "—", f"APPEALED > AppealDecided > {state}", "clerk", "C22", appealed,
           appeal_decided("upheld"), start=IN[state]) for state in (*PASSING, *LASTING, *ACQUITTALS)),
    _row("convicted on appeal", "—", "APPEALED > AppealDecided > PAYABLE", "clerk", "C22 C15", appealed,
         appeal_decided("varied", 9_000), start=IN["ACQUITTED"]),
    *_each(tuple(IN), "moved house", "7.2", "* > AddressChanged > *", "citizen", "C23",
           does(ChangeAddress, HOLDER, address=("1, rue Neuve",))),
)  # fmt: skip
ROWS: Final = (*BEFORE_TRIAL, *HEARINGS, *JUDGMENTS, *COLLECTION, *REMEDIES)
KNOWN: Final = {row.triple for row in ROWS if row.before != row.after}
