"""What a case needs of its hearing, as its file says it."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from casework.placing import candidate
from casework.reading import CaseFile


@pytest.mark.parametrize(("answers", "people"), [({"officer": "Matricule 4021"}, ("Matricule 4021",)), ({}, ())])
def test_the_officer_who_issued_the_statement_comes_for_its_hearing(
    answers: dict[str, Any], people: tuple[str, ...]
) -> None:  # fmt: skip
    needs = {"mode": "video", "interpreter": "i-1", "language": "en"}
    row = cast(Any, SimpleNamespace(id="c" * 32))
    file = CaseFile(row, answers, None, (), standing={"needs": needs, "conflicts": ["juge-2"]})
    found = candidate(file)
    assert (found.people, found.avoid, found.mode, found.language) == (people, ("juge-2",), "video", "en")
