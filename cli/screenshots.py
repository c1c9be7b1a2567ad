"""`./guichet screenshots`: a small city is played, and its pages are taken as pictures, in French first."""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Browser, BrowserContext, async_playwright

from cli.screenshot_story import Story, tell
from cli.show import progress
from cli.stack import Stack

ARGUMENTS: Final = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
README: Final = (
    "home-fr-desktop.png", "statement-fr-phone.png", "desk-fr-desktop.png", "hearings-fr-desktop.png",
    "home-en-desktop.png",
)  # fmt: skip
ADMINISTRATION: Final = {
    "city": "/bureau/ville", "services": "/bureau/ville/services", "versions": "/bureau/ville/services/demolition",
    "rollout": "/bureau/ville/arrondissements?service=demolition", "people": "/bureau/ville/personnes",
    "calendars": "/bureau/ville/calendriers", "incidents": "/bureau/ville/incidents",
    "letters": "/bureau/ville/lettres",
    "paragraph": "/bureau/ville/lettres/paragraphes/contact", "retention": "/bureau/ville/conservation",
    "operations": "/bureau/ville/exploitation",
}  # fmt: skip
WIDTHS: Final = {"desktop": 1280, "phone": 390}  # CSS pixels
HEIGHT: Final = 900


@dataclass(frozen=True)
class Shot:
    """One picture: its name, who looks ("" for anyone), and where, once the story is told."""

    name: str
    account: str
    path: str


def shots(story: Story) -> Sequence[Shot]:
    """Every picture, in the order in which somebody meets the city."""
    citizen, prosecutor, office, clerk = story.citizen, "poursuite", "greffe", "agent-vd"
    return (
        Shot("home", "", "/"),
        Shot("search", "", "/recherche?q=arbre"),
        Shot("service", "", "/services/demolition?borough=VD"),
        Shot("trial", "", "/services/abattage-arbre/essai?borough=VD"),
        Shot("statement-search", "", "/constat"),
        Shot("sign-in", "", "/connexion"),
        Shot("applications", citizen, "/dossiers"),
        Shot("thread", citizen, "/fil"),
        Shot("permit", citizen, f"/dossier/{story.permit}"),
        Shot("statement", citizen, f"/dossier/{story.statement}"),
        Shot("plead", citizen, f"/dossier/{story.unanswered}/actes/plead"),
        Shot("my-data", citizen, "/mes-donnees"),
        Shot("desk", clerk, "/bureau"),
        Shot("file", clerk, f"/dossier/{story.permit}"),
        Shot("notes", clerk, f"/dossier/{story.permit}/notes"),
        Shot("dashboard", clerk, "/bureau/tableau"),
        Shot("for-somebody", clerk, "/bureau/demandes"),
        Shot("cover", clerk, "/bureau/absences"),
        Shot("review", prosecutor, f"/dossier/{story.under_review}/actes/continue_proceedings"),
        Shot("hearings", office, f"/bureau/audiences?jour={story.day}"),
        Shot("to-place", office, "/bureau/audiences/a-fixer"),
        Shot("sittings", office, "/bureau/seances"),
        Shot("month", office, "/bureau/audiences/mois"),
        Shot("bench-sheet", "juge-1", f"/bureau/feuille?jour={story.day}"),
        Shot("availability", "juge-1", "/bureau/disponibilites"),
        Shot("earlier-date", citizen, f"/dossier/{story.statement}/plus-tot"),
        Shot("review-queue", prosecutor, "/bureau/poursuite"),
        Shot("review-file", prosecutor, f"/bureau/poursuite/{story.under_review}"),
        *(Shot(name, "administration", path) for name, path in ADMINISTRATION.items()),
    )


async def screenshots(folder: Path, *, every: bool = False) -> dict[str, Any]:
    """Write the README's pictures, or every one; how many, and where. Raises RuntimeError without a Chromium."""
    path = shutil.which("chromium")
    if path is None:
        raise RuntimeError("Chromium is not installed: apt-get install chromium")
    var = Path(tempfile.mkdtemp(prefix="guichet-screenshots-"))
    var.chmod(0o755)
    stack = Stack(var, lambda line: progress(f"  · {line}"), extra={"GUICHET_LETTER_PROCESSES": "1"})
    await stack.start()
    try:
        story = await tell(stack)
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
            taken = await _take(browser, stack.base_url, shots(story), folder, every=every)
            await browser.close()
    finally:
        await stack.stop()
        shutil.rmtree(var, ignore_errors=True)
    return {"pictures": len(taken), "folder": str(folder), "taken": taken}


async def _take(browser: Browser, base_url: str, wanted: Sequence[Shot], folder: Path, *, every: bool) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    contexts: dict[str, BrowserContext] = {}
    taken: list[str] = []
    for shot in wanted:
        if not every and not any(name.startswith(f"{shot.name}-") for name in README):
            continue
        if shot.account not in contexts:
            contexts[shot.account] = await _signed_in(browser, base_url, shot.account)
        for lang, prefix in (("fr", ""), ("en", "/en")):
            for kind, width in WIDTHS.items():
                name = f"{shot.name}-{lang}-{kind}.png"
                if not every and name not in README:
                    continue
                await _picture(
                    contexts[shot.account], f"{base_url}{prefix}{shot.path}", width, folder / name, whole=every
                )
                taken.append(name)
        progress(f"  {shot.name}")
    return taken


async def _picture(context: BrowserContext, url: str, width: int, file: Path, *, whole: bool) -> None:
    """The whole page, or what is seen of it without scrolling."""
    page = await context.new_page()
    await page.set_viewport_size({"width": width, "height": HEIGHT})
    answer = await page.goto(url)
    if answer is None or not answer.ok:
        raise RuntimeError(f"{url}: {answer.status if answer else 'no answer'}")
    await page.screenshot(path=file, full_page=whole)
    await page.close()


async def _signed_in(browser: Browser, base_url: str, account: str) -> BrowserContext:
    """The browser of somebody, signed in under a demo account."""
    context = await browser.new_context()
    if not account:
        return context
    page = await context.new_page()
    await page.goto(f"{base_url}/connexion")
    group = "citizen" if account.startswith("citoyen") else "staff"
    await page.locator(f"#account-{group}").select_option(account)
    form = page.locator("form", has=page.locator(f"#account-{group}"))
    await asyncio.gather(page.wait_for_url("**/*", wait_until="load"), form.locator("button").click())
    await page.close()
    return context
