"""For each state of a contest a story that stands in it, and what is done next in the table of transitions."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from domain import clock
from domain.acts import Act
from domain.contest_acts import CloseDay
from domain.contest_rules import PleaKind
from domain.hearing_acts import DecideMode
from domain.judgment_acts import ConfirmJudgment, CorrectJudgment, JudgeOnRecord, RecordOralJudgment, Verdict
from domain.money_acts import CancelRefund, TakePayment
from domain.people import SYSTEM
from tests.contests import (
    CLERK,
    COLLECTOR,
    HOLDER,
    JUDGE,
    PROSECUTOR,
    Adjourn,
    Agree,
    ApplyForRevocation,
    AskPostponement,
    AskRevocation,
    DecideAppeal,
    DecideLatePlea,
    DecidePostponement,
    DecideRevocation,
    Instalment,
    RecordAppeal,
    Reserve,
    StayProceedings,
    Story,
    WithdrawCharges,
    count,
    statement,
)

Told = Callable[[], Story]
Next = Callable[[Story], object]


def then(told: Told, *acts: Next) -> Told:
    """A story, and what is done after it."""

    def tells() -> Story:
        story = told()
        for act in acts:
            act(story)
        return story

    return tells


def does(kind: type[Act], by: Any, **content: Any) -> Next:
    """An act of somebody."""
    return lambda story: story.do(kind, by, **content)


def pleads(*pleas: PleaKind) -> Next:
    """The defendant pleads."""
    return lambda story: story.plead(*pleas)


def judged(verdict: Verdict, **content: Any) -> Next:
    """The judge judges; without the defendant, by default."""
    return lambda story: story.judge(verdict, in_absence="defence" not in story.case.present, **content)


def on_record(verdict: Verdict, **content: Any) -> Next:
    """Judged on the record, after silence."""
    return lambda story: story.judge(verdict, kind=JudgeOnRecord, record_complete=True, **content)


def taken(story: Story) -> None:
    """Paid whole at the counter."""
    payment_id = story.offer()
    assert story.case.payment is not None
    story.do(TakePayment, CLERK, payment_id=payment_id, cents=story.case.payment.cents, method="cash")


def oral(story: Story) -> None:
    """The minutes of a conviction given orally, confirmed."""
    story.judge("convicted", by=CLERK, kind=RecordOralJudgment)
    story.do(ConfirmJudgment, JUDGE)


def appealed(story: Story) -> None:
    """A notice of appeal is recorded, by leave where the delay has passed."""
    day = clock.local_date(story.now)
    story.do(RecordAppeal, CLERK, side="defence", filed_on=day, court_number="500-36", extended=True)


def appeal_decided(outcome: str, fine: int | None = None) -> Next:
    """The Superior Court’s judgment is recorded."""
    return lambda story: story.do(
        DecideAppeal, CLERK, outcome=outcome, decided_on=clock.local_date(story.now), fine=fine
    )


def revocation_asked(story: Story) -> None:
    """The defendant asks for revocation."""
    day = clock.local_date(story.now)
    story.do(AskRevocation, HOLDER, known_on=day, grounds="Maladie", merits="Je n’y étais pas")


def agreed(story: Story) -> None:
    """A tenth at once, the rest a month later."""
    deposit = -(-story.case.balance // 10)
    rest = Instalment(clock.local_date(story.now) + timedelta(days=31), story.case.balance - deposit)
    story.do(Agree, COLLECTOR, deposit=deposit, instalments=(rest,))


def in_time_again(story: Story) -> None:
    """The last day to plead was closed, as is learnt too late: it is the day after."""
    story.on("2026-12-03").do(CloseDay, SYSTEM, day=date(2026, 12, 2), why="outage")


def refund_fails(story: Story) -> None:
    """A refund that was on its way could not be made: the money is the City’s again."""
    story.do(CancelRefund, SYSTEM, refund_id=story.case.refunds[0].refund_id)


def mode_granted(story: Story) -> None:
    """A hearing by video, imposed by the judge."""
    story.do(DecideMode, JUDGE, outcome="imposed", mode="video", reasons="Distance")


def rings(name: str) -> Next:
    """Alarms fire until one of a name has."""
    return lambda story: story.until(name)


def moved(day: str) -> Next:
    """The postponement is granted."""
    return lambda story: story.do(
        DecidePostponement, CLERK, granted=True, reasons="Oui", hearing=story.hearing(day, "h2")
    )


def free_to_move() -> Story:
    """Its hearing set, under a regime that leaves the defence free to move it once."""
    story = Story(moving="self_service", moves=1).on("2026-11-10")
    story.plead("not_guilty")
    story.review()
    story.schedule("2027-02-10")
    return story


def put_off(day: str) -> Next:
    """The judge adjourns, to a day or to none."""
    return lambda story: story.do(
        Adjourn, JUDGE, reasons="Témoin absent", charged_to="court", hearing=story.hearing(day, "h2") if day else None
    )


def _settled() -> Story:
    """Of two counts one was paid, without a plea, and the other withdrawn: nothing is left to pay."""
    story = Story(statement(count(), count(2))).on("2026-11-09")
    story.pay(15_100, guilty=False)
    story.do(WithdrawCharges, PROSECUTOR, counts=(2,), **PUBLIC)
    return story


def _owing() -> Story:
    """A refund is on its way since a new trial was ordered, and the plea of guilty that followed is to be paid."""
    story = then(_payable, lambda story: story.pay(), appealed, appeal_decided("new_trial"), pleads("guilty"))()
    return story.through()


GREATER: Final = statement(count(greater_fine=20_000, greater_reasons="récidive"))
PUBLIC: Final = {"reason_code": "evidence"}
ERROR: Final = does(ApplyForRevocation, PROSECUTOR, grounds="Erreur sur la plaque")
GRANTED: Final = does(DecideRevocation, JUDGE, granted=True, reasons="Motif sérieux")
DISMISSED: Final = does(DecideRevocation, JUDGE, granted=False, reasons="Aucun motif")
WITHDRAWS: Final = does(WithdrawCharges, PROSECUTOR, **PUBLIC)
STAYS: Final = does(StayProceedings, PROSECUTOR, reasons="Article 11")
CORRECTS: Final = does(CorrectJudgment, JUDGE, error="58 $", correction="85 $")
ACCEPTS: Final = does(DecideLatePlea, CLERK, accepted=True)


def _served() -> Story:
    return Story().on("2026-11-10")


def greater() -> Story:
    """A statement that asks for a greater sentence."""
    return Story(GREATER).on("2026-11-10")


def _silent() -> Story:
    story = Story()
    story.until("silence")
    return story.on("2027-01-20")


def _scheduled() -> Story:
    story = _served()
    story.plead("not_guilty")
    story.on("2026-12-01").review()
    story.on("2026-12-02").schedule("2027-02-10")
    return story.on("2026-12-10")


def absent() -> Story:
    """In session, with nobody for the defence."""
    story = _scheduled()
    story.open("2027-02-10", "prosecution")
    return story


def _payable() -> Story:
    return Story().in_default().on("2027-01-25")


IN: Final[dict[str, Told]] = {
    "SERVED": _served,
    "PLEA_OVERDUE": _silent,
    "GUILTY_PAID": then(_served, lambda story: story.pay()),
    "GUILTY_UNPAID": then(_served, pleads("guilty")),
    "SENTENCE_CONTESTED": then(greater, pleads("guilty_contest_sentence")),
    "ADMIN_REVIEW": then(_served, pleads("not_guilty")),
    "WITHDRAWN": then(_served, WITHDRAWS),
    "AWAITING_DATE": then(_served, pleads("not_guilty"), lambda story: story.review()),
    "SCHEDULED": _scheduled,
    "POSTPONE_REQ": then(_scheduled, does(AskPostponement, HOLDER, reasons="Voyage")),
    "IN_SESSION": lambda: Story().heard(),
    "ADJOURNED": then(lambda: Story().heard(), put_off("")),
    "RESERVED": then(lambda: Story().heard(), does(Reserve, JUDGE)),
    "ACQUITTED": then(lambda: Story().heard(), judged("acquitted")),
    "CONVICTED": then(lambda: Story().heard(), judged("convicted")),
    "CONVICTED_DEFAULT": then(_silent, on_record("convicted")),
    "ANNULLED": then(_silent, on_record("annulled")),
    "STAYED": then(_served, STAYS),
    "PAYABLE": _payable,
    "AGREEMENT": then(_payable, agreed),
    "ENFORCEMENT": then(_payable, rings("unpaid")),
    "PAID": then(_payable, lambda story: story.pay()),
    "REVOCATION_REQ": then(_payable, revocation_asked),
    "APPEALED": then(_payable, appealed),
    "CLOSED": then(_served, lambda story: story.pay(), rings("close")),
}
NOTHING_LEFT: Final[dict[str, Told]] = {
    "GUILTY_UNPAID": then(_settled, pleads("guilty")),
    "CONVICTED": then(lambda: _settled().heard(), judged("convicted", without_costs=True)),
    "CONVICTED_DEFAULT": then(_settled, rings("silence"), on_record("convicted", without_costs=True)),
}
REFUND_ON_ITS_WAY: Final[dict[str, Told]] = {
    "PAYABLE": _owing, "AGREEMENT": then(_owing, agreed), "ENFORCEMENT": then(_owing, rings("unpaid")),
}  # fmt: skip
