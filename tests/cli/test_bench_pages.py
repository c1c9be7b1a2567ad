"""`./guichet bench pages` at a small size: every page shows its rows, and a page that shows nothing is told."""

import httpx
import pytest

from cli.bench_pages import PAGES, bench_pages, faults, wrong

CASES = ["0" * 31 + rank for rank in "123"]


@pytest.mark.stack
async def test_the_pages_show_their_rows_and_a_blinded_one_is_told() -> None:
    """One run proves both: the events are hidden from the doors, so the timeline fails and no other page does."""
    figures = await bench_pages(large=2_000, small=1_000, users=10, rounds=1, sabotage="blind")
    assert (figures["cases"], figures["users"]) == ([1_000, 2_000], 10)
    assert len(figures["timeline"]["wrong"]) >= figures["timeline"]["pages"] > 0
    assert [name for name in PAGES if figures[name]["wrong"]] == ["timeline"], figures["faults"]
    assert all(figures[name]["p95_ms"] >= figures[name]["p50_ms"] > 0 for name in PAGES)


def answer(shown: list[str], status: int = 200, path: str = "bureau") -> httpx.Response:
    links = "".join(f'<a href="/dossier/{one}">' for one in shown)
    return httpx.Response(status, text=links, request=httpx.Request("GET", f"http://city.test/{path}"))


@pytest.mark.parametrize(
    ("shown", "status", "belong"),
    [
        ([], 200, CASES),
        ([], 200, []),
        (CASES[:2], 200, CASES),
        (CASES[::-1], 200, CASES),
        ([*CASES, "f" * 32], 200, CASES),
        (CASES, 500, CASES),
    ],
    ids=["nothing", "nothing asked for", "one is missing", "another order", "one too many", "a failure"],
)
def test_an_answer_that_is_not_the_rows_that_belong_there_is_wrong(
    shown: list[str], status: int, belong: list[str]
) -> None:
    assert wrong(PAGES["worklist"], answer(CASES), CASES) == []
    (line,) = wrong(PAGES["worklist"], answer(shown, status), belong)
    assert line.startswith("/bureau?: ")


def test_a_search_for_services_may_find_more_than_the_one_that_was_meant() -> None:
    found = httpx.Response(
        200,
        text='<a href="/services/demolition"><a href="/services/piscine-spa">',
        request=httpx.Request("GET", "http://city.test/recherche"),
    )
    assert wrong(PAGES["services"], found, ["piscine-spa"]) == []
    assert wrong(PAGES["services"], found, ["cafe-terrasse-public"])


def test_growth_beyond_its_limit_and_a_wrong_answer_are_faults() -> None:
    good = {"growth": 1.3, "wrong": []}
    assert faults({"worklist": good, "search": good}) == []
    assert faults({"worklist": good, "search": good | {"growth": 1.301}}) == ["search: grows by 1.301, more than 1.3"]
    assert faults({"worklist": good | {"wrong": ["/bureau?: 500, 0 of 3 rows"]}}) == [
        "worklist: /bureau?: 500, 0 of 3 rows"
    ]
