"""Three people in a Janus room with the court's recording, in a network of their own."""

import pytest

from tests.web.own_network import tried_alone

pytestmark = pytest.mark.browser


def test_a_hearing_through_janus() -> None:
    tried_alone("tests/web/janus_inside.py")
