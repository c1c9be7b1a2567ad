"""The other side's word: the gateway's own book and the mail sink's own log, one JSON line a change."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Booked:
    """What the gateway took and gave back for one case, in cents, and how often for each payment."""

    captured: int = 0
    refunded: int = 0
    captures: Counter[str] = field(default_factory=Counter[str])
    refunds: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])  # by payment and key
    taken: Counter[str] = field(default_factory=Counter[str])  # cents, by payment
    given_back: Counter[str] = field(default_factory=Counter[str])  # cents, by payment


def read_book(file: Path) -> dict[str, Booked]:
    """Every case's money by the gateway; a payment's id begins with its case's."""
    book: defaultdict[str, Booked] = defaultdict(Booked)
    for line in _lines(file):
        booked = book[line["id"].partition("-")[0]]
        if line.get("refund_key"):
            _give_back(booked, line, line["refund_key"], line["refund_cents"])
        elif line["status"] == "refunded":
            _give_back(booked, line, "whole", line["cents"])
        elif line["status"] == "captured":
            booked.captured += line["cents"]
            booked.captures[line["id"]] += 1
            booked.taken[line["id"]] += line["cents"]
    return book


def _give_back(booked: Booked, line: dict[str, Any], key: str, cents: int) -> None:
    booked.refunded += cents
    booked.refunds[line["id"], key] += 1
    booked.given_back[line["id"]] += cents


def mails_of(file: Path) -> dict[str, set[str]]:
    """The contents (SHA-256) that arrived under each Message-ID: one, however often it was sent."""
    mails: defaultdict[str, set[str]] = defaultdict(set)
    for line in _lines(file):
        mails[line["message_id"]].add(line["sha256"])
    return mails


def _lines(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    content = file.read_text(encoding="utf-8")
    return [_whole(line) for line in content[: content.rfind("\n") + 1].splitlines() if line]


def _whole(line: str) -> dict[str, Any]:
    """A line that follows the torn end of a killed writer's begins at its own brace; entries are flat objects."""
    return json.loads(line[line.rfind('{"') :])
