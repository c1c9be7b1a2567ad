"""Where a city's parts listen and what they share: chosen once, kept in `var/city.json` and `var/secrets.json`."""

import json
import os
import secrets
import socket
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

PORTS = {"web": 8400, "gateway": 8401, "mail": 8402, "postgres": 8403, "temporal": 8404, "temporal_metrics": 8405,
         "cases_metrics": 8406, "letters_metrics": 8407, "dockets_metrics": 8408}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """Ports on loopback, by name."""

    web: int
    gateway: int
    mail: int
    postgres: int
    temporal: int
    temporal_metrics: int
    cases_metrics: int
    letters_metrics: int
    dockets_metrics: int


@dataclass(frozen=True)
class Secrets:
    """What no log and no repository ever shows."""

    master_key: str
    door_secret: str
    gateway_secret: str
    owner_password: str
    app_password: str
    worker_password: str


def choose_places(var: Path) -> Places:
    """The ports of the last run where they are free, else the usual ones, else any."""
    kept = var / "city.json"
    wanted = PORTS | (json.loads(kept.read_text()) if kept.exists() else {})
    taken: set[int] = set()
    chosen = {name: _free(wanted[name], taken) for name in PORTS}
    kept.write_text(json.dumps(chosen))
    return Places(**chosen)


def keep_apart(var: Path) -> None:
    """Before a first start: ports of this city's own, below those that the system hands out, drawn by lot.

    For cities of tests: several may run on one machine, and a part that is killed must find its port free again.
    """
    first = 10_000 + secrets.randbelow(2_000) * 10
    (var / "city.json").write_text(json.dumps({name: first + rank for rank, name in enumerate(PORTS)}))


def read_places(var: Path) -> Places:
    """The ports of the running city. Raises FileNotFoundError when none was ever started there."""
    return Places(**json.loads((var / "city.json").read_text()))


def keep_secrets(var: Path) -> Secrets:
    """The secrets of this city, made once, readable by its owner only."""
    file = var / "secrets.json"
    if file.exists():
        return Secrets(**json.loads(file.read_text()))
    made = Secrets(secrets.token_hex(32), *(secrets.token_urlsafe(32) for _ in range(5)))
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(json.dumps(asdict(made)))
    return made


def database_url(places: Places, role: str, password: str, database: str = "guichet") -> str:
    """A PostgreSQL address on loopback."""
    return f"postgresql://{role}:{password}@127.0.0.1:{places.postgres}/{database}"


def environment(var: Path, places: Places, keys: Secrets, *, clock: str) -> dict[str, str]:
    """The environment of the city's processes; `DATABASE_URL` and `TEMPORAL_ADDRESS` of the caller win."""
    unwanted = ("GUICHET_", "PYTHONDONTWRITEBYTECODE")
    base = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    chosen = {
        "GUICHET_CLOCK": clock,
        "GUICHET_VAR": str(var),
        "GUICHET_BASE_URL": f"http://127.0.0.1:{places.web}",
        "GUICHET_GATEWAY_URL": f"http://127.0.0.1:{places.gateway}",
        "GUICHET_GATEWAY_SECRET": keys.gateway_secret,
        "GUICHET_MASTER_KEY": keys.master_key,
        "GUICHET_DOOR_SECRET": keys.door_secret,
        "GUICHET_SMTP": f"127.0.0.1:{places.mail}",
        "GUICHET_DEMO_ACCOUNTS": "true",
        "GUICHET_RATE_LIMITS": "off",  # machines drive this city; `up` turns them on
        "GUICHET_FILES_A_DAY": "100000",  # one demo account files for a whole city
        "GUICHET_UNSCANNED_FILES": "serve",  # the embedded scanner knows one test file: a demo is used all the same
        "DATABASE_URL": database_url(places, "guichet", keys.owner_password),
        "DATABASE_APP_URL": database_url(places, "guichet_app", keys.app_password),
        "DATABASE_WORKER_URL": database_url(places, "guichet_worker", keys.worker_password),
        "TEMPORAL_ADDRESS": f"127.0.0.1:{places.temporal}",
        "PYTHONUNBUFFERED": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{base.get('PATH', '')}",
    }
    given = {name: value for name, value in os.environ.items() if name.startswith(("DATABASE_", "TEMPORAL_"))}
    return base | chosen | given


def _free(wanted: int, taken: set[int]) -> int:
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            found = int(probe.getsockname()[1])
        if found not in taken:
            taken.add(found)
            return found
    raise RuntimeError("no free port on loopback")
