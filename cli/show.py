"""What a verb prints: one JSON object of a stable shape, or a table for people; and how it leaves."""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

from rich.console import Console
from rich.table import Table

console = Console(stderr=True)


def progress(text: str) -> None:
    """One progress line on standard error, so that --json stays clean on standard output."""
    console.print(text, highlight=False)


def result(figures: Mapping[str, Any], *, as_json: bool, title: str) -> None:
    """Print a verb's figures."""
    if as_json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False, default=str) + "\n")
        sys.stdout.flush()
        return
    table = Table(title=title, show_header=False)
    for name, value in figures.items():
        table.add_row(
            name, json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else str(value)
        )
    Console().print(table)


def leave(code: int) -> NoReturn:
    """Flush and leave at once: a process that used the Temporal SDK may abort while Python exits (DESIGN §2)."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
