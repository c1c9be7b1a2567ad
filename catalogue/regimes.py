"""Legal regimes of contests: reads their files, and resolves one for a statement (DESIGN §4 and §5)."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final

from catalogue.faults import CatalogueFaults, Fault
from catalogue.limits import MOST_BYTES
from catalogue.reading import Place, Unreadable, read
from catalogue.regime_coherence import regime_faults
from catalogue.regime_schema import Regime, Scale
from domain.contest_rules import COURT, Bracket, ContestDelays, ContestRules, Contribution, Costs, Minors, Silence
from domain.rules import ClockMode
from domain.statement import Statement

FOLDER: Final = "regimes"


def regimes_in(folder: Path, services: Collection[str] = ()) -> tuple[dict[str, Regime], list[Fault]]:
    """The regimes of a catalogue folder by id, those at fault left out, and every fault of their files.

    `services` are the codes of the catalogue's other services: a regime may not take one of them.
    """
    found: dict[str, Regime] = {}
    faults: list[Fault] = []
    for file in sorted((folder / FOLDER).glob("*.toml")):
        try:
            regime, place = read(folder, file, Regime)
        except Unreadable as error:
            faults.extend(error.faults)
            continue
        amiss = [*regime_faults(regime, place, services), *_named_rightly(regime, place)]
        faults.extend(amiss)
        if not amiss:
            found[regime.id] = regime
    return found, faults


def shipped() -> dict[str, Regime]:
    """The regimes of the repository, by id. Raises CatalogueFaults."""
    found, faults = regimes_in(Path(__file__).parent)
    if faults:
        raise CatalogueFaults(sorted(faults))
    return found


def load_regime(path: Path) -> Regime:
    """The regime of one file, anywhere and under any name. Raises CatalogueFaults."""
    try:
        regime, place = read(path.parent, path, Regime)
    except Unreadable as error:
        raise CatalogueFaults(sorted(error.faults)) from error
    if faults := sorted(regime_faults(regime, place)):
        raise CatalogueFaults(faults)
    return regime


def resolve(
    regime: Regime, statement: Statement, *, closed_days: Sequence[date] = (), clock: ClockMode
) -> ContestRules:
    """The rules that a statement carries from its service to its end: plain data, no texts, at most 16 KB.

    `closed_days` are days proclaimed or closed beyond those that the calendar computes. Raises ValueError.
    """
    kind = regime.kinds[statement.kind]
    rules = ContestRules(
        regime=regime.id,
        version=regime.version,
        service=kind.service,
        borough=COURT,
        pleas=regime.pleas,
        silence=silence(regime, statement),
        letters=dict(regime.letters),
        delays=ContestDelays(**asdict(regime.delays)),
        costs=Costs(**asdict(regime.costs)),
        contribution=_contribution(regime.contribution),
        minors=Minors(**asdict(regime.minors)),
        modes=regime.modes,
        postponements_by_clerk=regime.postponements_by_clerk,
        moving=regime.moving,
        moves=regime.moves,
        absence_grace_minutes=regime.absence_grace_minutes,
        failure_undoes_default=True,
        deposit_percent=regime.deposit_percent,
        record=regime.record,
        public=regime.public,
        courtesy_reminder=kind.courtesy_reminder,
        points=kind.points,
        calendar=regime.calendar,
        closed_days=tuple(sorted(set(closed_days))),
        clock=clock,
    )
    if len(json.dumps(asdict(rules), default=str)) > MOST_BYTES:
        raise ValueError(f"the rules of {regime.id} for {statement.kind} are larger than {MOST_BYTES} bytes")
    return rules


def silence(regime: Regime, statement: Statement) -> Silence:
    """What saying nothing means: no contest where the statement warns of it (art. 146 para. 2), else by its kind."""
    return "deemed_no_contest" if statement.warned else regime.kinds[statement.kind].silence


def _contribution(scale: Scale) -> Contribution:
    brackets = tuple(Bracket(step.up_to_cents, step.cents) for step in scale.brackets)
    return Contribution(brackets, scale.above_percent, scale.exempt)


def _named_rightly(regime: Regime, place: Place) -> Iterator[Fault]:
    if place.file != f"{FOLDER}/{regime.id}.toml":
        yield place.fault(("id",), f"`id` is {regime.id}, the file is named {Path(place.file).name}")
