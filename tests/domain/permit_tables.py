"""For each state of a permit a story that stands in it; for each act and alarm, one; and which of them are legal."""

from collections.abc import Callable
from typing import Any, Final

from domain import permit_states as states
from domain.acts import Act, PaymentDue
from domain.money_acts import RefundDue
from domain.rules import Delays
from tests.permits import CASE, PERMIT_FEE, STUDY, Story, application, noon, rules

LATER: Final = noon("2026-11-25")
WORK: Final = Delays(start_within="P12M", extension="P6M")


def _working(**changes: Any) -> Story:
    return Story(delays=WORK, **changes).granted().then("start", "2026-11-23")


IN: Final[dict[str, Callable[[], Story]]] = {
    states.AWAITING_PAYMENT: lambda: Story(STUDY),
    states.ADMISSIBILITY: lambda: Story(STUDY).paid(),
    states.INFO_REQUESTED: lambda: Story().asked("2026-11-05"),
    states.UNDER_REVIEW: lambda: Story().completed(),
    states.CCU_PENDING: lambda: Story(council="piia").completed().heard().then("refer", "2026-11-12", "2026-12-15"),
    states.NOTICE_PERIOD: lambda: Story(council="minor_exemption").advised(),
    states.COUNCIL_PENDING: lambda: Story(council="piia").advised(),
    states.DECISION_READY: lambda: Story().completed().concluded(),
    states.APPROVED_TO_PAY: lambda: Story(PERMIT_FEE).granted(),
    states.ISSUED: lambda: Story(delays=WORK).granted(),
    states.IN_PROGRESS: _working,
    states.EXTENDED: lambda: _working().then("extend", "2026-11-24"),
    states.INSPECTION_NC: lambda: _working().then("inspect", "2026-11-24", "non_conform"),
    states.RENEWAL_PENDING: lambda: Story(annual=True, delays=Delays(valid_for="P1Y")).granted().until("renewal_opens"),
    states.REVOCATION_NOTICE: lambda: Story().granted().then("notice", "2026-11-23"),
    states.REFUSED: lambda: Story().completed().refused(),
    states.COMPLETED: lambda: _working().then("finish", "2026-11-24"),
    states.EXPIRED: lambda: Story().granted().until("expiry"),
    states.REVOKED: lambda: Story().granted().then("notice", "2026-11-23").then("comment", "2026-11-24")
    .then("revoke", "2026-11-24"),
    states.WITHDRAWN: lambda: Story(STUDY).withdrawn("2026-11-04"),
    states.ABANDONED: lambda: Story(STUDY).until("fee_unpaid"),
}  # fmt: skip

NOTHING_DUE: Final = PaymentDue(f"{CASE}-at_submission", CASE, "at_submission", 15_000)
NOTHING_BACK: Final = RefundDue("refund-1", f"{CASE}-at_submission", CASE, 100, LATER)
LAPSES: Final = (
    "fee_unpaid", "issue_fee_unpaid", "silence", "answer_reminder_1", "answer_reminder_2", "answer_warning", "expiry",
    "expiry_warning_60", "expiry_warning_15", "not_started", "start_warning_60", "start_warning_15", "renewal_opens",
    "renewal_unpaid", "renewal_closed", "invoice", "invoice_overdue", "promise_broken", "amendment_unpaid",
    "correction_overdue", "comments_closed",
)  # fmt: skip

