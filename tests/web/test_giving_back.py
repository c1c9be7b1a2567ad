"""Money that a person gives back: the collector's page lists what was paid at the counter too."""

import re
from html import unescape

import pytest

from cli.city_client import CityClient
from tests.conftest import City
from tests.web.place import excess
from tests.web.place_builder import builder_of
from tests.web.test_contest_pages import Served, act, at_work

pytestmark = pytest.mark.stack
TASKS = "/bureau?task=give_back_money"


async def test_the_collector_gives_back_what_was_paid_at_the_counter_before_the_statement_was_withdrawn(
    city: City,
) -> None:
    client = CityClient(city.base_url, city.tokens)
    one = Served("", await excess(builder_of(city, client)))
    await client.close()
    async with at_work(city, "perception") as collector:
        page = unescape((await collector.get(one.path)).text).replace("\u00a0", " ")
        assert "Somme à rendre à la défense : 25,00" in re.sub("<[^>]+>", "", page)
        assert one.case_id in (await collector.get(TASKS)).text
        form = (await collector.get(f"{one.path}/actes/order_refund")).text
        payments = re.findall(rf'value="({one.case_id}-[^"]+)"', form)
        given = {"payment_id": payments[0], "cents": "25,00", "reason_code": "overpayment", "note": "Rendu comptant."}
        assert len(payments) == 1
        more = await act(collector, one, "order_refund", given | {"cents": "25,01"})
        assert more.status_code == 409 and "25,01" in more.text
        assert (await act(collector, one, "order_refund", given)).headers["location"].endswith("?fait=order_refund")
        assert "Somme à rendre" not in unescape((await collector.get(one.path)).text)
        assert one.case_id not in (await collector.get(TASKS)).text
