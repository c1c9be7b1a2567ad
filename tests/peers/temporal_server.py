"""Temporal Server as production runs it, on PostgreSQL: its programs by Go's modules, its schema, its settings."""

import json
import os
import secrets
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql

VERSION: Final = "v1.32.0"  # that of docker-compose.yml
MODULE: Final = "go.temporal.io/server"
KEPT: Final = Path(__file__).parents[2] / ".peers"  # built once, never committed
SHARDS: Final = 4
DATABASES: Final = {"temporal": "temporal", "temporal_visibility": "visibility"}  # and the folder of its schema
SERVICES: Final = ("frontend", "history", "matching", "worker")
PORTS: Final = 2 * len(SERVICES) - 1  # a membership port for each, and the others' own


@dataclass(frozen=True)
class Programs:
    """The server and its schema tool, which carries the schema."""

    server: Path
    schema_tool: Path


def missing() -> str:
    """Why this machine cannot have the server; empty when it can."""
    return "" if shutil.which("go") else "go is not installed: Temporal Server is built from its Go module"


def programs() -> Programs:
    """The server's programs, built the first time: that takes some minutes. Raises CalledProcessError."""
    folder = KEPT / f"temporal-{VERSION}"
    env = os.environ | {"GOBIN": str(folder), "CGO_ENABLED": "0"}
    for name, path in (("server", "cmd/server"), ("sql", "cmd/tools/sql")):
        if not (folder / name).exists():
            subprocess.run(["go", "install", f"{MODULE}/{path}@{VERSION}"], env=env, check=True)
    return Programs(folder / "server", folder / "sql")


def low_ports(count: int) -> list[int]:
    """Free ports on loopback below 32768: the server keeps those of its members as small integers."""
    found: list[int] = []
    while len(found) < count:
        port = 3_000 + secrets.randbelow(6_000)
        with socket.socket() as probe:
            if port not in found and probe.connect_ex(("127.0.0.1", port)):
                found.append(port)
    return found


def make_databases(tool: Path, owner_url: str, port: int, password: str) -> None:
    """A role for Temporal that owns its two databases and nothing of the city's, and their schema; once."""
    with psycopg.connect(f"{owner_url.rpartition('/')[0]}/postgres", autocommit=True) as link:
        if link.execute("SELECT 1 FROM pg_roles WHERE rolname = 'temporal'").fetchone():
            return
        role = "CREATE ROLE temporal LOGIN NOSUPERUSER CREATEDB PASSWORD {}"
        link.execute(sql.SQL(role).format(sql.Literal(password)))
    env = {"SQL_PLUGIN": "postgres12", "SQL_HOST": "127.0.0.1", "SQL_PORT": str(port), "SQL_USER": "temporal",
           "SQL_PASSWORD": password}  # fmt: skip
    for database, schema in DATABASES.items():
        for command in (
            ["create"],
            ["setup-schema", "-v", "0.0"],
            ["update-schema", "--schema-name", f"postgresql/v12/{schema}"],
        ):
            subprocess.run([str(tool), "--database", database, *command], env=env, check=True, capture_output=True)


def write_settings(folder: Path, port: int, free: list[int], database_port: int, password: str) -> list[str]:
    """Write the server's settings and return its arguments. `port` is the frontend's, `free` are PORTS others."""
    folder.mkdir(parents=True, exist_ok=True)
    stores = {name: {"sql": _store(name, database_port, password)} for name in DATABASES}
    settings: dict[str, Any] = {
        "log": {"stdout": True, "level": "error"},
        "persistence": {
            "defaultStore": "temporal",
            "visibilityStore": "temporal_visibility",
            "numHistoryShards": SHARDS,
            "datastores": stores,
        },
        "global": {"membership": {"maxJoinDuration": "30s", "broadcastAddress": "127.0.0.1"}},
        "services": {
            name: {"rpc": {"grpcPort": grpc, "membershipPort": membership, "bindOnIP": "127.0.0.1"}}
            for name, grpc, membership in zip(SERVICES, [port, *free], free[len(SERVICES) - 1 :], strict=False)
        },
        "clusterMetadata": {
            "enableGlobalNamespace": False,
            "failoverVersionIncrement": 10,
            "masterClusterName": "active",
            "currentClusterName": "active",
            "clusterInformation": {
                "active": {
                    "enabled": True,
                    "initialFailoverVersion": 1,
                    "rpcName": "frontend",
                    "rpcAddress": f"127.0.0.1:{port}",
                }
            },
        },
    }
    file = folder / "guichet.yaml"
    file.write_text(json.dumps(settings), encoding="utf-8")  # which is YAML
    return ["--config-file", str(file), "start"]


def _store(database: str, port: int, password: str) -> dict[str, Any]:
    return {
        "pluginName": "postgres12",
        "databaseName": database,
        "connectAddr": f"127.0.0.1:{port}",
        "connectProtocol": "tcp",
        "user": "temporal",
        "password": password,
        "maxConns": 20,
        "maxIdleConns": 20,
        "maxConnLifetime": "1h",
    }