ACTS: Final[dict[str, Callable[[Story], Act]]] = {
    "file": lambda story: application(rules(STUDY), LATER),
    "capture_payment": lambda story: story.acts.capture(LATER, *story.permit.rules.fees[:1]),
    "take_payment": lambda story: story.acts.take(LATER, story.permit.payment or NOTHING_DUE),
    "order_refund": lambda story: story.acts.order_refund(LATER, f"{CASE}-at_submission", 100),
    "record_refund": lambda story: story.acts.refunded(LATER, NOTHING_BACK),
    "declare_complete": lambda story: story.acts.complete(LATER),
    "ask_information": lambda story: story.acts.ask(LATER),
    "answer_information": lambda story: story.acts.answer(LATER),
    "give_opinion": lambda story: story.acts.give_opinion(LATER),
    "conclude_review": lambda story: story.acts.conclude(LATER),
    "refer": lambda story: story.acts.refer(LATER),
    "record_committee_opinion": lambda story: story.acts.advise(LATER),
    "publish_notice": lambda story: story.acts.publish(LATER),
    "record_resolution": lambda story: story.acts.resolve(LATER),
    "approve": lambda story: story.acts.approve(LATER),
    "second": lambda story: story.acts.second(LATER),
    "refuse": lambda story: story.acts.refuse(LATER),
    "withdraw": lambda story: story.acts.withdraw(LATER),
    "amend": lambda story: story.acts.amend(LATER),
    "accept_amendment": lambda story: story.acts.accept_amendment(LATER),
    "refuse_amendment": lambda story: story.acts.refuse_amendment(LATER),
    "move_promise": lambda story: story.acts.move_promise(LATER),
    "judge_document": lambda story: story.acts.judge(LATER),
    "replace_document": lambda story: story.acts.replace(LATER),
    "declare_start": lambda story: story.acts.start(LATER),
    "extend": lambda story: story.acts.extend(LATER),
    "inspect": lambda story: story.acts.inspect(LATER),
    "declare_completion": lambda story: story.acts.finish(LATER),
    "renew": lambda story: story.acts.renew(LATER),
    "give_notice_of_revocation": lambda story: story.acts.notice(LATER),
    "comment_on_revocation": lambda story: story.acts.comment(LATER),
    "revoke": lambda story: story.acts.revoke(LATER),
    "keep": lambda story: story.acts.keep(LATER),
    **{name: lambda story, name=name: story.acts.lapse(name, LATER) for name in LAPSES},
}

_DOCUMENTS: Final = {"judge_document", "replace_document"}
_STUDY: Final = {"amend", "accept_amendment", "refuse_amendment", "withdraw", *_DOCUMENTS}
_END: Final = {"expiry_warning_60", "expiry_warning_15", "expiry"}
_WORK: Final = {"inspect", "declare_completion", "give_notice_of_revocation", *_END}
_START: Final = {"declare_start", "start_warning_60", "start_warning_15", "not_started"}

LEGAL: Final[dict[str, set[str]]] = {
    states.AWAITING_PAYMENT: {"capture_payment", "take_payment", "withdraw", "fee_unpaid", *_DOCUMENTS},
    states.ADMISSIBILITY: {"declare_complete", "ask_information", "move_promise", *_STUDY},
    states.INFO_REQUESTED: {"answer_information", "withdraw", "silence", "answer_reminder_1", "answer_reminder_2",
                            "answer_warning", *_DOCUMENTS},
    states.UNDER_REVIEW: {"ask_information", "give_opinion", "conclude_review", "refer", "refuse", "move_promise",
                          *_STUDY},
    states.CCU_PENDING: {"record_committee_opinion", *_STUDY},
    states.NOTICE_PERIOD: {"publish_notice", *_STUDY},
    states.COUNCIL_PENDING: {"record_resolution", *_STUDY},
    states.DECISION_READY: {"approve", "refuse", "move_promise", *_STUDY},
    states.APPROVED_TO_PAY: {"capture_payment", "take_payment", "issue_fee_unpaid", *_DOCUMENTS},
    states.ISSUED: {"inspect", "give_notice_of_revocation", *_START, *_END},
    states.IN_PROGRESS: {"extend", *_WORK},
    states.EXTENDED: _WORK,
    states.INSPECTION_NC: {"inspect", "give_notice_of_revocation", "correction_overdue"},
    states.RENEWAL_PENDING: {"renew", "expiry"},
    states.REVOCATION_NOTICE: {"comment_on_revocation", "revoke", "keep", "comments_closed"},
    states.REFUSED: set(),
    states.COMPLETED: set(),
    states.EXPIRED: {"renew"},
    states.REVOKED: set(),
    states.WITHDRAWN: {"capture_payment"},
    states.ABANDONED: {"capture_payment"},
}  # fmt: skip
EVERYWHERE: Final = {"order_refund"}  # money that came in may have to go back, whatever became of the file
