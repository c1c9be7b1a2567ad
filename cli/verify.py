"""`./guichet verify`: is a file one of the City's letters, whole and unchanged? Anyone can run it with the root."""

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from adapters.seal_verify import Verdict, load_roots, verify_pdf
from cli.show import progress

DEFAULT_AUTHORITY = Path("var/seal")
PDF_HEADER = b"%PDF-"


def verify_files(paths: Sequence[Path], *, authority: Path = DEFAULT_AUTHORITY, as_json: bool = False) -> int:
    """Judge files, and every PDF under the folders; 0 when there is at least one and all are valid, else 1."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    try:
        roots = load_roots(authority)
    except (OSError, ValueError) as fault:
        progress(f"[red]No root certificate at {authority}[/red]: {fault}")
        return 1
    verdicts = [(file, verify_pdf(_content(file), roots)) for file in _letters(paths)]
    _print(verdicts, as_json=as_json)
    if not verdicts:
        progress("[red]No letter found[/red]")
    return 0 if verdicts and all(verdict.valid for _, verdict in verdicts) else 1


def _letters(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file() and _is_pdf(file))
        else:
            yield path


def _is_pdf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(PDF_HEADER)) == PDF_HEADER


def _content(file: Path) -> bytes:
    """A file that cannot be read is judged as an empty one: not valid."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def figures(file: Path, verdict: Verdict) -> dict[str, Any]:
    """One verdict as the verb prints it; `signed_at` is ISO text in UTC as the seal says it."""
    return {
        "file": str(file),
        "valid": verdict.valid,
        "signer": verdict.signer,
        "signed_at": verdict.signed_at.isoformat() if verdict.signed_at else None,
        "intact": verdict.intact,
        "trusted": verdict.trusted,
        "whole": verdict.whole,
        "reason": verdict.reason,
    }


def _print(verdicts: Sequence[tuple[Path, Verdict]], *, as_json: bool) -> None:
    if as_json:
        lines = [json.dumps(figures(file, verdict), ensure_ascii=False) for file, verdict in verdicts]
        sys.stdout.write("".join(line + "\n" for line in lines))
        sys.stdout.flush()
        return
    table = Table("file", "valid", "sealed by", "sealed at", "reason")
    for file, verdict in verdicts:
        shown = figures(file, verdict)
        table.add_row(str(file), "yes" if verdict.valid else "NO", shown["signer"], shown["signed_at"], verdict.reason)
    Console().print(table)
