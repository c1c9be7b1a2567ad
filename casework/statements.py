"""Statements of offence at the door: served once each, found by number and a second fact, claimed by an account."""

import hmac
import re
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any, Final

from casework import claiming, closures, passes
from casework.acting import Accepted, Request, act_id_of, answer_again, fingerprint, hand_over, keep
from casework.doors import Doors, entering, unattended
from catalogue import regimes
from catalogue.regime_schema import Regime
from db import cases, received, statements
from db.statements import Registered
from domain import policy
from domain.case_ids import CONTEST, holder_of, keyed_id, paper_code
from domain.chain import content_hash
from domain.clock import local_date
from domain.contest_acts import ServeStatement
from domain.contest_errors import DuplicateCase
from domain.contest_rules import COURT, ContestRules
from domain.errors import Forbidden, Invalid, NotFound, RequestInProgress
from domain.events import Receipt
from domain.letter import Language
from domain.people import Actor, Role
from domain.statement import Statement, age_on

REGIME: Final = "QC-CPP"
IN_PROGRESS_SECONDS: Final = 5
_SPACES: Final = re.compile(r"[^0-9A-Z]+")


@dataclass(frozen=True)
class Served:
    """A statement to be served, and the language that its person chose, if any."""

    statement: Statement
    language: Language = "fr"
    regime: str = REGIME


@dataclass(frozen=True)
class Found:
    """A statement that somebody found: a pass to its case, or none where an account holds it."""

    case_id: str
    token: str
    claimed: bool


async def serve(doors: Doors, actor: Actor, served: Served, key: str) -> Receipt | Accepted:
    """Begin the case of a statement, once per number; the same statement again is answered with the first receipt.

    Raises Forbidden, Invalid, DuplicateCase when another statement has the number.
    """
    if not policy.may(actor, "serve", owner="", borough=COURT):
        raise Forbidden(act="serve")
    regime = doors.regimes.get(served.regime)
    if regime is None:
        raise Invalid({"regime": "not-a-choice"})
    refuse_too_young(served.statement, regime.minors.prosecuted_from)
    case_id = case_of(doors, served.regime, served.statement.number)
    content = {"statement": asdict(served.statement), "language": served.language, "regime": served.regime}
    request = Request("serve", content, key)
    async with unattended(doors) as session:
        again = await received.by_key(session, actor.id, key)
        known = await statements.by_number(session, number_hash(doors, served.regime, served.statement.number))
    if again is not None:
        return await answer_again(doors, actor, again, fingerprint(request, again.case_id))
    if known is not None:
        return await _known_already(doors, known, content)
    rules = await _resolved(doors, regime, served.statement)
    act = ServeStatement(
        act_id=act_id_of(doors, actor, key), by=actor, received_at=await doors.clock.now(), case_id=case_id,
        rules=rules, statement=served.statement, owner=holder_of(case_id), language=served.language,
        language_basis="default" if served.language == "fr" else "chosen-by-the-person",
    )  # fmt: skip
    await doors.keys.create(case_id)
    async with unattended(doors) as session:
        new = await statements.register(session, _registered(doors, served, act, content))
        earlier = await keep(doors, session, act, case_id, request) if new else None
    if not new:
        return await serve(doors, actor, served, key)
    if earlier is not None:
        return await answer_again(doors, actor, earlier, fingerprint(request, case_id))
    return await hand_over(doors, actor, act, case_id, CONTEST)


async def _resolved(doors: Doors, regime: Regime, statement: Statement) -> ContestRules:
    """The rules that the case carries, with the days proclaimed until now."""
    proclaimed = doors.catalogue.office.proclaimed
    rules = regimes.resolve(regime, statement, closed_days=proclaimed, clock=doors.clock.mode)
    return await closures.carrying(doors, rules)


async def _known_already(doors: Doors, known: Registered, content: dict[str, Any]) -> Receipt | Accepted:
    if known.content_sha256 != content_hash(content):
        raise DuplicateCase
    async with entering(doors, Actor(holder_of(known.case_id), Role.CITIZEN)) as session:
        first = await cases.receipt_at(session, known.case_id, 1)
    if first is None:
        raise RequestInProgress(retry_after=IN_PROGRESS_SECONDS)
    return first


