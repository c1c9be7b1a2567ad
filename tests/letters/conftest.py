"""The warm renderer, an authority and its seal, made once."""

import pytest

from adapters.letter_pdf import LetterPdf
from adapters.seal import Sealer
from adapters.seal_authority import Authority, create_authority
from tests.letters.samples import ROOT


@pytest.fixture(scope="session")
def letter_pdf() -> LetterPdf:
    return LetterPdf(ROOT)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return create_authority(tmp_path_factory.mktemp("authority") / "seal")


@pytest.fixture(scope="session")
def sealer(authority: Authority) -> Sealer:
    return Sealer(authority)
