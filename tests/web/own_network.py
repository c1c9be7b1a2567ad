"""A network of a test's own: Janus answers on no loopback, so it gets a pair of virtual cards, gone with the test."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ADDRESS: Final = "203.0.113.1"  # of the block for examples (RFC 5737): nobody else's
ROOT: Final = Path(__file__).parents[2]
_CARDS: Final = (
    "ip link set lo up && ip link add h0 type veth peer name h1 && "
    f"ip address add {ADDRESS}/24 dev h0 && ip link set h0 up && ip link set h1 up"
)
_SECONDS: Final = 400


def tried_alone(test: str) -> None:
    """Run the tests of a file inside a network namespace without a name: it ends with its last process.

    Only root may make one: elsewhere a loud skip, in CI a failure.
    """
    why = _missing()
    if why:
        assert not os.environ.get("CI"), why
        pytest.skip(why)
    inside = f'{_CARDS} && exec "$0" -m pytest -rA "$1"'
    command = ["unshare", "--net", "sh", "-c", inside, sys.executable, test]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=_SECONDS, check=False)
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]


def _missing() -> str:
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return "util-linux's unshare and iproute2 are needed for a network of the test's own"
    tried = subprocess.run(["unshare", "--net", "sh", "-c", _CARDS], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"no network of the test's own here: {tried.stderr.strip()}"
