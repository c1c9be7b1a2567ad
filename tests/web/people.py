"""The people of the portal's tests: who looks at a page, under which demo account; and how each comes in."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from tests.conftest import City
from tests.web import test_sign_in_links as mail
from tests.web.test_contest_pages import PLATE
from tests.web.visitor import Visitor
from web.visit import GUEST

BOROUGH: Final = "LS"
PEOPLE: Final = {
    "owner": "citoyen-1",
    "other": "citoyen-2",
    "clerk": "agent-ls",
    "elsewhere": "agent-ro",
    "director": "direction-ls",
    "inspector": "inspection-ls",
    "administrator": "administration",
    "office": "greffe",
    "prosecutor": "poursuite",
    "judge": "juge-2",
    "collector": "perception",
}
ANYONE, NEWCOMER, HOLDER = "anyone", "newcomer", "holder"  # nobody; an account of today; a pass to one statement

Visitors = Mapping[str, Visitor]


@asynccontextmanager
async def all_of_them(city: City, number: str, guest: str) -> AsyncGenerator[Visitors]:
    """Everybody's browser, each already in. The holder of a pass has found the statement `number`; `guest` is what the
    browser of nobody goes by.
    """
    async with AsyncExitStack() as stack:
        names = (ANYONE, NEWCOMER, HOLDER, *PEOPLE)
        visitors = {name: await stack.enter_async_context(Visitor(city.base_url)) for name in names}
        visitors[ANYONE].http.cookies.set(GUEST, guest)
        for name, account in PEOPLE.items():
            await visitors[name].sign_in(account)
        await visitors[HOLDER].send("/constat", {"number": number, "fact": PLATE})
        await _new_account(city, visitors[NEWCOMER])
        yield visitors


async def _new_account(city: City, visitor: Visitor) -> None:
    """An account that was never used: it has nothing to show."""
    email = mail.new_address()
    await mail.ask(visitor, email)
    link = await mail.link(city, email)
    await visitor.http.post(link, data=await visitor.hidden(link))
