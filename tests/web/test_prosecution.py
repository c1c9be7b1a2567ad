"""The prosecutor's desk: pleas reviewed one after the other, errors put before a judge; who else may not come in."""

import re
import secrets
from collections.abc import AsyncIterator
from html import unescape
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Page

from cli.city_client import CityClient
from tests.conftest import City
from tests.web import walk
from tests.web.chromium import chromium
from tests.web.place import part_paid
from tests.web.place_builder import GUILTY, OWNER, PLEA, Builder, builder_of
from tests.web.test_contest_pages import EXPLANATIONS, PLATE, Served, at_work, served
from tests.web.visitor import Visitor, hidden
from tests.web.walk import ENGLISH, FRENCH, Words

pytestmark = pytest.mark.stack
QUEUE, LACKING, REVOCATIONS = "/bureau/poursuite", "/bureau/poursuite/preuve", "/bureau/poursuite/retractations"
SMALL = {"width": 320, "height": 640}
BOTH = pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
WITHDRAWN = {"counts": "1", "reason_code": "evidence", "reasons": "Photographie illisible."}
COUNT = {"number": 1, "provision": "C-4.1, art. 12", "description_fr": "Parcomètre impayé",
         "description_en": "Unpaid meter", "fine": 6000, "costs": 3000}  # fmt: skip


@pytest.fixture
async def builder(city: City) -> AsyncIterator[Builder]:
    """Somebody who fills the city by its JSON door."""
    client = CityClient(city.base_url, city.tokens)
    yield builder_of(city, client)
    await client.close()


@pytest.fixture
async def prosecutor(city: City) -> AsyncIterator[Visitor]:
    async with at_work(city, "poursuite") as one:
        yield one


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


async def pleaded(to: Builder, plea: dict[str, Any] = PLEA, **changes: Any) -> Served:
    """A statement of the owner's, and a plea to it."""
    one = await served(to.city, **changes)
    await to.post(OWNER, "/statements/claim", {"number": one.number, "code": PLATE})
    await to.act(OWNER, one.case_id, "plead", plea)
    return one


def desk(one: Served) -> str:
    """Where the prosecution decides on a statement."""
    return f"{QUEUE}/{one.case_id}"


def form(page: httpx.Response, decision: str) -> dict[str, str]:
    """The hidden fields of one decision's form."""
    (found,) = re.findall(rf'<form method="post"(?:(?!</form>).)*value="{decision}">', page.text, re.DOTALL)
    return hidden(httpx.Response(200, text=found))


async def decide(visitor: Visitor, one: Served, decision: str, fields: dict[str, Any]) -> httpx.Response:
    """Send one decision as its page has it."""
    page = await visitor.get(desk(one))
    assert page.status_code == 200, page.text
    return await visitor.http.post(desk(one), data=form(page, decision) | fields)


def plain(page: httpx.Response) -> str:
    """A page's words."""
    return unescape(re.sub("<[^>]+>", "", page.text)).replace("\u00a0", " ")


async def in_the_queue(visitor: Visitor, one: Served, path: str = QUEUE) -> bool:
    """Whether a list has a case on one of its pages."""
    while True:
        page = await visitor.get(path)
        if one.case_id in page.text:
            return True
        following = re.search(r'href="([^"]*suite=[^"]*)" rel="next"', page.text)
        if following is None:
            return False
        path = unescape(following[1])


async def test_a_decision_is_made_on_one_page_and_leads_to_the_next_file(builder: Builder, prosecutor: Visitor) -> None:
    first, second = await pleaded(builder), await pleaded(builder)
    assert await in_the_queue(prosecutor, first) and await in_the_queue(prosecutor, second)
    page = plain(await prosecutor.get(desk(first)))
    for told in (EXPLANATIONS, "Parcomètre impayé", "Plaidoyer : non coupable", "60,00", "Cible de la révision",
                 "Délai déraisonnable à partir du", "Plaidoyer"):  # fmt: skip
        assert told in page
    read = await prosecutor.get(desk(first))
    sent = form(read, "continue") | {"continue_note": "Le panneau est visible."}
    done = await prosecutor.http.post(desk(first), data=sent)
    assert re.fullmatch(rf"{QUEUE}/[0-9a-f]{{32}}\?decide={first.case_id}", done.headers["location"])
    assert first.case_id not in done.headers["location"].partition("?")[0]
    shown = plain(await prosecutor.get(done.headers["location"]))
    assert "les procédures se poursuivent" in shown and "C’est fait" in shown
    again = await prosecutor.http.post(desk(first), data=sent)  # the same form once more
    assert again.status_code == 303
    assert not await in_the_queue(prosecutor, first)
    assert (await prosecutor.get(desk(first))).status_code == 409  # it waits no more


