"""What an HTML form sends becomes answers; what cannot be read is refused as it stands."""

import pytest

from catalogue.forms import from_form
from catalogue.load import Catalogue


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1 234,50 $", 123_450),
        ("1\u00a0234,50\u00a0$", 123_450),
        ("1\u202f234\u202f567", 123_456_700),
        ("$1,234.50", 123_450),
        ("1,234", 123_400),
        ("1234.5", 123_450),
        ("0,05", 5),
        ("250000", 25_000_000),
        ("1.005", "1.005"),
        ("1e308", "1e308"),
        ("NaN", "NaN"),
        ("-1", "-1"),
        ("1000 USD", "1000 USD"),
        ("", ""),
    ],
)
def test_money_is_read_in_both_languages(text: str, cents: int | str, shipped: Catalogue) -> None:
    assert from_form(shipped.services["construction-batiment"], {"work_value": text}) == {"work_value": cents}


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("storeys", " 3 ", 3),
        ("storeys", "500 000", 500_000),
        ("storeys", "three", "three"),
        ("storeys", "9" * 5000, "9" * 5000),
        ("heritage", "yes", True),
        ("heritage", "no", False),
        ("heritage", "true", "true"),
        ("work_point", "-73.55,45.5", {"lon": -73.55, "lat": 45.5}),
        ("work_point", "here", "here"),
        ("use", "residential", "residential"),
        ("not_a_question", "1", "1"),
    ],
)
def test_a_field_is_read_by_the_kind_of_its_question(name: str, text: str, answer: object, shipped: Catalogue) -> None:
    assert from_form(shipped.services["construction-batiment"], {name: text}) == {name: answer}
