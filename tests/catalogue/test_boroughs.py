"""A borough is found under any spelling of the City's files (DOMAIN §1.1)."""

import pytest

from catalogue.boroughs import borough_code, boroughs, spellings


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rosemont - La Petite-Patrie", "RO"),
        ("ROSEMONT–LA PETITE-PATRIE", "RO"),
        ("Mercier-Hochelaga-Maisonneuve", "MH"),
        ("MERCIER - HOCHELAGA-MAISONNEUVE", "MH"),
        ("Plateau-Mont-Royal", "PM"),
        ("Le Plateau Mont Royal", "PM"),
        ("Plateau-Mont-Royal (Le)", "PM"),
        ("SUD-OUEST", "SO"),
        ("Ile-Bizard-Ste-Genevieve", "IS"),
        ("L'Île-Bizard–Sainte-Geneviève", "IS"),
        ("l’île bizard - sainte geneviève", "IS"),
        ("St-Laurent", "LR"),
        ("ST LEONARD", "LN"),
        ("Co\u0302te-des-Neiges–Notre-Dame-de-Gra\u0302ce", "CN"),
        ("CDN–NDG", "CN"),
        ("VSMPE", "VS"),
        ("VSP", "VS"),
        ("Villeray-St-Michel-Parc-Extension", "VS"),
        ("RDP–PAT", "RP"),
        ("lasalle", "LS"),
        ("REM19", "VM"),
        ("vd", "VD"),
        ("Westmount", None),
        ("Mont-Royal", None),
        ("Le", None),
        ("", None),
        ("–", None),
        ("\ud800", None),
    ],
)
def test_a_borough_is_found_under_its_spellings(text: str, code: str | None) -> None:
    assert borough_code(text) == code


def test_the_19_boroughs_have_their_codes_and_their_pilots() -> None:
    shipped = boroughs()
    assert [one.code for one in shipped] == [
        "AC", "AJ", "CN", "LC", "LS", "PM", "SO", "IS", "MH", "MN", "OM", "PR", "RP", "RO", "LR", "LN", "VD", "VM",
        "VS",
    ]  # fmt: skip
    assert {one.code for one in shipped if one.pilot} == {"VD", "CN", "RP", "LR", "VM", "SO", "RO"}
    assert len({one.num for one in shipped}) == len({one.codeid for one in shipped}) == 19


def test_every_spelling_of_the_file_leads_to_its_borough() -> None:
    for one in boroughs():
        assert {borough_code(spelling) for spelling in spellings(one)} == {one.code}


def test_merged_names_take_an_en_dash() -> None:
    names = {one.code: one.name_fr for one in boroughs()}
    assert [code for code, name in names.items() if "–" in name] == ["CN", "IS", "MH", "RP", "RO", "VS"]
    assert names["VS"].count("–") == 2