async def test_counts_are_withdrawn_one_by_one_and_what_was_paid_goes_back(
    builder: Builder, prosecutor: Visitor
) -> None:
    two = [COUNT, COUNT | {"number": 2, "description_fr": "Plaque masquée", "description_en": "Plate hidden"}]
    pleas = [{"count": number, "plea": "not_guilty"} for number in (1, 2)]
    one = await pleaded(builder, PLEA | {"pleas": pleas}, counts=two)
    page = await prosecutor.get(desk(one))
    assert len(re.findall(r'name="counts"[^>]* checked', page.text)) == 2  # the whole, until somebody says otherwise
    part = await decide(prosecutor, one, "withdraw", WITHDRAWN)
    assert part.headers["location"] == f"{desk(one)}?decide={one.case_id}"  # the other count waits still
    assert "décidez des autres" in plain(await prosecutor.get(part.headers["location"]))
    rest = await decide(prosecutor, one, "withdraw", WITHDRAWN | {"counts": "2"})
    assert "les accusations sont retirées" in plain(await prosecutor.get(rest.headers["location"]))


async def test_a_withdrawal_needs_its_counts_its_reason_and_an_explanation(
    builder: Builder, prosecutor: Visitor
) -> None:
    one = await pleaded(builder)
    wrong = await decide(prosecutor, one, "withdraw", {"counts": "1", "reasons": "Photographie illisible."})
    assert wrong.status_code == 422 and 'href="#reason_code"' in wrong.text
    assert "Photographie illisible." in wrong.text
    silent = await decide(prosecutor, one, "withdraw", WITHDRAWN | {"counts": [], "reasons": " "})
    assert silent.status_code == 422 and 'href="#counts"' in silent.text and 'href="#reasons"' in silent.text
    for odd in ({"counts": "9"}, {"reason_code": "caprice"}, {"reasons": "x" * 20_001}):
        assert (await decide(prosecutor, one, "withdraw", WITHDRAWN | odd)).status_code == 422
    unknown = await decide(prosecutor, one, "continue", {"decision": "burn"})
    assert unknown.status_code == 422
    assert await in_the_queue(prosecutor, one)  # nothing was decided


async def test_a_form_that_was_read_before_the_file_changed_is_answered_with_the_file_as_it_stands(
    builder: Builder, prosecutor: Visitor, city: City
) -> None:
    one, other = await pleaded(builder), await pleaded(builder)
    read, late = await prosecutor.get(desk(one)), await prosecutor.get(desk(other))
    await builder.act(OWNER, one.case_id, "represent", {"lawyer": "Me Exemple"})
    stale = await prosecutor.http.post(desk(one), data=form(read, "continue") | {"continue_note": "À revoir"})
    assert stale.status_code == 409 and "À revoir" in unescape(stale.text)
    renewed = await prosecutor.http.post(desk(one), data=form(stale, "continue") | {"continue_note": "À revoir"})
    assert renewed.status_code == 303
    async with at_work(city, "poursuite") as colleague:
        assert (await decide(colleague, other, "continue", {})).status_code == 303
    gone = form(late, "continue") | {"continue_note": "Je poursuivais aussi."}
    second = await prosecutor.http.post(desk(other), data=gone)
    assert second.status_code == 409
    assert "Je poursuivais aussi." in unescape(second.text) and "En attente d’une date" in unescape(second.text)


async def test_the_desk_is_the_prosecution_s_alone(builder: Builder, city: City, citizen: Visitor) -> None:
    one = await pleaded(builder)
    for path in (QUEUE, LACKING, REVOCATIONS, desk(one)):
        assert (await citizen.get(path)).status_code == 403
    for account in ("greffe", "juge-2", "perception", "administration", "agent-vm"):
        async with at_work(city, account) as somebody:
            token = await somebody.hidden("/deconnexion")
            for path in (QUEUE, LACKING, REVOCATIONS, desk(one)):
                assert (await somebody.get(path)).status_code == 403, (account, path)
            for path, fields in ((desk(one), {"decision": "continue"}), (REVOCATIONS, {"case_id": one.case_id})):
                assert (await somebody.http.post(path, data=token | fields)).status_code == 403, (account, path)


async def test_what_is_no_file_of_the_court_is_not_found(builder: Builder, prosecutor: Visitor) -> None:
    one, token = await pleaded(builder), await prosecutor.hidden("/deconnexion")
    for unknown in ("0" * 32, "rien", "%00", "é" * 500):
        assert (await prosecutor.get(f"{QUEUE}/{unknown}")).status_code == 404, unknown
        decided = await prosecutor.http.post(f"{QUEUE}/{unknown}", data=token | {"decision": "continue"})
        assert decided.status_code == 404, unknown
        assert (await prosecutor.get(f"{desk(one)}?decide={unknown}")).status_code == 200
        assert (await prosecutor.get(f"{REVOCATIONS}?numero={unknown}")).status_code == 404, unknown
        applied = await prosecutor.http.post(REVOCATIONS, data=token | {"case_id": unknown, "grounds": "x"})
        assert applied.status_code == 404, unknown
    for path in (QUEUE, LACKING):
        for cursor in ("rien", "%00", "x" * 10_000):
            assert (await prosecutor.get(f"{path}?suite={cursor}")).status_code == 422


