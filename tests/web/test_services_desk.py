"""The administrator's pages of services: a file checked, tried, published, overtaken, put back, opened elsewhere."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator

import pytest

from checks.pdf_words import visible_text
from tests.conftest import City
from tests.web.services_bench import INDEX, PROPOSE, SHIPPED, TITLE, Bench, rows, spoken, until
from tests.web.test_contest_pages import at_work
from tests.web.visitor import hidden

pytestmark = pytest.mark.stack
BOROUGHS = "/bureau/ville/arrondissements"


@pytest.fixture
async def bench(city: City) -> AsyncIterator[Bench]:
    """A service of one's own, withdrawn afterwards."""
    async with at_work(city, "administration") as visitor:
        made = Bench(city, visitor, f"essai-{secrets.token_hex(4)}")
        yield made
        offered = await rows(city, "SELECT offered FROM catalogue_publications ORDER BY number DESC LIMIT 1")
        if made.code in offered[0][0]:
            await made.withdraw()


async def test_the_faults_of_a_broken_file_are_listed_by_line_and_nothing_is_published(bench: Bench) -> None:
    before = await bench.in_force()
    broken = bench.text(('default = "live"', 'default = "live"\nZZ = "live"'), ("1500 * max(trees - 3, 0)", "wrong"))
    page = await bench.propose(broken)
    told, at = spoken(page), broken.splitlines().index('ZZ = "live"') + 1
    assert page.status_code == 422 and "Le fichier contient des fautes" in told
    assert f"services/arb/{bench.code}.toml" in told and "`boroughs.ZZ`: no such borough" in told
    assert f">{at}</th>" in page.text and "`fees[0].cents`" in told
    assert 'ZZ = "live"' in told  # nothing typed is lost
    assert await bench.in_force() == before


STRANGE = {
    "empty": " ", "nul": 'code = "\0"', "deep": "a = " + "[" * 9_000, "digits": "a = " + "1" * 5_000,
    "long": "# " + "é" * 100_001, "not TOML": "<script>alert(1)</script>",
}  # fmt: skip


@pytest.mark.parametrize("content", STRANGE.values(), ids=STRANGE.keys())
async def test_a_strange_text_is_refused_in_words(bench: Bench, content: str) -> None:
    for path in (PROPOSE, f"{INDEX}/abattage-arbre"):
        for action in ("check", "publish", "try"):
            page = await bench.propose(content, path, action=action, expects="1")
            assert page.status_code == 422 and "<script>alert" not in page.text


async def test_a_file_is_uploaded_and_one_that_is_no_text_is_told_so(bench: Bench) -> None:
    fields = await bench.token()
    for raw, status, words in (
        (bench.text().encode(), 200, "Service ajouté"),
        (b"a = 1\n\xff", 422, "is not UTF-8"),
        (b"#" * 200_001, 422, "trop long"),
        (b"\xff" * 300_000, 422, "trop long"),
    ):
        page = await bench.visitor.http.post(PROPOSE, data=fields, files={"file": ("service.toml", raw)})
        assert page.status_code == status and words in spoken(page)


async def test_the_page_of_a_service_takes_its_own_file_alone(bench: Bench) -> None:
    page = await bench.propose(bench.text(), f"{INDEX}/abattage-arbre")
    assert page.status_code == 422 and "this is the page of abattage-arbre" in spoken(page)


async def test_a_dry_run_shows_what_changes_and_tries_both_versions_without_publishing(bench: Bench) -> None:
    before = await bench.in_force()
    added = await bench.propose(bench.text())
    assert added.status_code == 200 and "Service ajouté" in spoken(added) and "Total : 50,00 $" in spoken(added)
    assert await bench.in_force() == before
    await bench.publish(bench.text())
    dearer = bench.text(("5000 + 1500", "9000 + 1500"), ('review = "B10"', 'review = "B20"'))
    page = await bench.propose(dearer)
    assert "Service modifié" in spoken(page) and "study: cents" in spoken(page) and "review: B10 → B20" in spoken(page)
    answers = {"try_trees": "5", "try_owner": "no", "try_diameter_cm": "22", "try_reason": "dead", "borough": "VD"}
    tried = await bench.visitor.http.post(PROPOSE, data=hidden(page) | answers | {"action": "try"})
    assert tried.status_code == 422 and 'href="#try_replanting"' in tried.text  # it was left out
    answers |= {"try_replanting": "no"}
    tried = await bench.visitor.http.post(PROPOSE, data=hidden(page) | answers | {"action": "try"})
    assert tried.status_code == 200
    assert "Total : 80,00 $" in spoken(tried) and "Total : 120,00 $" in spoken(tried)
    assert len(set(re.findall(r'<td[^>]*><time datetime="([\d-]+)">', tried.text))) == 2  # promised dates
    wrong = answers | {"try_trees": "-3"}
    refused = await bench.visitor.http.post(PROPOSE, data=hidden(page) | wrong | {"action": "try"})
    assert refused.status_code == 422 and 'href="#try_trees"' in refused.text and 'value="-3"' in refused.text
    english = await bench.propose(dearer, f"/en{PROPOSE}")
    assert "Service changed" in spoken(english) and "$90.00" in spoken(english)


