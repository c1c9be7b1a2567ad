"""A proposed version tried beside the one in force, by the same code as a visitor's trial of a service."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from casework import trying
from casework.proposals import DryRun
from casework.sentences import Sentence, say
from casework.trying import Simulated
from catalogue.deciding import deciding
from catalogue.rules import RuleEngine
from catalogue.schema import Question, Service
from catalogue.territory import Borough
from domain.errors import Invalid
from web.fields import Field, field
from web.visit import Visit


@dataclass(frozen=True)
class Column:
    """What the answers come to under one version; `excluded` is the by-law's word where it refuses them."""

    name: str
    simulated: Simulated
    excluded: str
    status: str
    total: int


@dataclass(frozen=True)
class Trial:
    """The form of the trial, and a column for each version."""

    borough: Borough
    boroughs: tuple[Borough, ...]
    fields: list[Field]
    columns: list[Column]
    labels: dict[str, str]
    sentence: Sentence | None


async def tried(visit: Visit, dry: DryRun) -> Trial | None:
    """The proposed version and the one in force on what the form holds, or on sample answers."""
    if dry.proposed is None:
        return None
    today, asked = await visit.today(), visit.form.one("action") == "try"
    borough, engine = _borough(visit, dry), RuleEngine(dry.wanted)
    questions = _questions(dry, borough.code)
    typed = _typed(visit, questions) if asked else _sample(dry, borough.code, today)
    proposed = trying.simulated(engine, dry.proposed, borough.code, typed, today)
    columns = [_column(visit, visit.say("Version proposée", "Proposed version"), proposed, borough.code)]
    if dry.standing:
        standing = trying.simulated(engine, dry.standing, borough.code, typed, today)
        columns.insert(0, _column(visit, visit.say("Version en vigueur", "Version in force"), standing, borough.code))
    fields = [_field(visit, one, typed, proposed.wrong if asked else {}) for one in questions]
    wrong = {one.name: one.error for one in fields if one.error}
    sentence = replace(say(Invalid(proposed.wrong), visit.lang), fields=wrong) if wrong else None
    labels = {one.name: one.label for one in fields}
    return Trial(borough, dry.wanted.boroughs, fields, columns, labels, sentence)


def _borough(visit: Visit, dry: DryRun) -> Borough:
    """The borough that was chosen, or the first where the proposed version is open."""
    all_of_them, chosen = dry.wanted.boroughs, visit.form.one("borough")
    offered = [one for one in all_of_them if dry.proposed and dry.proposed.status(one.code) in ("live", "pilot")]
    return next((one for one in all_of_them if one.code == chosen), (offered or all_of_them)[0])


def _questions(dry: DryRun, borough: str) -> list[Question]:
    """What decides in either version; where both ask it, as the proposed one does."""
    versions = [one for one in (dry.standing, dry.proposed) if one]
    return list({one.name: one for service in versions for one in deciding(service, borough)}.values())


def _sample(dry: DryRun, borough: str, today: date) -> dict[str, str]:
    versions: list[Service] = [one for one in (dry.standing, dry.proposed) if one]
    return {name: text for one in versions for name, text in trying.sample(one, borough, today).items()}


def _typed(visit: Visit, questions: list[Question]) -> dict[str, str]:
    return {one.name: visit.form.one(f"try_{one.name}") for one in questions}


def _field(visit: Visit, question: Question, typed: Mapping[str, str], wrong: Mapping[str, str]) -> Field:
    """The question under a name of its own in the form, so that none of them is taken for the form's own fields."""
    made = field(question, {}, wrong, visit.lang)
    return replace(made, name=f"try_{question.name}", value=typed.get(question.name, ""))


def _column(visit: Visit, name: str, simulated: Simulated, borough: str) -> Column:
    excluded, costs = simulated.outcome.excluded, simulated.outcome.costs
    words = say(excluded, visit.lang).detail if excluded else ""
    return Column(name, simulated, words, simulated.service.status(borough), sum(one.cents for one in costs))
