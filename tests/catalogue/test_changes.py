"""What a publication tells of a service: each key that moved, and nothing of the others."""

from dataclasses import replace
from pathlib import Path

from catalogue.changes import changes
from catalogue.published import as_offered, canonical, service_of
from tests.catalogue.folders import sample


def test_a_service_against_itself_changed_nothing(tmp_path: Path) -> None:
    service = sample(tmp_path)
    assert changes(service, service) == {}


def test_a_changed_amount_is_told_with_both_amounts(tmp_path: Path) -> None:
    before = sample(tmp_path / "a")
    after = sample(tmp_path / "b", 'cents = "4000"', 'cents = "4500"')
    assert changes(before, after) == {"overrides": ["~ VD: fees (~ study: cents 4000 → 4500)"]}


def test_what_is_added_taken_away_and_put_in_another_order_is_told_by_name(tmp_path: Path) -> None:
    service = sample(tmp_path)
    first, *rest = service.questions
    without = replace(service, questions=tuple(rest))
    assert changes(service, without)["questions"] == [f"- {first.name}"]
    assert changes(without, service)["questions"] == [f"+ {first.name}"]
    assert changes(service, replace(service, questions=(*rest, first)))["questions"] == ["~ order"]


def test_a_borough_that_opens_is_told_with_its_statuses(tmp_path: Path) -> None:
    service = sample(tmp_path)
    open_too = replace(service, boroughs={**service.boroughs, "IS": "live"})
    assert changes(service, open_too) == {"boroughs": ["~ IS: info_only → live"]}


def test_an_earlier_version_is_open_where_the_newest_is_and_keeps_its_hash(tmp_path: Path) -> None:
    service = sample(tmp_path)
    closed = replace(service, boroughs={"default": "suspended"})
    shown = as_offered(service, closed)
    assert shown.status("VD") == "suspended" and shown.version == service.version != closed.version
    assert as_offered(service, None).status("VD") == "hidden"


def test_a_stored_service_reads_back_the_same_under_the_hash_that_it_was_stored_under(tmp_path: Path) -> None:
    service = sample(tmp_path)
    again = service_of(canonical(service), "another hash")
    assert again == service and again.version == "another hash" and canonical(again) == canonical(service)
