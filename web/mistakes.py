"""Mistakes that their authors reported: said at the entry that was wrong, and where it was reported."""

from collections.abc import Sequence

from casework.reading import Moment
from web.event_words import EVENTS
from web.visit import Visit

CORRECTED = "EntryCorrected"


def told(visit: Visit, moments: Sequence[Moment]) -> dict[int, list[str]]:
    """Lines for the timeline, by the place of their entry in the chain."""
    types = {one.seq: one.type for one in moments}
    lines: dict[int, list[str]] = {}
    for one in moments:
        if one.type == CORRECTED:
            entry, mistake = int(one.facts["entry"]), str(one.facts["mistake"])
            wrong = visit.say("Erreur signalée : ", "Mistake reported: ")
            lines.setdefault(entry, []).append(f"{wrong}{mistake}")
            about = visit.say("Inscription : ", "Entry: ")
            lines[one.seq] = [f"{about}{visit.say.of(EVENTS, types.get(entry, ''))}", mistake]
    return lines
