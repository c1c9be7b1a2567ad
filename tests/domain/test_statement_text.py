"""What a photographed statement proposes, from the texts that a reader makes of it."""

import time

import pytest

from domain.statement_text import ReadStatement, read_statement

CLEAN = """VILLE DE MONTRÉAL
Cour municipale, 775, rue Gosford, Montréal (Québec) H2Y 3B9   514 872-2964
CONSTAT D’INFRACTION / STATEMENT OF OFFENCE
No du constat / Statement number : 8123 456 789
Date de l’infraction / Date of offence : 2026-11-12   10:15
Plaque d’immatriculation / Plate : ABC 123   QC
Lieu / Place : 4101, rue Saint-Denis
Amende : 60,00 $   Frais : 30,00 $   Total : 90,00 $
"""
TABLE = {
    "clean": (CLEAN, "8123 456 789", "ABC123"),
    "in one piece": ("Constat no 8123456789\nPlaque : A12 BCD", "8123456789", "A12BCD"),
    "a letter first": ("Numéro du constat : P1234567", "P1234567", ""),
    "hyphens": ("Ticket no: 812-345-678", "812 345 678", ""),
    "confused figures": ("N° du constat : 8I23 4S6 7B9\nPlaque : ABC I2O", "8123 456 789", "ABC120"),
    "confused letters": ("Statement number 8123456789\nPlate: A8C 123", "8123456789", "ABC123"),
    "confused labels": ("N0 du C0NSTAT : 8123456789\nP1AQUE: ABC 123\nPLATE: ABC 123", "8123456789", "ABC123"),
    "the value below its label": ("Numéro du constat\n8123 456 789\nPlaque\n123 ABC", "8123 456 789", "123ABC"),
    "a title, then something else": ("CONSTAT D’INFRACTION\n2026-11-12\n8123 456 789", "8123 456 789", ""),
    "labelled wins over another number": ("Dossier 900000001\nConstat no 8123456789", "8123456789", ""),
    "no label": ("Montréal\n8123 456 789\nTotal 90,00 $", "8123 456 789", ""),
    "two numbers without a label": ("8123 456 789\n8123 456 788", "", ""),
    "the same number twice": ("8123 456 789\n8123456789", "8123456789", ""),
    "a telephone is no number": ("Renseignements : 514 872-2964, (514) 872-2964", "", ""),
    "an hour, a day, an amount are none": ("2026-11-12 10:15\n12345,00 $", "", ""),
    "date of birth": ("Constat 8123456789\nNé le : 1990-O4-12", "8123456789", "1990-04-12"),
    "a day that is none": ("Date de naissance 1990-13-45", "", ""),
    "date of offence is no second fact": ("Constat 8123456789\nDate : 2026-11-12", "8123456789", ""),
    "postal code": ("Camille Exemple, Montréal (Québec)  H2X 1Y4", "", "H2X 1Y4"),
    "two postal codes": ("H2X 1Y4\nH2Y 3B9", "", ""),
    "a plate of Ontario": ("Plate ABCD 123 ON", "", "ABCD123"),
    "a vehicle is no plate": ("Plaque\nHonda Civic grise", "", ""),
    "nothing": ("", "", ""),
    "no number": ("Recette de tarte aux pommes\n4 pommes, 200 g de farine", "", ""),
}  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>", "'; DROP TABLE statements; --", "{{7*7}}", "\x00\x1b[2J\u202e\ud800",
    "constat " * 5000, "8 " * 50_000, "1-" * 50_000, "A1" * 50_000, "plaque\n" * 20_000, "١٢٣٤٥٦٧٨٩٠", "²³¹⁴⁵⁶⁷⁸⁹",
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "fact"), TABLE.values(), ids=TABLE)
def test_a_text_proposes_what_it_seems_to_say(text: str, number: str, fact: str) -> None:
    assert read_statement(text) == ReadStatement(number, fact)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_proposes_nothing_but_letters_and_figures_and_takes_no_time(text: str) -> None:
    begun = time.perf_counter()
    found = read_statement(text)
    assert time.perf_counter() - begun < 1
    proposed = (found.number + found.fact).replace(" ", "")
    assert (proposed.isascii() and proposed.isalnum()) or found.empty


def test_a_text_without_end_is_read_to_its_limit() -> None:
    assert read_statement("x" * 30_000 + "\nConstat 8123456789").empty
