"""The acts of a walk through a contest, made from what the model says: who does each, and with what content."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from domain import clock
from domain.acts import Act, CapturePayment, RecordRefund
from domain.collection_acts import Agree, GrantTime, HandBack, Instalment, OfferPayment
from domain.contest_acts import (
    ApplyToCourt,
    ChangeAddress,
    CloseDay,
    ContinueProceedings,
    CountPlea,
    DecideApplication,
    DecideLatePlea,
    Disclose,
    ExhibitGiven,
    FileExhibit,
    Plead,
    RecordService,
    ResumeDelays,
    RuleOnExhibit,
    StayProceedings,
    SuspendDelays,
    WithdrawCharges,
)
from domain.hearing_acts import (
    Adjourn,
    AskMode,
    AskPostponement,
    DecideMode,
    DecidePostponement,
    Hearing,
    KeepMinutes,
    MoveHearing,
    NoteIncident,
    OpenSession,
    Recuse,
    Reserve,
    Schedule,
    SendInstructions,
    TakeOffer,
)
from domain.judgment_acts import (
    ApplyForRevocation,
    AskRevocation,
    ConfirmJudgment,
    CorrectJudgment,
    CountVerdict,
    DecideAppeal,
    DecideRevocation,
    Judge,
    JudgeOnRecord,
    RecordAppeal,
    RecordOralJudgment,
)
from domain.money_acts import CancelRefund, OrderRefund, TakePayment
from domain.people import SYSTEM, Actor, Role
from domain.room_minutes import Minutes
from tests.contests import CLERK, COLLECTOR, COURT, HOLDER, PROSECUTOR, Story
from tests.domain.contest_model import Model, Said, balance, open_counts

Made = tuple[type[Act], Actor, dict[str, Any]]

DIRECTOR: Final = Actor("direction", Role.DIRECTOR, (COURT,))
WHY: Final = {"reasons": "Motifs"}
EXHIBITS: Final = {"exhibits": (ExhibitGiven("Photo", "d1"),)}


def make(story: Story, m: Model, act: str, at: datetime, said: Said) -> Act:
    """The act itself; where `said` is empty, one that the case has no use for."""
    kind, by, fields = ACTS[act](story, m, at, said)
    return kind(act_id=f"{act}/{len(story.events)}", by=by, received_at=at, **fields)


def sitting(m: Model) -> Actor:
    """The judge who has the case: the next one each time that one stands aside."""
    return Actor(f"juge-{m['stood_aside'] + 1}", Role.ADJUDICATOR, (COURT,))


def booked(m: Model, at: datetime, said: Said) -> Hearing | None:
    """The hearing that an act sets, 45 days later at nine."""
    name = said.get("hearing", "h1")
    day = clock.local_date(at) + timedelta(days=45)
    starts = datetime.combine(day, time(9), clock.LOCAL).astimezone(UTC)
    ends, judge, peremptory = starts + timedelta(minutes=30), sitting(m).id, said.get("peremptory", False)
    return Hearing(name, starts, ends, "1.12", judge, peremptory=peremptory) if name else None


def _plead(story: Story, m: Model, at: datetime, said: Said) -> Made:
    pleas: dict[int, Any] = said.get("pleas") or dict.fromkeys(open_counts(m), "guilty")
    company = story.case.statement.party.kind == "company"
    fields: dict[str, Any] = {"pleas": tuple(CountPlea(number, plea) for number, plea in pleas.items())}
    return Plead, HOLDER, fields | {"name": "C. Exemple", "capacity": "officer_of_company" if company else "self"}


def _judgment(kind: type[Act], by: Actor | None = None) -> "Callable[[Story, Model, datetime, Said], Made]":
    def makes(story: Story, m: Model, at: datetime, said: Said) -> Made:
        verdicts: dict[int, Any] = said.get("verdicts") or dict.fromkeys(open_counts(m), ("convicted", None))
        admitted = tuple(number for number, ruling in m["exhibits"].items() if ruling == "admitted")
        fields: dict[str, Any] = {
            "verdicts": tuple(CountVerdict(number, *one) for number, one in verdicts.items()),
            "considered": admitted, "without_costs": said.get("without_costs", False),
            "in_absence": kind is not JudgeOnRecord and not m["present"], **WHY,
        }  # fmt: skip
        return kind, by or sitting(m), fields | ({"record_complete": True} if kind is JudgeOnRecord else {})

    return makes


def _decide_application(story: Story, m: Model, at: datetime, said: Said) -> Made:
    known = story.case.applications.items()
    number = next((number for number, one in known if not one.outcome), 1)
    return DecideApplication, sitting(m), {"number": number, "granted": True, **WHY}


def _ask_postponement(story: Story, m: Model, at: datetime, said: Said) -> Made:
    return AskPostponement, PROSECUTOR if said.get("side") == "prosecution" else HOLDER, WHY


def _open(story: Story, m: Model, at: datetime, said: Said) -> Made:
    there = said.get("present", True)
    present = ("defence", "prosecution") if there else ("prosecution",)
    return OpenSession, sitting(m), {"present": present, "identified_by": "permis" if there else ""}


def _decide_appeal(story: Story, m: Model, at: datetime, said: Said) -> Made:
    outcome = said.get("outcome", "upheld")
    fine = said.get("fine", 0) if outcome == "varied" else None
    return DecideAppeal, CLERK, {"outcome": outcome, "decided_on": clock.local_date(at), "fine": fine}


def _appeal(story: Story, m: Model, at: datetime, said: Said) -> Made:
    fields = {"side": "defence", "filed_on": clock.local_date(at), "court_number": "500-36", "extended": True}
    return RecordAppeal, CLERK, fields


def _ask_revocation(story: Story, m: Model, at: datetime, said: Said) -> Made:
    return AskRevocation, HOLDER, {"known_on": clock.local_date(at), "grounds": "Maladie", "merits": "Absente"}


def _decide_revocation(story: Story, m: Model, at: datetime, said: Said) -> Made:
    return DecideRevocation, sitting(m), {"granted": said.get("granted", True), "relieved": True, **WHY}


def _money(kind: type[Act], name: str) -> "Callable[[Story, Model, datetime, Said], Made]":
    def makes(story: Story, m: Model, at: datetime, said: Said) -> Made:
        due: Said = m["open"] if name == "open" and m["open"] else {"id": "none", "cents": 1}
        payment = said.get("id", due["id"])
        cents = said.get("cents") or m["closing"].get(payment) or due["cents"]
        told: dict[str, Any] = {"method": "cash"} if kind is TakePayment else {"captured_at": at}
        return kind, CLERK if kind is TakePayment else SYSTEM, {"payment_id": payment, "cents": cents, **told}

    return makes


def _late_back(story: Story, m: Model, at: datetime, said: Said) -> Made:
    payment = said.get("id", "none")
    return RecordRefund, SYSTEM, {"payment_id": payment, "cents": m["late"].get(payment, 1)}


def _refunded(kind: type[Act]) -> "Callable[[Story, Model, datetime, Said], Made]":
    def makes(story: Story, m: Model, at: datetime, said: Said) -> Made:
        order = story.case.refunds[said["rank"]].refund_id if said else "none"
        money = {"payment_id": said.get("id", "none"), "cents": said.get("cents", 1)} if kind is RecordRefund else {}
        return kind, SYSTEM, {"refund_id": order, **money}

    return makes


def _order_refund(story: Story, m: Model, at: datetime, said: Said) -> Made:
    payment = said.get("id") or next(iter(m["paid"]), "none")
    told = {"reason_code": "overpayment", "note": "Payé deux fois"}
    return OrderRefund, DIRECTOR, {"payment_id": payment, "cents": said.get("cents", 1), **told}


def _agree(story: Story, m: Model, at: datetime, said: Said) -> Made:
    deposit = said.get("deposit", max(1, -(-balance(m) // 10)))
    rest = Instalment(_later(at), balance(m) - deposit)
    return Agree, COLLECTOR, {"deposit": deposit, "instalments": (rest,)}


def _later(at: datetime) -> date:
    return clock.local_date(at) + timedelta(days=30)


def _of(kind: type[Act], by: Actor, **fields: Any) -> "Callable[[Story, Model, datetime, Said], Made]":
    return lambda story, m, at, said: (kind, by, fields)


def _by_judge(kind: type[Act], **fields: Any) -> "Callable[[Story, Model, datetime, Said], Made]":
    return lambda story, m, at, said: (kind, sitting(m), fields)


ACTS: Final[dict[str, Callable[[Story, Model, datetime, Said], Made]]] = {
    "record_service": lambda story, m, at, said: (
        RecordService, PROSECUTOR, {"mode": "bailiff", "served_on": clock.local_date(at)}),
    "plead": _plead,
    "decide_late": lambda story, m, at, said: (
        DecideLatePlea, CLERK, {"accepted": said.get("accepted", True), **WHY}),
    "withdraw": lambda story, m, at, said: (
        WithdrawCharges, PROSECUTOR, {"reason_code": "evidence", "counts": tuple(said.get("counts", ()))}),
    "continue": _of(ContinueProceedings, PROSECUTOR), "stay": _of(StayProceedings, PROSECUTOR, **WHY),
    "disclose": _of(Disclose, PROSECUTOR, **EXHIBITS), "file_exhibit": _of(FileExhibit, HOLDER, **EXHIBITS),
    "rule_on": lambda story, m, at, said: (
        RuleOnExhibit, sitting(m), {"number": said.get("number", 1), "ruling": said.get("ruling", "admitted"), **WHY}),
    "apply_to_court": _of(ApplyToCourt, HOLDER, subject="particulars", text="Quel panneau ?"),
    "decide_application": _decide_application,
    "schedule": lambda story, m, at, said: (Schedule, CLERK, {"hearing": booked(m, at, said)}),
    "ask_mode": _of(AskMode, HOLDER, mode="video", **WHY),
    "decide_mode": _by_judge(DecideMode, outcome="granted", mode="video", **WHY),
    "instruct": lambda story, m, at, said: (SendInstructions, SYSTEM, {"hearing_id": m["hearing"], "days_before": 7}),
    "ask_postponement": _ask_postponement,
    "decide_postponement": lambda story, m, at, said: (
        DecidePostponement, sitting(m),
        {"granted": said.get("granted", True), "hearing": booked(m, at, said), **WHY}),
    "take_offer": lambda story, m, at, said: (TakeOffer, HOLDER, {"hearing": booked(m, at, said)}),
    "move_hearing": lambda story, m, at, said: (MoveHearing, HOLDER, {"hearing": booked(m, at, said)}),
    "open": _open, "incident": lambda story, m, at, said: (
        NoteIncident, CLERK, {"technical": said.get("technical", True), "text": "Coupure"}),
    "minutes": lambda story, m, at, said: (
        KeepMinutes, SYSTEM, {"hearing_id": said.get("hearing", "none"), "minutes": Minutes(at, at, ("ours",))}),
    "adjourn": lambda story, m, at, said: (
        Adjourn, sitting(m), {"charged_to": "court", "hearing": booked(m, at, said), **WHY}),
    "reserve": _by_judge(Reserve), "recuse": _by_judge(Recuse, **WHY), "judge": _judgment(Judge),
    "oral": _judgment(RecordOralJudgment, CLERK), "confirm": _by_judge(ConfirmJudgment),
    "judge_on_record": _judgment(JudgeOnRecord),
    "correct": _by_judge(CorrectJudgment, error="58 $", correction="85 $"),
    "ask_revocation": _ask_revocation, "apply_for_revocation": _of(ApplyForRevocation, PROSECUTOR, grounds="Erreur"),
    "decide_revocation": _decide_revocation, "appeal": _appeal, "decide_appeal": _decide_appeal,
    "offer": lambda story, m, at, said: (
        OfferPayment, HOLDER, {"cents": said.get("cents", 1), "pleads_guilty": True}),
    "take": _money(TakePayment, "open"), "capture": _money(CapturePayment, "open"),
    "capture_late": _money(CapturePayment, "closing"), "give_late_back": _late_back,
    "record_refund": _refunded(RecordRefund), "cancel_refund": _refunded(CancelRefund),
    "order_refund": _order_refund,
    "grant_time": lambda story, m, at, said: (GrantTime, COLLECTOR, {"until": _later(at), **WHY}),
    "hand_back": lambda story, m, at, said: (HandBack, COLLECTOR, {"until": _later(at), **WHY}),
    "agree": _agree, "suspend": _of(SuspendDelays, CLERK, **WHY), "resume": _of(ResumeDelays, CLERK),
    "close_day": lambda story, m, at, said: (
        CloseDay, SYSTEM, {"day": clock.local_date(at) + timedelta(days=said.get("ahead", 0)), "why": "outage"}),
    "change_address": _of(ChangeAddress, HOLDER, address=("1, rue Neuve",)),
}  # fmt: skip
