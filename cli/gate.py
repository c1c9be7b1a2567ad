"""`./guichet test`: lint, format, types, import contracts, then every test; the one gate of a change."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from cli.show import progress

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Step:
    """One step of the gate."""

    name: str
    command: tuple[str, ...]


def steps(deep: bool, only: tuple[str, ...], *, peers: bool = False) -> list[Step]:
    """The steps, cheapest first. `only` narrows pytest to some paths, `peers` adds programs that may be missing."""
    here = Path(sys.executable).parent
    tests = (sys.executable, "-m", "pytest", *only)
    return [
        Step("lint", (str(here / "ruff"), "check", ".")),
        Step("format", (str(here / "ruff"), "format", "--check", ".")),
        Step("import contracts", (str(here / "lint-imports"), "--no-cache")),
        Step("types", (str(here / "node"), "node_modules/pyright/index.js")),
        Step("tests", (*tests, *(["--deep"] if deep else []), *(["--peers"] if peers else []))),
    ]


def run_gate(*, deep: bool, only: tuple[str, ...], peers: bool = False) -> int:
    """Run every step; a red one stops the gate. Returns the exit code."""
    env = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    for step in steps(deep, only, peers=peers):
        started = time.monotonic()
        if step.name == "tests":
            progress(f"· {step.name}")
        done = subprocess.run(
            step.command, cwd=ROOT, env=env, check=False, capture_output=step.name != "tests", text=True
        )
        seconds = time.monotonic() - started
        if done.returncode:
            progress(f"[red]✗ {step.name}[/red] ({seconds:.0f} s)")
            sys.stdout.write((done.stdout or "") + (done.stderr or ""))
            return 1
        progress(f"[green]✓[/green] {step.name} ({seconds:.0f} s)")
    return 0
