"""A defendant's journey to a hearing by video on a telephone, and the clerk's panel: looked at, and read by axe.

With GUICHET_PICTURES each screen of the French journey is kept there as a picture.
"""

import os
from pathlib import Path

import pytest

from tests.conftest import City
from tests.web.video_hearing import ACCOUNTS, VideoHearing, held_now, rows
from tests.web.video_people import DESK, PHONE, Guest, guests
from tests.web.walk import ENGLISH, FRENCH, Words, sign_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]
TESTED = "SELECT participant, camera, microphone, speaker, network FROM self_tests WHERE hearing_id = %s"
STEPS = ("camera", "microphone", "speaker", "network")


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_a_defendant_on_a_telephone_tests_waits_is_known_admitted_and_thanked(
    city: City, words: Words, tmp_path: Path
) -> None:
    async with held_now(city, exhibit=True) as (_, hearing), guests(tmp_path, defence=PHONE, clerk=DESK) as people:
        defence, clerk = people
        await come_to_the_test(defence, hearing, words)
        await try_everything(defence)
        assert await rows(city, TESTED, hearing.id) == [("defence", True, True, True, True)]
        await wait_in_the_lobby(defence)
        await come_by_the_desk(clerk, hearing, words)
        await make_known(clerk, defence)
        await admit(clerk, defence)
        await talk(clerk, defence)
        await dismiss(clerk, defence)
        assert [fault for one in people for fault in one.faults] == []


async def come_to_the_test(defence: Guest, hearing: VideoHearing, words: Words) -> None:
    """From the page of the case; the link leaves the address bar at once."""
    page, base = defence.page, hearing.city.base_url
    await sign_in(page, base, ACCOUNTS["defence"], words)
    await page.goto(f"{base}{words.prefix}{hearing.case.path}")
    await seen(defence, "1-dossier")
    await page.locator(f"a[href$='{hearing.case.path}/audience?essai=1']").click()
    await page.locator("[data-run=camera]").wait_for()
    assert page.url == f"{base}{words.prefix}{hearing.path}/essai"


async def try_everything(defence: Guest) -> None:
    """Each step by its button; the tone is confirmed by hand."""
    page = defence.page
    await defence.look()
    await seen(defence, "2-essai")
    for step in STEPS:
        await page.locator(f"[data-run={step}]").click()
        if step == "speaker":
            await page.locator("[data-heard-yes]").click()
        await page.locator(f"[data-step={step}] [data-works]").wait_for()
        assert await page.locator(f"[data-step={step}] [data-works=true]").count() == 1, step
    await page.wait_for_function("() => document.querySelector('[data-sent]').textContent.length > 0")
    await defence.look()
    await seen(defence, "3-essai-fini", whole=True)


async def wait_in_the_lobby(defence: Guest) -> None:
    """Who one is, what comes next, one's own picture; nobody else."""
    await defence.page.locator("a[href$='/audience/" + defence.page.url.split("/")[-2] + "']").click()
    await defence.at("lobby")
    await defence.peers()
    await defence.look()
    await seen(defence, "4-salle-d-attente")
    await seen(defence, "4-salle-d-attente-entiere", whole=True)


async def come_by_the_desk(clerk: Guest, hearing: VideoHearing, words: Words) -> None:
    """From the list of the day's hearings, in the room at once."""
    page, base = clerk.page, hearing.city.base_url
    await sign_in(page, base, ACCOUNTS["clerk"], words)
    await page.goto(f"{base}{words.prefix}/bureau/audiences?jour={hearing.day.day}")
    await page.locator(f"a[href$='{hearing.case.path}/audience']").click()
    await clerk.at("room")
    await page.locator("[data-person=defence]").wait_for()
    await clerk.look()
    await seen(clerk, "5-greffe", whole=True)


async def make_known(clerk: Guest, defence: Guest) -> None:
    """Apart with the clerk; how they are known is noted, and they wait again."""
    await clerk.act("defence", "set_apart")
    await defence.at("private")
    await defence.receives("clerk")
    await defence.look()
    await seen(defence, "6-identite")
    await clerk.act("defence", "identify")
    await clerk.act("defence", "bring_back")
    await defence.at("lobby")


async def admit(clerk: Guest, defence: Guest) -> None:
    """In the room, both ways."""
    await clerk.act("defence", "admit")
    await defence.at("room")
    await defence.receives("clerk")
    await clerk.receives("defence")
    await defence.look()
    await clerk.look()
    await seen(defence, "7-salle-d-audience")
    await seen(clerk, "7-greffe", whole=True)


async def talk(clerk: Guest, defence: Guest) -> None:
    """A word to the clerk and back; an exhibit; a turned-off microphone; each said in words."""
    await defence.page.locator("#chat-text").fill("Où est ma pièce ?")
    await defence.page.locator("[data-chat-form] button").click()
    await clerk.page.locator("[data-chat] li").wait_for()
    await clerk.page.locator("#chat-text").fill("La voici.")
    await clerk.page.locator("[data-chat-form] button").click()
    await defence.page.locator("[data-chat] li").nth(1).wait_for()
    await clerk.page.locator("[data-exhibit-form] button").first.click()
    await defence.page.locator("[data-shown-image]").wait_for()
    await defence.page.locator("[data-microphone]").click()
    await clerk.act("defence", "mute")
    await defence.page.locator("[data-silent]").wait_for()
    await defence.look()
    await seen(defence, "8-piece", whole=True)
    await clerk.act("defence", "unmute")
    await defence.page.locator("[data-silent]").wait_for(state="hidden")


async def dismiss(clerk: Guest, defence: Guest) -> None:
    """Asked twice, and told."""
    await clerk.page.locator("[data-person=defence] .room-more summary").click()
    await clerk.act("defence", "dismiss")
    await clerk.look()
    await clerk.page.locator("dialog button[value=yes]").click()
    await defence.page.locator("[data-screen=over]").wait_for()
    await defence.look()
    await seen(defence, "9-fin")
    assert await defence.page.locator("video").evaluate_all("all => all.every((one) => !one.srcObject)")


async def seen(one: Guest, name: str, *, whole: bool = False) -> None:
    """Keep a picture, of the French pages, where somebody wants them."""
    folder = os.environ.get("GUICHET_PICTURES")
    if folder and "/en/" not in one.page.url:
        await one.page.screenshot(path=Path(folder) / f"{name}-{one.key}.png", full_page=whole)