async def find(doors: Doors, regime: str, number: str, fact: str) -> Found:
    """A pass to the case of a statement, for its number and a second fact of it.

    A number that nobody has and a fact that does not match are answered alike: NotFound, after the same work.
    """
    async with unattended(doors) as session:
        known = await statements.by_number(session, number_hash(doors, regime, number))
    told = fact_hash(doors, number, fact)
    hashes = known.fact_hashes if known else [fact_hash(doors, "", "")]
    matches = [hmac.compare_digest(told.encode(), one.encode()) for one in (hashes * 4)[:4]]
    if known is None or not any(matches):
        raise NotFound
    claimed = await claiming.held_by_paper(doors, known.case_id) is None
    return Found(known.case_id, "" if claimed else passes.issue(doors.secret, known.case_id), claimed)


async def claim(doors: Doors, actor: Actor, number: str, code: str, key: str) -> Receipt | Accepted:
    """An account holds the case from now on, by the number and the code of the paper letter, or a second fact of it.

    Raises NotFound for a pair that does not match, AlreadyClaimed, Forbidden for anyone but a citizen.
    """
    if actor.role is not Role.CITIZEN or not policy.may_at_desk(actor, "own_cases"):
        raise Forbidden(act="claim")
    async with unattended(doors) as session:
        known = await statements.by_number(session, number_hash(doors, REGIME, number))
    told, as_fact = code_hash(doors, number, code), fact_hash(doors, number, code)
    good = known is not None and hmac.compare_digest(told.encode(), known.code_hash.encode())
    good = good or (known is not None and as_fact in known.fact_hashes)
    if known is None or not good:
        raise NotFound
    return await claiming.take_hold(doors, actor, known.case_id, key, CONTEST)


def refuse_too_young(statement: Statement, prosecuted_from: int) -> None:
    """Nobody under fourteen at the time can be prosecuted (art. 5). Raises Invalid."""
    born = statement.party.born_on
    if born is not None and age_on(born, local_date(statement.offence_at)) < prosecuted_from:
        raise Invalid({"party.born_on": "under-age"})


def case_of(doors: Doors, regime: str, number: str) -> str:
    """The case id of a statement: a keyed hash of its number, so that a number has one case."""
    return keyed_id(doors.secret, "statement", regime, plain(number))


def number_hash(doors: Doors, regime: str, number: str) -> str:
    """The keyed hash under which a number is registered."""
    return keyed_id(doors.secret, "number", regime, plain(number))


def fact_hash(doors: Doors, number: str, fact: str) -> str:
    """The keyed hash of a second fact of a statement."""
    return keyed_id(doors.secret, "fact", plain(number), plain(fact))


def code_hash(doors: Doors, number: str, code: str) -> str:
    """The keyed hash of the code on a statement's paper letter."""
    return keyed_id(doors.secret, "code", plain(number), plain(code))


def second_facts(statement: Statement) -> list[str]:
    """What a person may give beside the number: the plate, the date of birth, the postal code."""
    party = statement.party
    postal = re.findall(r"[A-Z]\d[A-Z]\s?\d[A-Z]\d", " ".join(party.address).upper())
    facts = [party.plate, party.born_on.isoformat() if party.born_on else "", *postal[-1:]]
    return [fact for fact in facts if fact]


def plain(text: str) -> str:
    """A number, plate or code as compared: upper case, letters and digits alone."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _SPACES.sub("", folded.upper())


def _registered(doors: Doors, served: Served, act: ServeStatement, content: dict[str, Any]) -> Registered:
    statement = served.statement
    return Registered(
        number_hash(doors, served.regime, statement.number), act.case_id, served.regime, statement.kind,
        [fact_hash(doors, statement.number, fact) for fact in second_facts(statement)],
        code_hash(doors, statement.number, paper_code(doors.secret, act.case_id)), content_hash(content),
        act.received_at,
    )  # fmt: skip
