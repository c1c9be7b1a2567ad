"""The list of pages is whole: no page without a line, no line without a page."""

from collections import Counter

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.web.looks import Page, full, page
from tests.web.page_list import PAGES, gone, unlisted
from tests.web.people import ANYONE, HOLDER, NEWCOMER, PEOPLE
from web.app import pages


async def nothing(_: Request) -> Response:
    """A page that a test makes up."""
    return Response()


def test_every_page_of_the_portal_has_a_line() -> None:
    assert not unlisted(pages())


def test_every_line_has_its_page() -> None:
    assert not gone(pages())


def test_no_page_has_two_lines() -> None:
    assert {route: count for route, count in Counter(one.route for one in PAGES).items() if count > 1} == {}


def test_a_page_without_a_line_is_reported() -> None:
    assert unlisted([*pages(), Route("/inventee", nothing)]) == {"/inventee"}


def test_a_line_without_its_page_is_reported() -> None:
    assert gone(pages(), [*PAGES, page("/inventee", full("/inventee"))]) == {"/inventee"}


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.route)
def test_every_line_says_who_looks(one: Page) -> None:
    assert one.looks and {look.by for look in one.looks} <= {ANYONE, NEWCOMER, HOLDER, *PEOPLE}