async def test_what_is_published_is_public_within_a_minute_and_a_draft_keeps_its_version(bench: Bench) -> None:
    first = bench.text((TITLE, "Premier essai"))
    number = await bench.publish(first)
    assert number == await bench.in_force()
    await bench.public("Premier essai")
    async with at_work(bench.city, "citoyen-2") as citizen:
        begun = await citizen.send(f"/services/{bench.code}/demande", {"borough": "VD", "language": "fr"})
        draft = begun.headers["location"]
        second = bench.text((TITLE, "Second essai"), ("Combien d’arbres voulez", "Combien de nids voyez"))
        await bench.publish(second.replace("5000 + 1500", "7000 + 1500"))
        await bench.public("Second essai")
        await bench.public("7000 + 1500")
        await bench.public("Second essai", f"/api/v1/services/{bench.code}")
        page = spoken(await citizen.get(draft))
        assert "Combien d’arbres voulez" in page and "Combien de nids" not in page
        fresh = await citizen.send(f"/services/{bench.code}/demande", {"borough": "VD", "language": "fr"})
        assert "Combien de nids voyez" in spoken(await citizen.get(fresh.headers["location"]))
    told = spoken(await bench.visitor.get(bench.path))
    assert "Version en vigueur : 2" in re.sub(r"<[^>]+>", "", told) and "Second essai" in told
    for odd in ("1", "0", "-1", "x", "9" * 5_000):
        assert (await bench.visitor.get(f"{INDEX}?avant={odd}")).status_code == 200
    listed = spoken(await bench.visitor.get(INDEX))
    assert f"Publication {number + 1}" in listed and bench.code in listed and "En ligne : 19" in listed


async def test_a_letter_of_a_service_that_was_just_published_names_it(bench: Bench) -> None:
    await bench.publish(bench.text((TITLE, "Essai des lettres")))
    await bench.public("Essai des lettres")
    async with at_work(bench.city, "citoyen-2") as citizen:
        letter = f"/dossier/{await citizen.filed(bench.code)}/lettres/1.pdf"
        await until(lambda: citizen.get(letter), lambda page: page.status_code == 200)
        assert "essaideslettres" in visible_text((await citizen.get(letter)).content).lower()  # without spaces


async def test_of_two_administrators_the_second_is_told_who_published_and_what(bench: Bench) -> None:
    await bench.publish(bench.text())
    mine = await bench.propose(bench.text((TITLE, "Le mien")))
    async with at_work(bench.city, "administration") as visitor:
        other = Bench(bench.city, visitor, bench.code)
        theirs = await other.publish(bench.text((TITLE, "Le leur")))
    late = await bench.confirm(mine)
    assert late.status_code == 409 and "Quelqu’un a publié entre-temps" in spoken(late)
    assert f"Publication {theirs}" in spoken(late) and "version 2" in spoken(late)
    assert await bench.in_force() == theirs
    assert (await bench.confirm(late)).status_code == 303 and await bench.in_force() == theirs + 1


async def test_the_same_form_sent_twice_publishes_once(bench: Bench) -> None:
    seen = await bench.propose(bench.text())
    answers = await asyncio.gather(*(bench.confirm(seen) for _ in range(2)))
    numbers = {answer.headers.get("location") for answer in answers}
    assert len(numbers) == 1 and {answer.status_code for answer in answers} == {303}
    assert (await bench.confirm(seen)).headers["location"] in numbers
    assert len(await rows(bench.city, "SELECT 1 FROM catalogue_versions WHERE service = %s", bench.code)) == 1


