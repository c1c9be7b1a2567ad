"""Secrets that come as files, as container engines mount them: `/run/secrets/guichet_master_key` is a setting."""

import os
from pathlib import Path

FOLDER = Path("/run/secrets")
OURS = ("guichet_", "database_", "temporal_", "stripe_")


def take_in(folder: Path = FOLDER) -> list[str]:
    """Make each file of ours a setting, under its name in capitals; what the environment says wins. Their names."""
    if not folder.is_dir():
        return []
    found = [file for file in sorted(folder.iterdir()) if file.name.startswith(OURS) and file.is_file()]
    for file in found:
        os.environ.setdefault(file.name.upper(), file.read_text(encoding="utf-8").strip())
    return [file.name for file in found]
