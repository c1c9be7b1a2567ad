"""Each role gets at each page what the table says: a page without a line fails, and so does a line that is wrong."""

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from catalogue.load import load
from cli.seed import accounts
from domain.people import Role
from tests.web.page_roles import EXPECTED, ROWS, WHO, expected, unjudged
from tests.web.people import PEOPLE, Visitors
from tests.web.place import Place
from web.app import pages

WITHOUT_ACCOUNT = {Role.REVIEWER, Role.SYSTEM}  # the holder of a link; the city's machinery


async def nothing(_: Request) -> Response:
    """A page that a test makes up."""
    return Response()


def test_every_page_has_a_line_and_every_line_its_page() -> None:
    assert not unjudged(pages())
    assert not set(EXPECTED) - {route.path for route in pages() if isinstance(route, Route)}


def test_a_page_without_a_line_is_reported() -> None:
    assert unjudged([*pages(), Route("/inventee", nothing)]) == {"/inventee"}


def test_a_line_says_what_each_person_gets() -> None:
    assert all(len(words.split()) == len(WHO) for _, words in ROWS)
    with pytest.raises(ValueError):
        expected("200 404")


@pytest.mark.stack
def test_every_role_that_has_a_demo_account_looks() -> None:
    roles = {account: role for account, role, _, _ in accounts(load())}
    assert {roles[one] for one in PEOPLE.values()} == set(roles.values()) == set(Role) - WITHOUT_ACCOUNT


@pytest.mark.stack
@pytest.mark.parametrize(("address", "words"), ROWS, ids=[address for address, _ in ROWS])
async def test_each_role_gets_its_due(place: Place, visitors: Visitors, address: str, words: str) -> None:
    answers = {name: await visitors[name].http.get(place.path(address)) for name in WHO}
    assert {name: told(answer) for name, answer in answers.items()} == expected(words)


def told(answer: httpx.Response) -> str:
    """What a person got, as the table says it."""
    if answer.status_code != 303:
        return str(answer.status_code)
    return "in" if answer.headers["location"].startswith("/connexion") else "on"
