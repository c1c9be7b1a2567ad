"""The machine's Chromium: missing, a failure in CI and a loud skip elsewhere."""

import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright

ARGUMENTS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic",
    "--no-first-run", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@asynccontextmanager
async def chromium() -> AsyncGenerator[Browser]:
    """A browser that calls nobody."""
    path = installed()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


def installed() -> str:
    """Where Chromium is."""
    path = shutil.which("chromium")
    if path is None:
        why = "Chromium is not installed: the pages were not opened in a browser"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    return path
