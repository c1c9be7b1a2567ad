"""Thirty kinds of faults, each alone in a file: the right file, the right line, a reason that names it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from catalogue.faults import CatalogueFaults
from catalogue.load import inspect, load
from tests.catalogue.folders import SAMPLE, add_service, shared_files


@dataclass(frozen=True)
class Break:
    """One edit of the sample, the text that stands on the faulty line afterwards, and words of the reason."""

    id: str
    old: str
    new: str
    at: str
    says: str

    def text(self) -> str:
        assert SAMPLE.count(self.old) >= 1
        return SAMPLE.replace(self.old, self.new, 1)

    def line(self) -> int:
        before, found, _ = self.text().partition(self.at)
        assert found
        return before.count("\n") + 1


BREAKS = [
    Break("unknown key", 'family = "ARB"', 'family = "ARB"\ncolour = "green"', "colour", "unknown key `colour`"),
    Break("missing key", 'when = "at_submission"\n', "", "[[fees]]", "the key `fees[0].when` is missing"),
    Break("no English", 'title.en = "Sample permit"\n', "", "title.fr", "the key `title.en` is missing"),
    Break("no French", 'label.fr = "Essence"\n', "", 'label.en = "Species"', "`questions[1].label.fr` is missing"),
    Break("empty text", '"Un permis pour les essais."', '""', "summary.fr", "`summary.fr` is empty"),
    Break("number for a text", '"Rapport"', "3", "label.fr = 3", "`documents[0].label.fr`: Input should be a"),
    Break("unknown kind", 'kind = "text"', 'kind = "color"', '"color"', "`questions[1].kind` must be"),
    Break("unknown status", 'default = "live"', 'default = "open"', '"open"', "`boroughs.default` must be"),
    Break("unknown borough", 'IS = "info_only"', 'ZZ = "live"', "ZZ", "`boroughs.ZZ`: no such borough"),
    Break("override of nobody", "overrides.VD", "overrides.XX", "overrides.XX", "`overrides.XX`: no such borough"),
    Break("no default status", 'default = "live"\n', "", "[boroughs]", "the key `boroughs.default` is missing"),
    Break("nothing to read", "[notices.IS]", "[notices.AC]", "IS =", "`notices` has nothing to read"),
    Break("nowhere to go", 'url = "https://montreal.ca/anjou"\n', "", "AJ =", "its notice has no `url`"),
    Break("unknown event", 'paid = "P02"', 'paid = "P02"\npayed = "P02"', "payed", "`letters.payed`: no such event"),
    Break("first fee that names itself", "5000 +", "original_fee +", "original_fee", "undeclared reference"),
    Break("unknown letter", '"P14"', '"P99"', "P99", "`letters.issued` is not of the form"),
    Break("delay ill written", '"B10"', '"ten days"', "ten days", "`delays.review` is not of the form"),
    Break("unknown delay", "review = ", "reveiw = ", "reveiw", "unknown key `delays.reveiw`"),
    Break("fee of a wrong type", "5000 +", "'a' +", "'a' +", "no matching overload"),
    Break("fee that is a condition", "4000", "trees > 3", '"trees > 3"', "gives bool where int is needed"),
    Break("fee of an unknown answer", "max(trees -", "max(tree -", "max(tree -", "undeclared reference to 'tree'"),
    Break("fee below zero", "5000 +", "-9000 +", "cents = '''", "gives -9000 cents for the smallest answers"),
    Break("fee without a value", "4000", "4000 / (trees - 1)", "4000 /", "no value for the smallest answers"),
    Break("condition ill written", "trees < 10", "trees <", '"trees <"', "Syntax error"),
    Break("condition on a later question", "trees < 10", "reason == ''", "reason == ''", "undeclared reference"),
    Break("name taken by an include", 'name = "species"', 'name = "owner"', '"owner"', "owner is already taken"),
    Break("choice there twice", 'value = "disease"', 'value = "dead"', '"Maladie"', "dead is already taken"),
    Break("bounds out of order", "max = 200", "max = 0", "max = 0", "0 is not between `min`, 1, and 1000000"),
    Break("no such included file", '"works"]', '"working"]', "include", "no questions/working.toml"),
    Break("not TOML", 'code = "replant"', 'code = "replant', '"replant', "TOML: Illegal character"),
]  # fmt: skip


def test_the_table_holds_thirty_different_faults() -> None:
    assert len({broken.id for broken in BREAKS}) == len({broken.text() for broken in BREAKS}) == 30


def test_the_sample_itself_has_no_fault(tmp_path: Path) -> None:
    add_service(shared_files(tmp_path), SAMPLE)
    assert list(load(tmp_path).services) == ["sample"]


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.id)
def test_a_broken_file_gives_one_error_on_its_line(broken: Break, tmp_path: Path) -> None:
    add_service(shared_files(tmp_path), broken.text())
    with pytest.raises(CatalogueFaults) as refused:
        load(tmp_path)
    (fault,) = refused.value.faults
    assert (fault.file, fault.line) == ("services/arb/sample.toml", broken.line()), str(fault)
    assert broken.says in fault.reason


def test_thirty_broken_files_give_thirty_errors_and_leave_the_good_one(tmp_path: Path) -> None:
    add_service(shared_files(tmp_path), SAMPLE)
    for rank, broken in enumerate(BREAKS):
        add_service(tmp_path, broken.text(), f"broken-{rank:02}")
    found, faults = inspect(tmp_path)
    assert list(found.services) == ["sample"]
    told = [(fault.file, fault.line) for fault in faults]
    assert told == [(f"services/arb/broken-{rank:02}.toml", broken.line()) for rank, broken in enumerate(BREAKS)]
