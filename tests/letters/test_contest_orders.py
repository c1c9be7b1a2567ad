"""What contests really send, from service to appeal: every letter and every mail of made-up stories can be printed."""

from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from adapters.letter_pages import LetterPages
from casework.specimens.contests import URL
from domain.collection_acts import GrantTime, HandBack
from domain.contest_acts import (
    ApplyToCourt,
    ChangeAddress,
    CloseDay,
    DecideApplication,
    DecideLatePlea,
    RecordService,
    ResumeDelays,
    SuspendDelays,
)
from domain.events import Order
from domain.hearing_acts import DecideMode, SendInstructions
from domain.judgment_acts import CorrectJudgment
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
    DecidePostponement,
    DecideRevocation,
    Disclose,
    ExhibitGiven,
    Instalment,
    RecordAppeal,
    Recuse,
    Reserve,
    StayProceedings,
    Story,
    WithdrawCharges,
    count,
    noon,
    statement,
)
from tests.letters.contest_samples import CODES, court_letter
from tests.letters.samples import ROOT
from workers.wording import CatalogueWording

MAILS = (
    "late_plea", "late_plea_refused", "delays_suspended", "delays_resumed", "application_made", "application_decided",
    "hearing_cancelled", "time_granted", "enforcement_ended", "unpaid_warning", "refund_made",
)  # fmt: skip


def heard_and_collected() -> Story:
    """Convicted after a trial, corrected, paid by agreement that fails, enforced, handed back."""
    story = Story().heard()
    story.do(Reserve, JUDGE)
    story.on("2027-02-20").judge("convicted")
    story.do(CorrectJudgment, JUDGE, error="105 $", correction="150 $")
    story.through().on("2027-02-22")
    story.do(GrantTime, COLLECTOR, until=noon("2027-05-03").date(), reasons="budget")
    parts = (Instalment(noon("2027-04-01").date(), story.case.balance - 5_000),)
    story.do(Agree, COLLECTOR, deposit=5_000, instalments=parts)
    story.until("instalment_missed")
    story.until("unpaid")
    story.do(HandBack, COLLECTOR, until=noon("2027-12-01").date(), reasons="entente")
    return story


def moved_about() -> Story:
    """Evidence, a remote hearing, a postponement, an adjournment, a judge who stands aside, a withdrawal."""
    story = Story(statement(count(), count(2)), costs=Story().case.rules.costs).on("2026-11-10")
    story.do(ApplyToCourt, HOLDER, subject="particulars", text="Précisez le lieu.")
    story.do(DecideApplication, JUDGE, number=1, granted=False, reasons="Le lieu est précis.")
    story.plead("not_guilty", "not_guilty")
    story.do(WithdrawCharges, PROSECUTOR, reason_code="evidence", counts=(2,))
    story.on("2026-12-01").review()
    story.on("2026-12-02").schedule("2027-02-10")
    story.do(Disclose, PROSECUTOR, exhibits=(ExhibitGiven("Rapport", "doc-1"),))
    story.do(DecideMode, JUDGE, outcome="imposed", mode="video", reasons="Grève des transports.")
    story.do(SendInstructions, SYSTEM, hearing_id="h1", days_before=7)
    story.do(ChangeAddress, HOLDER, address=("1, rue Neuve",))
    story.do(AskPostponement, HOLDER, reasons="Hospitalisation.")
    later = story.hearing("2027-03-10", "h2")
    story.do(DecidePostponement, CLERK, granted=True, reasons="Motif sérieux.", hearing=later)
    story.open("2027-03-10", "defence")
    story.do(Adjourn, JUDGE, reasons="Témoin absent.", charged_to="court", hearing=story.hearing("2027-04-14", "h3"))
    story.through()
    story.do(Recuse, JUDGE, reasons="Je connais la partie.")
    story.do(WithdrawCharges, PROSECUTOR, reason_code="public_interest")
    return story


def judged_by_default() -> Story:
    """Nobody answered: reminded, judged, revoked for the defence, then stayed."""
    story = Story(courtesy_reminder=True).in_default()
    story.do(AskRevocation, HOLDER, known_on=noon("2027-01-20").date(), grounds="Absence.", merits="Ce n’est pas moi.")
    story.do(DecideRevocation, JUDGE, granted=True, reasons="Motifs sérieux.")
    story.do(StayProceedings, PROSECUTOR, reasons="Délai déraisonnable.")
    return story


