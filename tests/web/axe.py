"""axe-core in the page: what it finds against WCAG 2.2 AA and good practice."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.async_api import Page

SCRIPT = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
# The rules that measure what is drawn; the others read the document, which is the same at every width.
DRAWN = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
RUN = "(what) => axe.run(document, {runOnly: what, resultTypes: ['violations']})"


async def violations(page: Page, only: Sequence[str] = TAGS) -> list[str]:
    """Every violation on the page as it stands, with the elements at fault; of all rules, or of those named."""
    if await page.evaluate("typeof axe") == "undefined":
        await page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found: dict[str, Any] = await page.evaluate(RUN, list(only))
    return [
        f"{fault['id']}: {node['html'][:160]}  ({node['failureSummary'].splitlines()[-1].strip()})"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
