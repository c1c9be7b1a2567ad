"""How a verb finds the city that it speaks to: the environment first, then what `up` left in `var`."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from typer import BadParameter

from cli.places import database_url, keep_secrets, read_places

ROLES = {"guichet_app": "DATABASE_APP_URL", "guichet_worker": "DATABASE_WORKER_URL"}


def owner_url(var: Path) -> str:
    """The database as its owner. Raises FileNotFoundError when there is neither DATABASE_URL nor a city in `var`."""
    return os.environ.get("DATABASE_URL") or database_url(read_places(var), "guichet", keep_secrets(var).owner_password)


def temporal_address(var: Path) -> str:
    """Where Temporal listens."""
    return os.environ.get("TEMPORAL_ADDRESS") or f"127.0.0.1:{read_places(var).temporal}"


def master_key(var: Path) -> str:
    """The key that wraps the cases' keys."""
    return os.environ.get("GUICHET_MASTER_KEY") or keep_secrets(var).master_key


def role_passwords(var: Path) -> dict[str, str]:
    """The passwords of the doors' and the workers' roles: those of their addresses, or the ones kept in `var`."""
    addresses = {role: os.environ.get(name, "") for role, name in ROLES.items()}
    if all(addresses.values()):
        return {role: unquote(urlsplit(address).password or "") for role, address in addresses.items()}
    secrets = keep_secrets(var)
    return {"guichet_app": secrets.app_password, "guichet_worker": secrets.worker_password}


def worker_url(var: Path) -> str:
    """The database as its workers. Raises BadParameter when nothing says where it is."""
    if given := os.environ.get("DATABASE_WORKER_URL"):
        return given
    if not (var / "city.json").exists():
        raise BadParameter(f"no city was ever started in {var}")
    return database_url(read_places(var), "guichet_worker", keep_secrets(var).worker_password)
