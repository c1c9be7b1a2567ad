"""How a contest ends or is judged: what is owed after it, what goes back, who is told (DOMAIN §2.7, §2.9)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from domain import clock
from domain import contest_letters as letters
from domain import contest_states as states
from domain.acts import Act
from domain.contest_rules import ContestRules
from domain.events import Order, Posting
from domain.judgment_acts import CountVerdict
from domain.money_acts import RefundDue
from domain.statement import Count

if TYPE_CHECKING:
    from domain.contest import Contest

Postings = tuple[Posting, ...]


def claimed(contest: "Contest", count: Count) -> int:
    """The fine that is claimed for a count, as capped for a minor."""
    return capped(contest, count.greater_fine or count.fine)


def capped(contest: "Contest", fine: int) -> int:
    """A fine in cents, not above a minor's most (DOMAIN §2.4)."""
    return min(fine, contest.rules.minors.most_fine) if contest.minor else fine


def contribution(rules: ContestRules, contest: "Contest", fine: int) -> int:
    """The contribution that a fine brings by the regime's scale (art. 8.1)."""
    scale = rules.contribution
    if not fine or contest.statement.kind in scale.exempt:
        return 0
    for bracket in scale.brackets:
        if fine <= bracket.up_to_cents:
            return bracket.cents
    return fine * scale.above_percent // 100


def cost(contest: "Contest", event: str) -> Postings:
    """What an event of the case adds to the costs."""
    return contest.account.assess(event, cents_of(contest, event))


def cents_of(contest: "Contest", event: str) -> int:
    """The cost of an event, in cents; a minor's costs stay under their cap."""
    cents = int(getattr(contest.rules.costs, event))
    if contest.minor:
        cents = min(cents, max(0, contest.rules.minors.most_costs - contest.account.parts()["costs"]))
    return cents


def claim_amounts(contest: "Contest") -> Postings:
    """The statement's own lines: fine, costs and contribution of each count that is open."""
    postings: Postings = ()
    for now in contest.counts.values():
        number, count = now.count.number, now.count
        if now.open:
            costs = _costs_of(contest, count)
            postings += contest.account.vary(f"fine-{number}", claimed(contest, count))
            postings += contest.account.vary(f"costs-{number}", costs)
            postings += contest.account.vary(f"contribution-{number}", count.contribution)
    return postings


def _costs_of(contest: "Contest", count: Count) -> int:
    if not contest.minor:
        return count.costs
    before = sum(cents for purpose, cents in contest.account.lines.items() if purpose.startswith("costs-"))
    own = contest.account.lines.get(f"costs-{count.number}", 0)
    return min(count.costs, max(0, contest.rules.minors.most_costs - before + own))


def drop_count(contest: "Contest", number: int) -> Postings:
    """Nothing is owed for a count any more."""
    return tuple(
        posting for kind in ("fine", "costs", "contribution") for posting in contest.account.drop(f"{kind}-{number}")
    )


def convict_all(contest: "Contest") -> None:
    """A plea of guilty, entered or deemed, to every count that is open."""
    for now in contest.counts.values():
        if now.open:
            now.plea, now.outcome = "guilty", "convicted"


def pronounce(contest: "Contest", verdicts: Mapping[int, CountVerdict]) -> Postings:
    """The judgment on each open count: guilty pleas convict, fines are varied, what is not owed is dropped."""
    postings: Postings = ()
    for number, now in contest.counts.items():
        if not now.open:
            continue
        said = verdicts.get(number) or CountVerdict(number, "convicted")
        now.outcome = said.verdict
        if said.verdict != "convicted":
            postings += drop_count(contest, number)
        elif said.fine is not None and said.fine != claimed(contest, now.count):
            fine = capped(contest, said.fine)
            postings += contest.account.vary(f"fine-{number}", fine)
            postings += contest.account.vary(f"contribution-{number}", contribution(contest.rules, contest, fine))
    return postings


def outcome_of(contest: "Contest") -> str:
    """The state that the counts' outcomes lead to."""
    outcomes = {now.outcome for now in contest.counts.values()}
    if "convicted" in outcomes:
        return states.CONVICTED_DEFAULT if contest.by_default else states.CONVICTED
    if "acquitted" in outcomes:
        return states.ACQUITTED
    return states.ANNULLED if "annulled" in outcomes else states.WITHDRAWN


def judged_on(contest: "Contest", at: datetime) -> None:
    """The instant of a judgment, rendered or deemed."""
    contest.dates.judged, contest.dates.known, contest.dates.moved_at = clock.local_date(at), None, at
    contest.dates.pay_by = None


def end(contest: "Contest", state: str, day: date) -> None:
    """The matter has come to one of its ends; its file is closed after the last remedy."""
    drop_offer(contest)
    contest.ended_as, contest.state = state, state
    contest.dates.ended, contest.dates.close_from, contest.put_off = day, day, 0


def release_hearing(contest: "Contest", why: str) -> None:
    """The slot of a hearing that will not be held goes back."""
    if contest.hearing is not None:
        contest.released[contest.hearing.hearing_id] = why
        contest.hearing = None


def drop_offer(contest: "Contest") -> None:
    """The open payment is asked for no more: it is closed at the gateway, and money that came in is looked at."""
    if contest.payment is not None:
        contest.closing.append(contest.payment)
        contest.payment, contest.pleads_guilty = None, False


def give_back_excess(contest: "Contest", act: Act) -> None:
    """Money above what is owed goes back to where it came from, the latest payment first; a counter's by a person."""
    excess = -contest.balance
    for payment_id, paid in reversed(list(contest.paid.items())):
        cents = min(excess, paid.cents - paid.given_back)
        if cents <= 0 or paid.account == "till":
            continue
        refund_id = f"{act.act_id}-{payment_id}"
        contest.paid[payment_id] = replace(paid, given_back=paid.given_back + cents)
        contest.refunds.append(RefundDue(refund_id, payment_id, contest.case_id, cents, act.received_at))
        excess -= cents


def points(contest: "Contest", *, reversed_: bool = False) -> tuple[Order, ...]:
    """The licence authority is told of points after a conviction, and that they are reversed when it falls."""
    if not contest.rules.points or contest.points_told is not reversed_:
        return ()
    total = sum(now.count.points for now in contest.counts.values() if now.outcome == "convicted")
    if not total:
        return ()
    contest.points_told = not reversed_
    name, *address = contest.rules.authority
    to = {"name": name, "address": address, "email": ""}
    judged = contest.dates.judged.isoformat() if contest.dates.judged else None
    defendant = {name: told for name, told in contest.contact().items() if name != "email"}
    return (
        letters.letter(contest, "points", points=total, reversed=reversed_, to=to, defendant=defendant,
                       judged_on=judged, counts=letters.counts(contest)),
    )  # fmt: skip