async def test_a_former_version_is_put_back_and_a_withdrawn_service_comes_back(bench: Bench) -> None:
    await bench.publish(bench.text())
    await bench.publish(bench.text((TITLE, "Une erreur")))
    look = await bench.token() | {"what": "restore", "number": "1", "action": "look"}
    seen = await bench.visitor.http.post(bench.path, data=look)
    assert seen.status_code == 200 and "Une erreur" in spoken(seen) and TITLE in spoken(seen)
    assert (await bench.confirm(seen, bench.path)).status_code == 303
    query = "SELECT number, version FROM catalogue_versions WHERE service = %s ORDER BY number"
    versions = await rows(bench.city, query, bench.code)
    assert [number for number, _ in versions] == [1, 2, 3] and versions[0][1] == versions[2][1] != versions[1][1]
    await bench.public(TITLE)
    await bench.withdraw()
    await until(lambda: bench.visitor.get(f"/services/{bench.code}"), lambda page: page.status_code == 404)
    page = spoken(await bench.visitor.get(bench.path))
    assert "Ce service est retiré" in page and bench.code in spoken(await bench.visitor.get(INDEX))
    seen = await bench.visitor.http.post(bench.path, data=look | {"number": "3"})
    assert "Service offert de nouveau" in spoken(seen)
    assert (await bench.confirm(seen, bench.path)).status_code == 303
    await bench.public(TITLE)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"what": "restore", "number": "99"}, 404),
        ({"what": "restore", "number": "x" * 10_000}, 404),
        ({"what": "rien"}, 404),
        ({"what": "restore", "number": "1"}, 200),
        ({"what": "withdraw", "action": "publish", "expects": "9" * 50}, 200),
    ],
    ids=["no such version", "no number", "no such act", "in force", "no publication"],
)
async def test_an_odd_form_of_a_service_s_page_changes_nothing(
    bench: Bench, fields: dict[str, str], status: int
) -> None:
    await bench.publish(bench.text())
    before = await bench.in_force()
    page = await bench.visitor.http.post(bench.path, data=await bench.token() | fields)
    assert (page.status_code, await bench.in_force()) == (status, before)
    for path in (f"{INDEX}/%00", f"{INDEX}/{'a' * 5_000}", f"{INDEX}/%00.toml"):
        assert (await bench.visitor.get(path)).status_code == 404
        assert (await bench.visitor.http.post(path, data=await bench.token() | fields)).status_code in (404, 405)


async def test_a_state_is_changed_in_one_borough_by_a_publication(bench: Bench) -> None:
    await bench.publish(bench.text())
    form = await bench.token() | {"service": bench.code, "status_VD": "hidden"}
    lacking = await bench.visitor.http.post(BOROUGHS, data=form | {"status_VD": "info_only"})
    assert lacking.status_code == 422 and 'href="#status_VD"' in lacking.text and "avis à lire" in spoken(lacking)
    wrong = await bench.visitor.http.post(BOROUGHS, data=form | {"status_VD": "<b>"})
    assert wrong.status_code == 422
    seen = await bench.visitor.http.post(BOROUGHS, data=form)
    assert seen.status_code == 200 and "+ VD (hidden)" in spoken(seen)
    assert (await bench.confirm(seen, BOROUGHS)).status_code == 303
    page = spoken(await bench.visitor.get(f"{BOROUGHS}?service={bench.code}"))
    assert re.search(r'name="status_VD".*?value="hidden" selected', page, re.DOTALL)
    await bench.public("Pas encore offert en ligne", f"/services/{bench.code}?borough=VD")
    assert "En ligne : 18" in spoken(await bench.visitor.get(INDEX))
    same = await bench.visitor.http.post(BOROUGHS, data=form)
    assert "Rien ne changerait" in spoken(same)
    unknown = await bench.visitor.http.post(BOROUGHS, data=form | {"service": "\0"})
    assert unknown.status_code == 404


async def test_the_file_that_is_downloaded_can_be_proposed_again(bench: Bench) -> None:
    await bench.publish(bench.text())
    file = await bench.visitor.get(f"{bench.path}.toml")
    assert file.headers["content-type"].startswith("application/toml") and f'code = "{bench.code}"' in file.text
    assert "Rien ne changerait" in spoken(await bench.propose(file.text))
    assert (await bench.visitor.get(f"{bench.path}.toml?version=1")).text == file.text
    assert (await bench.visitor.get(f"{bench.path}.toml?version=2")).status_code == 404


@pytest.mark.parametrize("account", ["agent-vd", "direction-ls", "greffe", "citoyen-2"])
async def test_nobody_else_publishes(city: City, account: str) -> None:
    async with at_work(city, account) as visitor:
        token = await visitor.hidden("/bureau" if account != "citoyen-2" else "/mes-donnees/rectification")
        csrf = token.get("csrf") or (await visitor.hidden("/deconnexion"))["csrf"]
        for path in (PROPOSE, f"{INDEX}/abattage-arbre", BOROUGHS):
            form = {"csrf": csrf, "content": SHIPPED, "what": "withdraw", "action": "publish", "expects": "1"}
            assert (await visitor.http.post(path, data=form)).status_code == 403
            assert (await visitor.get(path)).status_code == 403
