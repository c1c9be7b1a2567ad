"""A published service as a file again: read back it is the same service, whatever its included files became."""

from dataclasses import replace

import pytest

from catalogue.joining import joining_faults, leaving_faults, standing_faults
from catalogue.load import Shared, inspect_service, load, shared_files
from catalogue.published import canonical, service_of
from catalogue.retention import Schedule
from catalogue.schema import Text
from catalogue.writing import as_toml

SHIPPED = load()
BOROUGHS = {one.code for one in SHIPPED.boroughs}
TREE = SHIPPED.services["abattage-arbre"]


@pytest.mark.parametrize("code", SHIPPED.services)
def test_a_service_is_written_and_read_back_as_the_same_version(code: str) -> None:
    stored = service_of(canonical(SHIPPED.services[code]), SHIPPED.services[code].version)
    text = as_toml(stored, shared_files(), BOROUGHS)
    assert text is not None
    read, faults = inspect_service(text, BOROUGHS)
    assert read is not None and not faults and read.version == stored.version


def test_questions_that_changed_in_their_shared_file_are_written_in_the_service_s_own() -> None:
    shared = shared_files()
    other = {name: questions[1:] for name, questions in shared.questions.items()}
    text = as_toml(TREE, Shared(other, shared.remedies), BOROUGHS)
    assert text is not None and "include" not in text
    read, _ = inspect_service(text, BOROUGHS)
    assert read is not None and read.questions == TREE.questions and read.remedies == TREE.remedies


def test_a_service_that_no_file_can_say_is_not_written() -> None:
    assert as_toml(replace(TREE, boroughs={"default": "live", "ZZ": "live"}), shared_files(), BOROUGHS) is None
    odd = replace(TREE, title=Text(fr='« \\ " \t \x7f é »', en="a\nb"))
    text = as_toml(odd, shared_files(), BOROUGHS)
    assert text is not None and inspect_service(text, BOROUGHS)[0] == odd


@pytest.mark.parametrize(
    "text",
    ["", "=", "\0", "a = " + "[" * 50_000, "a = " + "1" * 5_000, "[" + ".".join("a" * 990) + "]\nb = 1", 'code = "é"',
     'code = "../../x"\nfamily = "ARB"', "\u2028", "a = 1979-05-27", "a = nan"],
    ids=range(11),
)  # fmt: skip
def test_no_text_is_too_strange_to_be_told_what_is_wrong_with_it(text: str) -> None:
    service, faults = inspect_service(text, BOROUGHS)
    assert service is None and faults and all(fault.line >= 1 and fault.reason for fault in faults)


def test_a_character_that_cannot_be_kept_is_told_on_its_line() -> None:
    text = as_toml(TREE, shared_files(), BOROUGHS) or ""
    lines = text.splitlines()
    at = next(rank for rank, line in enumerate(lines, 1) if line.startswith("title.en"))
    lines[at - 1] = 'title.en = "a\\u0000b"'
    service, faults = inspect_service("\n".join(lines), BOROUGHS)
    (fault,) = faults
    assert service is None and fault.line == at and "title.en" in fault.reason


def test_what_a_service_s_own_file_cannot_show() -> None:
    assert not joining_faults(TREE, SHIPPED, ()) and not standing_faults(TREE, SHIPPED)
    assert "another procedure" in joining_faults(TREE, SHIPPED, {TREE.code})[0].reason
    assert "addresses" in joining_faults(replace(TREE, code="proposer"), SHIPPED, ())[0].reason
    long = f"trees in [{', '.join('1' * 300)}] ? 1 : 2"
    fees = tuple(replace(TREE.fees[0], code=f"fee-{rank}", cents=long) for rank in range(30))
    assert "larger than" in joining_faults(replace(TREE, fees=fees), SHIPPED, ())[0].reason
    assert "nothing to read" in standing_faults(replace(TREE, boroughs={"default": "suspended"}), SHIPPED)[0].reason


def test_a_service_that_the_retention_schedule_names_cannot_leave() -> None:
    (rule, *others) = SHIPPED.retention.rules
    named = replace(rule, services=(TREE.code,))
    schedule = Schedule(rules=(named, *others), records=SHIPPED.retention.records)
    assert not leaving_faults(TREE.code, replace(SHIPPED, retention=Schedule(records=SHIPPED.retention.records)))
    assert TREE.code in leaving_faults(TREE.code, replace(SHIPPED, retention=schedule))[0].reason
