"""axe-core in the page: what it finds against WCAG 2.2 AA and good practice."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

SCRIPT = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


async def violations(page: Page) -> list[str]:
    """Every violation on the page as it stands, with the elements at fault."""
    await page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found: dict[str, Any] = await page.evaluate("(tags) => axe.run(document, {runOnly: tags})", TAGS)
    return [
        f"{fault['id']}: {node['html'][:160]}  ({node['failureSummary'].splitlines()[-1].strip()})"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]