def paid_then_undone() -> Story:
    """A part paid, then all: deemed guilty; revoked at the prosecutor's request, and refunded."""
    story = Story().on("2026-11-10")
    story.pay(5_000, guilty=False)
    story.pay()
    story.do(ApplyForRevocation, PROSECUTOR, grounds="Mauvaise plaque.")
    story.do(DecideRevocation, JUDGE, granted=True, reasons="Erreur administrative.")
    story.money_goes_back()
    return story


def appealed() -> Story:
    """Guilty and unpaid, warned, then an appeal that varies the fine."""
    story = Story().on("2026-11-10")
    story.plead("guilty")
    story.through().until("unpaid_warning")
    story.do(RecordAppeal, CLERK, side="defence", filed_on=noon("2026-12-03").date(), court_number="500-36-1")
    story.on("2027-06-01")
    story.do(DecideAppeal, CLERK, outcome="varied", decided_on=noon("2027-06-01").date(), fine=4_000)
    return story


def late_and_suspended() -> Story:
    """Served by mail, then by a bailiff; delays stop and run again, a day is closed, a late plea is refused."""
    story = Story(statement(service_mode="ordinary_mail", served_on=None)).on("2026-11-10")
    story.do(RecordService, PROSECUTOR, mode="bailiff", served_on=noon("2026-11-10").date())
    story.do(CloseDay, SYSTEM, day=noon("2026-12-10").date(), why="proclaimed")
    story.do(SuspendDelays, JUDGE, reasons="Panne générale.")
    story.on("2026-11-20").do(ResumeDelays, JUDGE)
    story.until("silence")
    story.on("2027-01-10").plead("not_guilty")
    story.do(DecideLatePlea, CLERK, accepted=False, reasons="Trop tard.")
    return story


STORIES: tuple[Callable[[], Story], ...] = (
    heard_and_collected, moved_about, judged_by_default, paid_then_undone, appealed, late_and_suspended,
)  # fmt: skip


def orders(kind: str) -> Iterator[Order]:
    """What all stories send."""
    for story in STORIES:
        yield from (order for event in story().events for order in event.orders if order.kind == kind)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_each_letter_that_a_contest_sends_is_printed(story: Callable[[], Story]) -> None:
    pages = LetterPages(ROOT)
    for order in (order for event in story().events for order in event.orders if order.kind == "letter"):
        facts = order.facts | {"status_url": URL, "pay_url": URL, "claim_code": "7KQ2-M4XN-0P5R"}
        page = pages.page(court_letter(order.code, facts=facts))
        assert "\ufffd" not in page
        assert "None" not in page


def test_the_stories_send_every_letter_and_every_mail() -> None:
    assert {order.code for order in orders("letter")} == set(CODES)
    assert {order.code for order in orders("mail")} == set(MAILS)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_mail_that_a_contest_sends_can_be_written(language: str) -> None:
    wording = CatalogueWording(cast("Any", None), ROOT / "templates")
    outbox = {"reference": "C-2026-0000123-41", "service_title": "Constat", "status_url": URL}
    for order in orders("mail"):
        subject, text = wording.mail(order.code, language, outbox | order.facts)
        assert "C-2026-0000123-41" in subject and URL in text
        assert not any(fault in text for fault in ("None", "{{", "\ufffd", "C-2026-0000123-41 \n"))
        assert text.startswith("Bonjour" if language == "fr" else "Hello")
        if reasons := order.facts.get("reasons"):
            assert reasons in text


@pytest.mark.parametrize(
    ("code", "facts", "says"),
    [
        ("unpaid_warning", {"balance_cents": 21_305, "pay_by": "2027-03-30"}, "213,05\u00a0$ à payer"),
        ("unpaid_warning", {"balance_cents": 21_305, "pay_by": None}, "213,05\u00a0$ à payer"),
        ("application_decided", {"number": 2, "outcome": "granted", "reasons": "Fondée."}, "est accordée"),
        ("application_made", {"subject": "district"}, "dans un autre district"),
        ("application_made", {"subject": "other"}, "autre demande"),
        ("hearing_cancelled", {"reason": "recused"}, "s’est récusé"),
        ("delays_resumed", {"reasons": "Retour à la normale."}, "Retour à la normale."),
        ("time_granted", {"until": "2027-05-03"}, "2027-05-03"),
    ],
)
def test_a_mail_says_what_happened(code: str, facts: dict[str, Any], says: str) -> None:
    wording = CatalogueWording(cast("Any", None), ROOT / "templates")
    outbox = {"reference": "C-1", "service_title": "Constat", "status_url": URL}
    assert says in wording.mail(code, "fr", outbox | facts)[1]
