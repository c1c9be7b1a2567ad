"""Where things stand: every folder has a layer, names are ours alone, the core asks no clock and no chance."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PURE = ("workflows", "domain")
LONGEST = 300
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
LAYERS = next(one["layers"] for one in SETTINGS["contracts"] if one["type"] == "layers")
LAYERED = {name.strip() for layer in LAYERS for name in layer.split("|")}
APART = {"checks"}  # judges the code and imports none of it: its contract says so

IMPURE = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.monotonic", "uuid.uuid1",
    "uuid.uuid4", "uuid4", "random", "secrets", "os.environ", "os.getenv", "getenv", "os.urandom",
}  # fmt: skip


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def _texts() -> Iterator[tuple[Path, str]]:
    for path in _tracked():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def _packages() -> set[str]:
    return {path.relative_to(ROOT).parts[0] for path in _tracked() if path.name == "__init__.py"} - {"tests"}


def test_every_package_is_known_to_the_import_contracts() -> None:
    assert set(SETTINGS["root_packages"]) == _packages()


def test_every_package_has_a_layer_or_stands_apart_by_contract() -> None:
    assert _packages() == LAYERED | APART
    forbidden = {name for one in SETTINGS["contracts"] if one["type"] == "forbidden" for name in one["source_modules"]}
    assert forbidden >= APART


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout


def test_no_installed_distribution_shares_a_name_with_us() -> None:
    taken = metadata.packages_distributions()
    assert {name: taken[name] for name in _packages() if name in taken} == {}


def _names_used(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            yield ast.unparse(node)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None)
            yield from (alias.name for alias in node.names)
            yield from [module] if module else []


@pytest.mark.parametrize("package", PURE)
def test_rules_and_workflows_ask_neither_the_clock_nor_chance_nor_the_environment(package: str) -> None:
    found = {
        f"{path.name}: {name}"
        for path in (ROOT / package).rglob("*.py")
        for name in _names_used(ast.parse(path.read_text(encoding="utf-8")))
        if name in IMPURE
    }
    assert found == set()


def test_the_look_for_impure_names_finds_them() -> None:
    tree = ast.parse("import random\nfrom uuid import uuid4\nx = datetime.now(UTC)\ny = os.environ['A']")
    assert {name for name in _names_used(tree) if name in IMPURE} == {"random", "uuid4", "datetime.now", "os.environ"}


def test_no_file_is_longer_than_300_lines() -> None:
    kinds = {".py", ".js", ".css", ".html"}
    long = {
        str(path.relative_to(ROOT)): lines
        for path, text in _texts()
        if path.suffix in kinds and (lines := text.count("\n")) > LONGEST
    }
    assert long == {}


def test_no_file_names_a_machine_s_folders_or_a_registry() -> None:
    folders = rf"{re.escape(str(ROOT))}/|/(?:root|Users)/|/home/[a-z]"
    registries = r"https?://[^\s\"']*(?:pypi|registry|simple/|npmjs)"
    wrong = re.compile(f"{folders}|{registries}")
    ours = Path(__file__)
    found = {
        str(path.relative_to(ROOT)): hit[0] for path, text in _texts() if path != ours and (hit := wrong.search(text))
    }
    assert found == {}


def test_locks_name_versions_and_hashes_and_no_address() -> None:
    pip = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    npm = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert not re.search(r"https?://|--(?:extra-)?index-url|--find-links", pip)
    assert not re.search(r'"resolved"|_resolved|\.tgz', npm)
    pins = re.findall(r"^[A-Za-z0-9._-]+(?:\[[a-z,]+\])?==", pip, re.MULTILINE)
    assert len(pins) > 50
    assert pip.count("--hash=sha256:") >= len(pins)
    assert npm.count('"integrity": "sha512-') == len(re.findall(r'"node_modules/', npm))
