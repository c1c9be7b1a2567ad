"""The shipped catalogue and an engine over it, read once."""

import pytest

from catalogue.load import Catalogue, load
from catalogue.rules import RuleEngine


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    return load()


@pytest.fixture(scope="session")
def engine(shipped: Catalogue) -> RuleEngine:
    return RuleEngine(shipped)