async def test_an_error_in_a_judged_matter_is_put_before_a_judge_and_by_nobody_else_undone(
    builder: Builder, prosecutor: Visitor, city: City
) -> None:
    one, open_one = await pleaded(builder, GUILTY), await pleaded(builder)
    unjudged = plain(await prosecutor.get(f"{REVOCATIONS}?numero={open_one.number}"))
    assert "Rien n’est jugé" in unjudged
    found = await prosecutor.get(f"{REVOCATIONS}?numero={one.number}")
    assert "seul un juge peut le défaire" in plain(found) and "Chef 1" in plain(found)
    reference = re.search(r"P-\d{4}-\d{7}-\d\d", found.text)
    assert reference is not None
    by_reference = await prosecutor.get(f"/en{REVOCATIONS}?numero={reference[0].lower()}")
    assert one.number in by_reference.text and "only a judge undoes it" in plain(by_reference)
    empty = await prosecutor.http.post(REVOCATIONS, data=hidden(found) | {"grounds": " "})
    assert empty.status_code == 422 and 'href="#grounds"' in empty.text
    sent = hidden(found) | {"grounds": "Le parcomètre relevé n’est pas le bon."}
    done = await prosecutor.http.post(REVOCATIONS, data=sent)
    assert done.headers["location"] == f"{REVOCATIONS}?demandee=1"
    listed = await prosecutor.get(done.headers["location"])
    assert one.case_id in listed.text and "devant un juge" in plain(listed)
    late = await prosecutor.http.post(REVOCATIONS, data=sent | {"key": secrets.token_hex(8)})
    assert late.status_code == 409 and "attend déjà la décision d’un juge" in plain(late)
    assert "Le parcomètre relevé" in plain(late)
    async with at_work(city, "juge-2") as judge:
        seen = await judge.get(f"{one.path}/actes/decide_revocation")
        assert "Le parcomètre relevé" in plain(seen)
        granted = {"granted": "yes", "reasons": "L’erreur est établie.", "action": "do"}
        decided = await judge.http.post(f"{one.path}/actes/decide_revocation", data=hidden(seen) | granted)
        assert decided.status_code == 303
    assert one.case_id not in (await prosecutor.get(REVOCATIONS)).text


async def page_of(browser: Browser, city: City, account: str, words: Words, **how: Any) -> Page:
    """A person's page, signed in."""
    page = await (await browser.new_context(**how)).new_page()
    page.set_default_timeout(20_000)
    await walk.sign_in(page, city.base_url, account, words)
    return page


async def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert await page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], page.url


@pytest.mark.browser
@BOTH
async def test_the_prosecutor_continues_one_and_withdraws_another_with_its_money(
    city: City, builder: Builder, browser: Browser, words: Words
) -> None:
    goes_on, withdrawn, base = await pleaded(builder), await part_paid(builder), city.base_url + words.prefix
    await builder.act(OWNER, withdrawn.case_id, "plead", PLEA)
    page = await page_of(browser, city, "poursuite", words, viewport=SMALL, java_script_enabled=False)
    await page.locator(f"a[href$='{QUEUE}']").click()
    await page.wait_for_url(re.compile(f"{QUEUE}$"))
    await fits(page)
    await page.goto(base + desk(goes_on))
    await fits(page)
    assert EXPLANATIONS in await page.locator("main").inner_text()
    await page.locator("#continue_note").fill("Le panneau est visible.")
    await page.locator("form", has=page.locator("#continue_note")).locator("button").click()
    await page.wait_for_url(re.compile(f"decide={goes_on.case_id}"))
    assert await page.locator(".govuk-notification-banner--success").count() == 1
    await page.goto(base + desk(withdrawn))
    form = page.locator("form", has=page.locator("#reasons"))
    await form.locator("button").click()
    await page.wait_for_url(re.compile(f"{desk(withdrawn)}$"))
    assert await page.locator(".govuk-error-summary a[href='#reason_code']").count() == 1
    await fits(page)
    await page.locator("input[value=explanations_accepted]").check()
    await page.locator("#reasons").fill("Le parcomètre était en panne ce jour-là.")
    await form.locator("button").click()
    await page.wait_for_url(re.compile(f"decide={withdrawn.case_id}"))
    told = (await page.locator(".govuk-notification-banner").inner_text()).replace("\u00a0", " ")
    assert ("25,00 $" if words is FRENCH else "$25.00") in told
    await fits(page)


@pytest.mark.browser
@BOTH
async def test_the_prosecutor_finds_a_judged_matter_and_applies_to_a_judge(
    city: City, builder: Builder, browser: Browser, words: Words
) -> None:
    one = await pleaded(builder, GUILTY)
    page = await page_of(browser, city, "poursuite", words, viewport=SMALL)
    await page.goto(city.base_url + words.prefix + REVOCATIONS)
    await page.locator("#numero").fill(one.number)
    await page.locator("form[role=search] button").click()
    await page.wait_for_url(re.compile("numero="))
    await fits(page)
    await page.locator("#grounds").fill("Le constat vise un autre véhicule.")
    await page.locator("form", has=page.locator("#grounds")).locator("button").click()
    await page.wait_for_url(re.compile("demandee="))
    await fits(page)
    assert await page.locator(f"a[href$='{one.path}']").count() == 1
