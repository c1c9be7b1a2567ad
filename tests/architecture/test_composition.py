"""The production composition, read by a compose parser: health, secrets, rights, networks, and every setting given.

No container engine runs here: the images are not pulled, and this proves the file, not a deployment.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic_settings import BaseSettings

from adapters import secret_files, settings
from cli.connected import role_passwords

ROOT = Path(__file__).parents[2]
GIVEN = {
    "GUICHET_VERSION": "1",
    "GUICHET_BASE_URL": "https://guichet.example",
    "GUICHET_ALLOWED_HOSTS": "guichet.example",
    "GUICHET_MAIL_FROM": "Guichet <guichet@example.ca>",
    "GUICHET_DKIM_DOMAIN": "example.ca",
    "MAIL_RELAYHOST": "relay.example:25",
}
ONE_SHOT = {"migrate", "temporal-schema", "namespace", "bucket"}
OURS = {"doors", "cases", "letters", "dockets", "migrate"}
SCALED = {"doors": "DOORS", "cases": "CASES", "letters": "LETTERS"}
WRITES_ITS_ROOT = {"temporal", "temporal-ui", "mail", "scanner"}  # their images write configuration as they start
GRACE = {"doors": 35, "cases": 45, "letters": 130, "dockets": 30}
Service = Mapping[str, Any]


def parsed(folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """What `podman-compose config` says; a stand-in tells it that an engine is there, and is asked for nothing else."""
    engine = folder / "podman"
    engine.write_text("#!/bin/sh\necho 'podman version 5.4.0'\n")
    engine.chmod(0o755)
    command = [str(Path(sys.executable).parent / "podman-compose"), "--podman-path", str(engine), "--profile", "ui",
               "-f", str(ROOT / "docker-compose.yml"), "config"]  # fmt: skip
    path = os.pathsep.join((str(folder), os.environ["PATH"]))
    return subprocess.run(command, env=env | {"PATH": path}, capture_output=True, text=True, check=False, cwd=folder)


@pytest.fixture(scope="module")
def composition(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = parsed(tmp_path_factory.mktemp("compose"), **GIVEN)
    assert done.returncode == 0, done.stderr
    return yaml.safe_load(done.stdout)


@pytest.fixture
def services(composition: dict[str, Any]) -> dict[str, Service]:
    return composition["services"]


@pytest.mark.parametrize("missing", GIVEN)
def test_a_value_that_is_missing_stops_the_composition(tmp_path: Path, missing: str) -> None:
    done = parsed(tmp_path, **{name: value for name, value in GIVEN.items() if name != missing})
    assert done.returncode != 0


def test_every_part_of_production_is_there(services: dict[str, Service]) -> None:
    assert set(services) == {
        "database", "temporal-schema", "temporal", "namespace", "temporal-ui", "migrate", "doors", "cases", "letters",
        "dockets", "proxy", "mail", "objects", "bucket", "scanner",
    }  # fmt: skip


def test_every_lasting_part_has_a_health_check_and_starts_again(services: dict[str, Service]) -> None:
    for name, service in services.items():
        if name in ONE_SHOT:
            assert service["restart"] == "no", name
        else:
            assert service["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL"), name
            assert service["restart"] == "unless-stopped", name


def test_no_part_begins_before_what_it_stands_on_is_well(services: dict[str, Service]) -> None:
    for name, service in services.items():
        for other, how in (service.get("depends_on") or {}).items():
            expected = "service_completed_successfully" if other in ONE_SHOT else "service_healthy"
            assert how["condition"] == expected, f"{name} on {other}"
    for name in SCALED:
        assert {"migrate", "namespace", "temporal"} <= set(services[name]["depends_on"])


def test_one_port_is_published_and_only_on_loopback(services: dict[str, Service]) -> None:
    published = {name: service["ports"] for name, service in services.items() if service.get("ports")}
    assert published == {"proxy": ["127.0.0.1:8400:8080"]}


def test_what_holds_data_reaches_no_outer_network(composition: dict[str, Any], services: dict[str, Service]) -> None:
    internal = {name for name, network in composition["networks"].items() if (network or {}).get("internal")}
    assert internal == {"edge", "data", "engine", "files", "post"}
    for name in ("database", "temporal", "objects", "letters", "migrate", "temporal-schema", "namespace", "bucket"):
        assert set(services[name]["networks"]) <= internal, name
    assert "data" not in services["proxy"]["networks"]
    assert "engine" not in services["proxy"]["networks"]


def test_no_part_is_root_or_gains_rights(services: dict[str, Service]) -> None:
    for name, service in services.items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert not service.get("privileged"), name
        if name not in ("mail", "scanner"):  # these two begin as root to own a port and a folder, then let it go
            assert str(service["user"]).split(":")[0] not in ("0", "root"), name
        if name not in WRITES_ITS_ROOT:
            assert service["read_only"] is True, name


def test_ours_run_as_the_image_says(services: dict[str, Service]) -> None:
    image = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    user = re.search(r"^USER (.+)$", image, re.MULTILINE)
    assert user is not None
    assert {services[name]["user"] for name in OURS} == {user[1]}


def test_doors_and_workers_scale_by_count(tmp_path: Path, services: dict[str, Service]) -> None:
    done = parsed(tmp_path, **GIVEN, **dict.fromkeys(SCALED.values(), "7"))
    scaled = yaml.safe_load(done.stdout)["services"]
    for name in SCALED:
        assert int(services[name]["deploy"]["replicas"]) == 2
        assert int(scaled[name]["deploy"]["replicas"]) == 7
        assert "container_name" not in services[name]
        assert not services[name].get("ports")


def test_each_process_has_its_time_to_finish(services: dict[str, Service]) -> None:
    assert {name: int(services[name]["stop_grace_period"].rstrip("s")) for name in GRACE} == GRACE


def test_no_secret_stands_in_the_environment(composition: dict[str, Any], services: dict[str, Service]) -> None:
    for name, service in services.items():
        for variable, value in (service.get("environment") or {}).items():
            secret = re.search(r"PASSWORD|SECRET|_KEY|PWD", variable) and not variable.endswith("_FILE")
            assert not (secret and value), f"{name}: {variable}"
    used = {secret for service in services.values() for secret in service.get("secrets") or ()}
    assert used == set(composition["secrets"])


def required(kind: type[BaseSettings]) -> set[str]:
    prefix = kind.model_config.get("env_prefix", "")
    return {f"{prefix}{name}".upper() for name, field in kind.model_fields.items() if field.is_required()}


def test_every_setting_that_has_no_default_is_given(services: dict[str, Service]) -> None:
    kinds = [one for one in vars(settings).values() if isinstance(one, type) and issubclass(one, BaseSettings)]
    names = set[str]().union(*(required(one) for one in kinds if one is not BaseSettings))
    assert {"GUICHET_MASTER_KEY", "TEMPORAL_ADDRESS"} <= names
    for process, role in (("doors", "APP"), ("cases", "WORKER"), ("letters", "WORKER"), ("dockets", "APP")):
        service = services[process]
        assert names | {f"DATABASE_{role}_URL"} <= given(service), process
        assert service["environment"]["GUICHET_MODE"] == "production"
        assert "DATABASE_URL" not in given(service), "the owner's address is for the migration alone"
    assert {"DATABASE_URL", "DATABASE_APP_URL", "DATABASE_WORKER_URL"} <= given(services["migrate"])


def given(service: Service) -> set[str]:
    """Settings of the environment, and those of files that `adapters/secret_files.py` takes in."""
    files = {name.upper() for name in service.get("secrets") or () if name.startswith(secret_files.OURS)}
    return set(service["environment"]) | files


def test_every_command_of_ours_is_a_module_that_exists(services: dict[str, Service]) -> None:
    for name in OURS:
        text = " ".join(services[name]["command"])
        for module in re.findall(r"-m (\S+)|-m, (\S+)", text):
            path = ROOT / "/".join((module[0] or module[1]).rstrip(",").split("."))
            assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), text


def test_a_file_is_a_setting_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "guichet_door_secret").write_text("from a file\n")
    (tmp_path / "guichet_master_key").write_text("from a file\n")
    (tmp_path / "somebody_elses").write_text("x")
    monkeypatch.setenv("GUICHET_MASTER_KEY", "from the environment")
    monkeypatch.setenv("GUICHET_DOOR_SECRET", "is taken away again after the test")
    monkeypatch.delenv("GUICHET_DOOR_SECRET")
    assert secret_files.take_in(tmp_path) == ["guichet_door_secret", "guichet_master_key"]
    assert os.environ["GUICHET_DOOR_SECRET"] == "from a file"
    assert os.environ["GUICHET_MASTER_KEY"] == "from the environment"


def test_the_roles_get_the_passwords_of_their_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_APP_URL", "postgresql://guichet_app:a%2Fb@database/guichet")
    monkeypatch.setenv("DATABASE_WORKER_URL", "postgresql://guichet_worker:c@database/guichet")
    assert role_passwords(tmp_path) == {"guichet_app": "a/b", "guichet_worker": "c"}
    assert not (tmp_path / "secrets.json").exists()
