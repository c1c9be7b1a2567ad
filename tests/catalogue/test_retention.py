"""The shipped schedule, and what `catalogue check` says of a broken one."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from catalogue.load import FOLDER, Catalogue, inspect, load
from catalogue.retention import FILE
from domain import permit_states
from domain.retention import ClosedCase
from tests.catalogue.folders import SAMPLE, add_service, shared_files

SHIPPED = (FOLDER / FILE).read_text(encoding="utf-8")


def test_every_end_of_every_shipped_service_has_its_rule(shipped: Catalogue) -> None:
    for service, outcome, paid in product(shipped.services.values(), permit_states.TERMINAL, (True, False)):
        case = ClosedCase("permit", service.family, service.code, outcome, paid, date(2026, 1, 1))
        code, due_on = shipped.retention.due_on(case)
        assert code
        gave_up = outcome in ("WITHDRAWN", "ABANDONED")
        assert (due_on is None) == (service.family in ("BAT", "URB") and not gave_up)


def test_building_permits_are_permanent_and_access_logs_are_kept_two_years(shipped: Catalogue) -> None:
    case = ClosedCase("permit", "BAT", "demolition", "EXPIRED", True, date(2026, 1, 1))
    assert shipped.retention.due_on(case) == ("batiment", None)
    assert shipped.retention.keep_of("access-log") == "P2Y"
    assert len(shipped.retention.version) == 64


def test_every_delay_says_where_it_comes_from(shipped: Catalogue) -> None:
    assert all(rule.source for rule in (*shipped.retention.rules, *shipped.retention.records))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('keep = "P2Y"', 'keep = "two years"', "not of the form"),
        ('code = "vignette"', 'code = "batiment"', "batiment comes twice"),
        ('"ABANDONED"]\npaid', '"LOST"]\npaid', "LOST is no end of a case"),
        ('families = ["STA"]', 'families = ["XYZ"]', "must be"),
        ('families = ["STA"]\n', "", "an earlier rule says all that autre-permis says"),
        ('code = "autre-permis"\n', 'code = "autre-permis"\npaid = true\n', "no last rule fits every other permit"),
        ('code = "access-log"', 'code = "access-logs"', "nothing says how long access-log is kept"),
        ('code = "vignette"\n', 'code = "vignette"\nservices = ["nowhere"]\n', "there is no service nowhere"),
        ('code = "vignette"\n', 'code = "vignette"\nforever = true\n', "unknown key"),
        ('text.en = "Any other permit"\n', "", "is missing"),
    ],
)
def test_a_broken_schedule_is_told_with_its_reason(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in SHIPPED
    add_service(shared_files(tmp_path), SAMPLE)
    (tmp_path / FILE).write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    catalogue, faults = inspect(tmp_path)
    assert any(reason in fault.reason for fault in faults if fault.file == FILE), faults
    assert catalogue.retention.rules == ()


def test_without_a_schedule_nothing_is_ever_due(tmp_path: Path) -> None:
    add_service(shared_files(tmp_path), SAMPLE)
    case = ClosedCase("permit", "ARB", "sample", "WITHDRAWN", False, date(2000, 1, 1))
    assert load(tmp_path).retention.due_on(case) == ("", None)
