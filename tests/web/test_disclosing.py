"""Evidence disclosed several files at once, downloaded as one archive, and the hearings that still lack it."""

import hashlib
import io
import re
import secrets
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser

from tests.conftest import City
from tests.web import test_prosecution as prosecution
from tests.web import walk
from tests.web.place_builder import OWNER, Builder
from tests.web.test_contest_pages import at_work
from tests.web.test_prosecution import BOTH, LACKING, decide, in_the_queue, page_of, plain, pleaded
from tests.web.visitor import Visitor, hidden
from tests.web.walk import FRENCH, Words, photo

pytestmark = pytest.mark.stack
builder, prosecutor, browser = prosecution.builder, prosecution.prosecutor, prosecution.browser


def picture(name: str, colour: str) -> tuple[str, tuple[str, bytes, str]]:
    """A photograph as a form sends it."""
    return "file", (name, photo(colour), "image/jpeg")


async def test_files_are_titled_left_out_and_disclosed_together(
    builder: Builder, prosecutor: Visitor, citizen: Visitor
) -> None:
    one = await pleaded(builder)
    path = f"{one.path}/actes/disclose"
    nothing = await prosecutor.send(path, {"action": "do"})
    assert nothing.status_code == 422 and 'href="#file"' in nothing.text
    text = ("file", ("notes.txt", b"rien d'une image", "text/plain"))
    sent = [picture("panneau nord.jpg", "red"), text, picture("vue.jpg", "blue"), picture("doublon.jpg", "green")]
    some = await prosecutor.send(path, {"action": "do"}, files=sent)
    assert some.status_code == 415 and 'href="#file"' in some.text  # one is refused; the others are kept
    kept = re.findall(r'name="file" value="([0-9a-f]{32})"', some.text)
    assert len(kept) == 3 and 'value="panneau nord"' in some.text and 'value="vue"' in some.text
    carried = hidden(some) | {"file": kept, f"label.{kept[0]}": "Panneau", f"label.{kept[1]}": "vue"}
    untitled = await prosecutor.http.post(path, data=carried | {f"label.{kept[2]}": " ", "action": "do"})
    assert untitled.status_code == 422 and f'href="#label.{kept[2]}"' in untitled.text
    more = await prosecutor.http.post(path, data=carried | {"action": "add"}, files=[picture("quatre.jpg", "white")])
    kept = re.findall(r'name="file" value="([0-9a-f]{32})"', more.text)
    assert more.status_code == 200 and len(kept) == 4 and 'value="Panneau"' in more.text
    final = hidden(more) | {"file": kept, "left_out": kept[2], f"label.{kept[0]}": "Panneau"}
    final |= {f"label.{kept[1]}": "Vue du nord", f"label.{kept[3]}": "quatre", "action": "do"}
    done = await prosecutor.http.post(path, data=final)
    assert done.headers["location"] == f"{one.path}?fait=disclose"
    shown = plain(await prosecutor.get(one.path))
    assert "1. Panneau" in shown and "2. Vue du nord" in shown and "3. quatre" in shown and "4. " not in shown
    assert "doublon.jpg" in shown  # it stays the prosecution's
    defence = plain(await citizen.get(one.path))
    assert "1. Panneau" in defence and "doublon.jpg" not in defence


async def test_the_whole_bundle_is_one_download_for_whoever_may_open_it(
    builder: Builder, prosecutor: Visitor, city: City, citizen: Visitor
) -> None:
    one = await pleaded(builder)
    bundle = f"{one.path}/preuve.zip"
    assert (await citizen.get(bundle)).status_code == 404 and "preuve.zip" not in (await citizen.get(one.path)).text
    both = [picture("panneau.jpg", "red"), picture("vue.jpg", "blue")]
    assert (await prosecutor.send(f"{one.path}/actes/disclose", {"action": "do"}, files=both)).status_code == 303
    assert "preuve.zip" in (await citizen.get(one.path)).text
    first, again, english = [await citizen.get(path) for path in (bundle, bundle, f"/en{bundle}")]
    assert first.content == again.content and first.headers["content-type"] == "application/zip"
    assert "attachment" in first.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(first.content)) as opened:
        assert opened.namelist() == ["index.html", "001-panneau.jpg", "002-vue.jpg"]
        listed = opened.read("index.html").decode().replace("<wbr>", "")
        for name in opened.namelist()[1:]:
            assert hashlib.sha256(opened.read(name)).hexdigest() in listed and name in listed
        assert "la poursuite" in listed and 'lang="fr-CA"' in listed
    with zipfile.ZipFile(io.BytesIO(english.content)) as opened:
        assert "the prosecution" in opened.read("index.html").decode()
    for account, status in (("juge-2", 200), ("greffe", 200), ("agent-vm", 404), ("citoyen-2", 404)):
        async with at_work(city, account) as reader:
            assert (await reader.get(bundle)).status_code == status, account


async def test_a_hearing_is_on_the_list_until_its_evidence_is_disclosed(
    builder: Builder, prosecutor: Visitor, city: City
) -> None:
    one = await pleaded(builder)
    await decide(prosecutor, one, "continue", {})
    await builder.hearing_of(one.case_id, f"Salle {secrets.token_hex(3)}")
    assert await in_the_queue(prosecutor, one, LACKING)
    page = await prosecutor.get(f"/en{LACKING}")
    assert "the soonest first" in plain(page)
    await prosecutor.send(f"{one.path}/actes/disclose", {"action": "do"}, files=[picture("panneau.jpg", "red")])
    assert not await in_the_queue(prosecutor, one, LACKING)


@pytest.mark.browser
@BOTH
async def test_two_files_are_disclosed_at_once_and_the_defence_downloads_them_as_one(
    city: City, builder: Builder, browser: Browser, words: Words, tmp_path: Path
) -> None:
    one, base = await pleaded(builder), city.base_url + words.prefix
    prosecutor = await page_of(browser, city, "poursuite", words)
    await prosecutor.goto(f"{base}{one.path}/actes/disclose")
    two: Any = [
        {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": photo("red")} for name in ("panneau", "vue")
    ]
    await prosecutor.locator("input[type=file]").set_input_files(two)
    await prosecutor.locator("button[value=add]").click()
    titles = prosecutor.locator("input[name^='label.']")
    await titles.nth(1).wait_for()  # what was kept stands on the page, each with its title
    assert await titles.nth(0).input_value() == "panneau"
    await titles.nth(0).fill("Le panneau, vu du trottoir")
    await walk.submit(prosecutor)
    defence = await page_of(browser, city, OWNER, words)
    await defence.goto(base + one.path)
    file = await walk.download(defence, "ZIP", tmp_path)  # pyright: ignore[reportArgumentType]
    with zipfile.ZipFile(file) as opened:
        assert opened.namelist() == ["index.html", "001-panneau.jpg", "002-vue.jpg"]
        listed = opened.read("index.html").decode()
    assert "Le panneau, vu du trottoir" in listed
    assert ("Liste des pièces" if words is FRENCH else "List of exhibits") in listed
