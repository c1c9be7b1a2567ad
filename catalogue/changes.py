"""What a publication changes in a service, by the keys of its file: fees, questions, documents, boroughs, the rest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, Final

from catalogue.schema import Service

NAMES: Final = ("code", "name", "value")
SHORT: Final = 80


def changes(before: Service | None, after: Service) -> dict[str, list[str]]:
    """By key of the service's file, what was added (+), taken away (-) and changed (~); empty when nothing was."""
    was = asdict(before) if before else {}
    told = {field.name: list(_of_key(was.get(field.name), asdict(after)[field.name])) for field in fields(after)}
    return {name: lines for name, lines in told.items() if lines}


def _of_key(was: Any, now: Any) -> Iterator[str]:
    if was == now:
        return
    older, newer = _entries(was), _entries(now)
    if older is None or newer is None:
        yield f"~ {_short(was)} → {_short(now)}" if was is not None else f"+ {_short(now)}"
        return
    yield from (f"- {name}" for name in older if name not in newer)
    yield from (f"+ {name}{_value(newer[name])}" for name in newer if name not in older)
    yield from (f"~ {name}: {_difference(older[name], newer[name])}" for name in newer if _moved(name, older, newer))
    if [name for name in older if name in newer] != [name for name in newer if name in older]:
        yield "~ order"


def _moved(name: str, older: Mapping[str, Any], newer: Mapping[str, Any]) -> bool:
    return name in older and older[name] != newer[name]


def _entries(value: Any) -> dict[str, Any] | None:
    """The parts of a table or of a list of tables by their names; None for anything else."""
    if value is None:
        return {}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        named = {_name(one): one for one in value if isinstance(one, Mapping) and _name(one)}
        return named if len(named) == len(value) else {str(one): None for one in value}
    return None


def _name(table: Mapping[str, Any]) -> str:
    return next((str(table[name]) for name in NAMES if name in table), "")


def _difference(was: Any, now: Any) -> str:
    """The keys of a table that moved, with their values where these are short."""
    if not isinstance(was, Mapping) or not isinstance(now, Mapping):
        return f"{_short(was)} → {_short(now)}"
    keys = [key for key in now if was.get(key) != now[key]] + [key for key in was if key not in now]
    return ", ".join(f"{key} {_step(was.get(key), now.get(key))}" for key in keys)


def _step(was: Any, now: Any) -> str:
    """From one value to another; what changed within a list or a table is told by its own names."""
    if isinstance(now, Mapping | list | tuple):
        return f"({'; '.join(_of_key(was, now))})"
    return f"{_short(was)} → {_short(now)}"


def _value(one: Any) -> str:
    """What a new entry is worth telling: the amount of a fee, a status, a delay."""
    if isinstance(one, Mapping):
        return f" ({_short(one['cents'])})" if "cents" in one else ""
    return "" if one is None else f" ({_short(one)})"


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
