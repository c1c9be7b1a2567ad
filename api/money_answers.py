"""The shapes of what the JSON door answers about money; amounts in cents of Canadian dollars."""

from typing_extensions import TypedDict

from api.answers import Day, Instant, Link


class AmountsAnswer(TypedDict):
    """Cash (with the float), cheques and terminal slips."""

    cash_cents: int
    cheque_cents: int
    terminal_cents: int


class ClosingAnswer(TypedDict):
    """How a till was closed: expected, counted, the difference (counted less expected), its reason, who signed."""

    expected: AmountsAnswer
    counted: AmountsAnswer
    difference_cents: int
    reason: str
    signed_by: str
    at: Instant


class TillAnswer(TypedDict):
    """A borough's till on one day; `closing` is null while it is open."""

    borough: str
    day: Day
    opened_by: str
    opened_at: Instant
    float_cents: int
    closing: ClosingAnswer | None


class TillList(TypedDict):
    """Tills, latest day first."""

    tills: list[TillAnswer]


class TakingAnswer(TypedDict):
    """One receipt at a till, from the ledger; below nought where money was handed back."""

    case_id: str
    reference: str
    at: Instant
    method: str
    purpose: str
    cents: int


class TillFileAnswer(TypedDict):
    """A till, its receipts, and what it should hold."""

    till: TillAnswer
    takings: list[TakingAnswer]
    expected: AmountsAnswer
    may_close: bool


class InvoiceAnswer(TypedDict):
    """An invoice with something left to pay; `days_late` is nought until its day to pay is over."""

    number: str
    borough: str
    case_id: str
    reference: str
    service: str
    cents: int
    owed_cents: int
    issued_on: Day
    due_on: Day
    days_late: int
    age: str


class AgeAnswer(TypedDict):
    """What is owed in one class of age: current, 1-30, 31-60, 61-90, over-90 (days late)."""

    age: str
    invoices: int
    owed_cents: int


class InvoiceList(TypedDict):
    """Open invoices, oldest first, and their ageing."""

    invoices: list[InvoiceAnswer]
    ages: list[AgeAnswer]
    owed_cents: int


class PaymentAnswer(TypedDict):
    """A payment and where it is paid; `refunded_cents` is what was ordered back of it."""

    payment_id: str
    purpose: str
    cents: int
    refunded_cents: int
    status: str
    hosted_url: Link


class LedgerAnswer(TypedDict):
    """One double entry."""

    seq: int
    debit: str
    credit: str
    cents: int
    purpose: str


class MoneyAnswer(TypedDict):
    """What was asked, paid and written off, in cents of Canadian dollars."""

    payments: list[PaymentAnswer]
    ledger: list[LedgerAnswer]
    owed_cents: int
    paid_cents: int


class PayLinkAnswer(TypedDict):
    """A link with which somebody else pays: its page, and the same for programs."""

    url: Link
    api_url: Link
    expires_at: Instant


class OwedAnswer(TypedDict):
    """What the holder of a link to pay learns: no name, no file."""

    service: str
    borough: str
    purpose: str
    cents: int
    status: str
    hosted_url: Link
