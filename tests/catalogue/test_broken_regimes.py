"""Faults of a regime's file, each alone in it: the right file, the right line, a reason that names it."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from catalogue.faults import CatalogueFaults
from catalogue.load import FOLDER, inspect, load
from catalogue.regimes import load_regime
from cli.catalogue import catalogue
from tests.catalogue.folders import shared_files

SHIPPED = (FOLDER / "regimes" / "QC-CPP.toml").read_text(encoding="utf-8")
NAME = "regimes/QC-CPP.toml"


@dataclass(frozen=True)
class Break:
    """One edit of the shipped file, the text that stands on the faulty line afterwards, and words of the reason."""

    id: str
    old: str
    new: str
    at: str
    says: str

    def text(self) -> str:
        assert self.old in SHIPPED
        return SHIPPED.replace(self.old, self.new, 1)

    def line(self) -> int:
        before, found, _ = self.text().partition(self.at)
        assert found
        return before.count("\n") + 1


CAMERA = SHIPPED[SHIPPED.index("[kinds.camera]") : SHIPPED.index("[delays]")]

BREAKS = [
    Break("unknown key", 'id = "QC-CPP"', 'id = "QC-CPP"\ncolour = "red"', "colour", "unknown key `colour`"),
    Break("missing key", "deposit_percent", "#", "# Code of Penal", "the key `deposit_percent` is missing"),
    Break("no English", "law.en", "#", "law.fr", "the key `law.en` is missing"),
    Break("no French", "title.fr = ", "#", 'title.en = "Contest a statement of offence – parking"',
          "the key `kinds.parking.title.fr` is missing"),
    Break("term in one language", ', en = "fine"', "", "fine = {", "the key `terms.fine.en` is missing"),
    Break("empty term", 'fr = "frais"', 'fr = ""', 'fr = ""', "`terms.costs.fr` is empty"),
    Break("term missing", "judge = {", "# {", "[terms]", "the key `terms.judge` is missing"),
    Break("term that nobody reads", "judge = {", 'jury = {fr = "j", en = "j"}\njudge = {', "jury",
          "`terms.jury`: no such term"),
    Break("id ill written", 'id = "QC-CPP"', 'id = "qc"', '"qc"', "`id` is not of the form"),
    Break("id that is not the file's", 'id = "QC-CPP"', 'id = "QC-AUTRE"', "QC-AUTRE", "the file is named QC-CPP.toml"),
    Break("unknown calendar", '"qc-judicial"', '"on-judicial"', "on-judicial", "`calendar` must be"),
    Break("event without a letter", 'judged = "C04"\n', "", "[letters]", "the key `letters.judged` is missing"),
    Break("unknown event", 'paid = "C03"', 'paid = "C03"\npayed = "C33"', "payed", "`letters.payed`: no such event"),
    Break("letter there twice", '"C04"', '"C03"', 'judged = "C03"', "C03 is the letter of paid already"),
    Break("letter ill written", '"C04"', '"C4"', '"C4"', "`letters.judged` is not of the form"),
    Break("letter of permits", '"C04"', '"P14"', '"P14"', "P14 is a letter of permits"),
    Break("no silence", 'silence = "deemed_no_contest"', "#", "[kinds.camera]", "`kinds.camera.silence` is missing"),
    Break("unknown silence", '"deemed_no_contest"', '"owed"', '"owed"', "`kinds.camera.silence` must be"),
    Break("no service", 'service = "contester-constat-camera"', "", "[kinds.camera]",
          "the key `kinds.camera.service` is missing"),
    Break("service there twice", '"contester-constat-camera"', '"contester-constat-circulation"',
          'service = "contester-constat-circulation"\ntitle.fr = "Contester un constat – appareil',
          "contester-constat-circulation is already taken"),
    Break("kind missing", CAMERA, "", "[kinds.parking]", "the key `kinds.camera` is missing"),
    Break("unknown kind", "[kinds.camera]", "[kinds.bicycle]", "[kinds.bicycle]", "`kinds.bicycle` must be"),
    Break("points that are a number", "points = true", "points = 2", "points = 2", "`kinds.traffic.points`: Input"),
    Break("who may plead twice", '["self", "driver"', '["self", "self", "driver"', '"self", "self"',
          "`kinds.traffic.may_plead[1]`: self is there already"),
    Break("unknown capacity", '"driver"', '"friend"', '"friend"', "`kinds.traffic.may_plead[1]` must be"),
    Break("driver of a parked car", '"lessee"', '"driver"', '"driver"', "the owner answers for a parked vehicle"),
    Break("company without a voice", '["self", "officer_of_company", "lawyer"]', '["self", "lawyer"]',
          '["self", "lawyer"]', "a company could never plead"),
    Break("no plea of guilty", 'pleas = ["guilty", ', "pleas = [", "pleas =", "guilty is not among them"),
    Break("no plea of not guilty", ', "not_guilty"]', "]", "pleas =", "not_guilty is not among them"),
    Break("unknown plea", '"guilty_contest_sentence",', '"no_contest",', '"no_contest"', "`pleas[1]` must be"),
    Break("plea there twice", '"guilty_contest_sentence",', '"guilty",', "pleas =", "guilty is there already"),
    Break("no hearing in person", '["in_person", ', "[", "modes =", "in_person is not among them"),
    Break("delay ill written", 'plea = "P30D"', 'plea = "30 days"', "30 days", "`delays.plea` is not of the form"),
    Break("revocation in months", '"P15D"', '"P1M"', '"P1M"', "`delays.revocation` is not of the form"),
    Break("unknown delay", "appeal = ", 'apeal = "P30D"\nappeal = ', "apeal", "unknown key `delays.apeal`"),
    Break("delay left out", 'ceiling = "P18M"', "#", "[delays]", "the key `delays.ceiling` is missing"),
    Break("reminder before the start", "plea_reminder = 7", "plea_reminder = 30", "plea_reminder",
          "30 days before the end of `delays.plea`, P30D, is before its start"),
    Break("warning before the judgment", "unpaid_warning = 7", "unpaid_warning = 45", "unpaid_warning",
          "is before its start"),
    Break("disclosure before the notice", "disclosure = 30", "disclosure = 31", "disclosure = 31",
          "31 is above `delays.hearing_notice`, 30"),
    Break("brackets out of order", "up_to_cents = 50000", "up_to_cents = 5000", "up_to_cents = 5000\n",
          "5000 is not above the bracket before it, 10000"),
    Break("less for a larger fine", "\ncents = 4000", "\ncents = 1000", "cents = 1000\n",
          "`contribution.brackets[1].cents`: 1000 is less than for a smaller fine, 2000"),
    Break("less above the brackets", "above_percent = 25", "above_percent = 5", "above_percent",
          "5 % of a fine above the last bracket is less"),
    Break("share above the whole", "above_percent = 25", "above_percent = 101", "above_percent",
          "`contribution.above_percent`: Input should be less than or equal to 100"),
    Break("unknown exemption", 'exempt = ["parking"]', 'exempt = ["parked"]', "parked", "`contribution.exempt[0]`"),
    Break("ages out of order", "prosecuted_from = 14", "prosecuted_from = 19", "prosecuted_from",
          "19 is above `minors.adult_from`, 18"),
    Break("no deposit", "deposit_percent = 10 ", "deposit_percent = 0 ", "deposit_percent",
          "`deposit_percent`: Input should be greater than or equal to 1"),
    Break("deposit above the whole", "deposit_percent = 10 ", "deposit_percent = 101 ", "deposit_percent",
          "`deposit_percent`: Input should be less than or equal to 100"),
    Break("cost below zero", "application = 2300", "application = -1", "application = -1",
          "`costs.application`: Input should be greater than or equal to 0"),
    Break("cost in dollars", "application = 2300", "application = 23.00", "application = 23.00",
          "`costs.application`: Input should be a valid integer"),
    Break("unknown recording", 'record = "none"', 'record = "audio"', "audio", "`record` must be"),
    Break("recording left out", 'record = "none"', "#", "# Code of Penal", "the key `record` is missing"),
    Break("public that is a word", "public = true", 'public = "yes"', "public =", "`public`: Input"),
    Break("not TOML", 'judged = "C04"', 'judged = "C04', "judged", "TOML: Illegal character"),
]  # fmt: skip


def written(folder: Path, text: str, name: str = NAME) -> Path:
    """A catalogue folder with one regime."""
    file = shared_files(folder) / name
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    return file


def test_the_table_holds_fifty_three_different_faults() -> None:
    assert len({broken.id for broken in BREAKS}) == len({broken.text() for broken in BREAKS}) == 53


def test_the_shipped_file_itself_has_no_fault(tmp_path: Path) -> None:
    written(tmp_path, SHIPPED)
    assert list(load(tmp_path).regimes) == ["QC-CPP"]


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.id)
def test_a_broken_regime_gives_one_error_on_its_line(broken: Break, tmp_path: Path) -> None:
    written(tmp_path, broken.text())
    found, (fault,) = inspect(tmp_path)
    assert found.regimes == {}
    assert (fault.file, fault.line) == (NAME, broken.line()), str(fault)
    assert broken.says in fault.reason


def test_a_file_outside_a_catalogue_is_told_by_its_own_name(tmp_path: Path) -> None:
    ours = tmp_path / "ours.toml"
    ours.write_text(SHIPPED.replace('"C04"', '"C03"', 1), encoding="utf-8")
    with pytest.raises(CatalogueFaults) as refused:
        load_regime(ours)
    (fault,) = refused.value.faults
    assert fault.file == "ours.toml"


def test_a_regime_takes_no_service_of_another_procedure(tmp_path: Path) -> None:
    text = SHIPPED.replace('"contester-constat-camera"', '"abattage-arbre"', 1)
    file = tmp_path / "services" / "arb" / "abattage-arbre.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes((FOLDER / "services" / "arb" / "abattage-arbre.toml").read_bytes())
    written(tmp_path, text)
    found, (fault,) = inspect(tmp_path)
    assert list(found.services) == ["abattage-arbre"]
    assert fault.reason == "`kinds.camera.service`: abattage-arbre is the code of a service of another procedure"


def test_a_broken_regime_leaves_the_good_one(tmp_path: Path) -> None:
    broken = written(tmp_path, SHIPPED).with_name("QC-AUTRE.toml")
    broken.write_text(SHIPPED, encoding="utf-8")
    found, (fault,) = inspect(tmp_path)
    assert list(found.regimes) == ["QC-CPP"]
    assert fault.file == "regimes/QC-AUTRE.toml"
    assert fault.reason == "`id` is QC-CPP, the file is named QC-AUTRE.toml"


def test_the_check_tells_a_fault_of_a_regime(tmp_path: Path) -> None:
    written(tmp_path, SHIPPED.replace('"P15D"', '"15 days"', 1))
    done = CliRunner().invoke(catalogue, ["check", str(tmp_path), "--json"])
    (error,) = json.loads(done.stdout)["errors"]
    assert done.exit_code == 1
    assert (error["file"], error["line"]) == (NAME, 1 + SHIPPED[: SHIPPED.index('"P15D"')].count("\n"))
    assert "`delays.revocation` is not of the form" in error["reason"]
