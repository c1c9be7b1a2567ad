"""A person without a mouse: Tab, Space, arrows and Enter, nothing else."""

from playwright.async_api import Page

MOST_TABS = 120


async def reach(page: Page, selector: str) -> None:
    """Tab until the focus is on what the selector names, and can be seen to be there."""
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        if await page.evaluate("(wanted) => document.activeElement?.matches(wanted) ?? false", selector):
            assert await page.evaluate(SHOWN), f"{page.url}: the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"{page.url}: Tab does not reach {selector}")


async def write(page: Page, selector: str, text: str) -> None:
    """Type into a field."""
    await reach(page, selector)
    await page.keyboard.type(text)


async def choose(page: Page, name: str, value: str) -> None:
    """Tick a box, or go by arrows to one of a group of choices."""
    group = f"input[name='{name}']"
    await reach(page, group)
    wanted = f"{group}[value='{value}']"
    for _ in range(await page.locator(group).count() + 1):
        if await page.evaluate("(wanted) => document.activeElement?.matches(wanted) ?? false", wanted):
            await page.keyboard.press("Space")
            assert await page.locator(wanted).is_checked()
            return
        await page.keyboard.press("ArrowDown")
    raise AssertionError(f"{page.url}: the arrows do not reach {wanted}")


async def press(page: Page, selector: str) -> None:
    """Press a button or follow a link; the next page has loaded."""
    await reach(page, selector)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


# Something of the focused element, or of what stands for it (a label after a hidden box), is drawn differently.
SHOWN = """() => {
  const here = document.activeElement;
  const drawn = (of) => {
    const style = getComputedStyle(of), before = getComputedStyle(of, '::before');
    return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || before.boxShadow !== 'none'
      || before.outlineStyle !== 'none';
  };
  return drawn(here) || (here.nextElementSibling !== null && drawn(here.nextElementSibling));
}"""
