"""What happened to a case, in words: each moment with the particulars that matter to its reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.reading import Moment
from catalogue.schema import Service
from domain.people import Role
from web import mistakes, vocabulary
from web.event_words import EVENTS
from web.typography import money
from web.visit import Visit


@dataclass(frozen=True)
class Entry:
    """A moment and its particulars."""

    moment: Moment
    title: str
    particulars: tuple[str, ...]


def entries(
    visit: Visit, service: Service | None, moments: Sequence[Moment], file_names: Mapping[str, str]
) -> list[Entry]:
    """The timeline, latest first. `file_names` gives the names of the case's documents by their ids."""
    labels: dict[str, str] = {}
    found: list[Entry] = []
    corrected = mistakes.told(visit, moments)
    for moment in moments:
        labels |= {item["name"]: item["label"] for item in moment.facts.get("items", ())}
        lines = [
            *_facts(visit, moment),
            *_answers(visit, moment, labels, file_names),
            *_opinions(visit, service, moment),
            *corrected.get(moment.seq, ()),
        ]
        found.append(Entry(moment, visit.say.of(EVENTS, moment.type), tuple(lines)))
    return found[::-1]


def _facts(visit: Visit, moment: Moment) -> list[str]:
    """What was asked, decided, paid."""
    facts = moment.facts
    lines = [str(item["label"]) for item in facts.get("items", ())]
    lines += [str(facts[name]) for name in ("reasons", "provision", "reason") if facts.get(name)]
    lines += [str(line) for name in ("remedies", "conditions") for line in facts.get(name, ())]
    if "cents" in facts:
        lines.append(money(facts["cents"], visit.lang))
    if facts.get("channel") in vocabulary.FILING_CHANNELS:
        lines.append(visit.say.of(vocabulary.FILING_CHANNELS, facts["channel"]))
    if facts.get("alarm") in vocabulary.ALARMS:
        lines.append(visit.say.of(vocabulary.ALARMS, facts["alarm"]))
    return lines


def _answers(visit: Visit, moment: Moment, labels: Mapping[str, str], file_names: Mapping[str, str]) -> list[str]:
    """The answers to a request for information; a document by its name."""
    if moment.type != "InformationReceived":
        return []
    colon = visit.say(" : ", ": ")
    given: Mapping[str, str] = moment.facts["answers"]
    return [f"{labels.get(name, name)}{colon}{file_names.get(answer, answer)}" for name, answer in given.items()]


def _opinions(visit: Visit, service: Service | None, moment: Moment) -> list[str]:
    """The opinions, for those who work on the file."""
    if moment.type != "ReviewConcluded" or visit.actor.role is Role.CITIZEN:
        return []
    names = {one.code: one.label.say(visit.lang) for one in service.opinions} if service else {}
    given: Sequence[Mapping[str, Any]] = moment.facts["opinions"]
    return [_opinion(visit, names.get(one["discipline"]) or str(one["discipline"]), one) for one in given]


def _opinion(visit: Visit, discipline: str, opinion: Mapping[str, Any]) -> str:
    outcome = visit.say.of(vocabulary.OUTCOMES, opinion["outcome"])
    note = f" ({opinion['note']})" if opinion.get("note") else ""
    return f"{discipline}{visit.say(' : ', ': ')}{outcome}{note}"
