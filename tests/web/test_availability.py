"""Judges say when they can sit, and the court office opens the sittings of a period: once, in no room twice."""

from datetime import timedelta
from html import unescape

import pytest

from cli.court_calendar import open_day
from tests.conftest import City
from tests.web.court_hours import HOURS, OPENING, WEEK, a_day, a_room, away, card, cards, heard, opened, slots, weekly
from tests.web.test_contest_pages import at_work, today
from tests.web.visitor import Visitor, hidden

pytestmark = pytest.mark.stack


async def test_a_judge_keeps_their_own_hours_and_the_office_anybody_s(city: City) -> None:
    day, room = a_day(), a_room()
    async with at_work(city, "juge-3") as judge, at_work(city, "juge-4") as other, at_work(city, "greffe") as office:
        wrong = await judge.send(HOURS, weekly(day, ("19:00", "18:00"), room="\0", valid_from="2026-02-30"))
        assert wrong.status_code == 422 and 'href="#valid_from"' in wrong.text
        wrong = await judge.send(HOURS, weekly(day, ("19:00", "18:00"), room="a\0b", slot_minutes="90"))
        assert wrong.status_code == 422 and 'href="#ends_at"' in wrong.text and 'href="#room"' in wrong.text
        form = hidden(await judge.get(HOURS)) | weekly(day, ("18:00", "19:00"), room=room)
        for _ in range(2):  # the same form once more
            kept = await judge.http.post(HOURS, data=form)
            assert kept.headers["location"] == f"{HOURS}?juge=juge-3&fait=add_pattern"
        page = await judge.get(HOURS)
        assert sum(room in words for words in cards(page)) == 1
        mine = hidden(await other.get(HOURS))
        not_mine = card(page, room) | {"csrf": mine["csrf"], "judge": "juge-4", "action": "remove_pattern"}
        assert (await other.http.post(HOURS, data=not_mine)).status_code == 404
        held_otherwise = await judge.send(HOURS, weekly(day, ("18:30", "20:00"), room=a_room()))
        assert held_otherwise.status_code == 422 and 'href="#starts_at"' in held_otherwise.text
        taken = await office.send(f"{HOURS}?juge=juge-4", weekly(day, ("18:30", "20:00"), room=room))
        assert taken.status_code == 422 and 'href="#room"' in taken.text
        stale = card(await office.get(f"{HOURS}?juge=juge-3"), room) | {"action": "end_pattern"}
        ended = await office.http.post(HOURS, data=stale | {"last_day": (day + WEEK).isoformat()})
        assert ended.status_code == 303
        again = await office.http.post(HOURS, data=stale | {"last_day": day.isoformat()})
        assert again.status_code == 409 and "Disponibilité modifiée" in unescape(again.text)
        fresh = card(await office.get(f"{HOURS}?juge=juge-3"), room)
        longer = await office.http.post(HOURS, data=stale | fresh | {"last_day": (day + 9 * WEEK).isoformat()})
        assert longer.status_code == 422 and f'href="#last_day-{fresh["id"]}"' in longer.text
        removed = await office.http.post(HOURS, data=fresh | {"action": "remove_pattern"})
        assert removed.status_code == 303
        assert room not in (await office.get(f"{HOURS}?juge=juge-3")).text


async def test_what_makes_no_sense_is_refused_beside_its_field(city: City) -> None:
    day, long = a_day(), "x" * 10_000
    async with at_work(city, "juge-3") as judge:
        faults = {
            "weekday": weekly(day, ("18:00", "19:00"), weekday="6"),
            "starts_at": weekly(day, ("05:00", "19:00")),
            "slot_minutes": weekly(day, ("18:00", "18:30"), slot_minutes="90"),
            "room": weekly(day, ("18:00", "19:00"), room=long),
            "every": weekly(day, ("18:00", "19:00"), every=long),
            "valid_until": weekly(day, ("18:00", "19:00"), valid_until=(day - WEEK).isoformat()),
            "away_last_day": away(day, away_last_day="2001-01-01"),
            "away_ends_at": away(day, away_starts_at="18:00", away_ends_at="17:00"),
            "away_first_day": away(day, away_first_day="\0"),
            "extra_day": {f"extra_{name}": text for name, text in weekly(day, ("18:00", "19:00")).items()}
            | {"action": "add_extra", "extra_day": "2029-12-25"},
            "action": {"action": long},
        }
        for field, form in faults.items():
            answer = await judge.send(HOURS, form)
            assert (answer.status_code, f'href="#{field}"' in answer.text) == (422, True), field
        for unknown in ("\0", "rien", long):
            fields = hidden(await judge.get(HOURS)) | away(day) | {"judge": unknown}
            assert (await judge.http.post(HOURS, data=fields)).status_code == 404
            fields = hidden(await judge.get(HOURS)) | {"id": unknown, "revision": unknown, "action": "remove_exception"}
            assert (await judge.http.post(HOURS, data=fields)).status_code == 404
        for month in ("2001-01", "9999-99", "rien", "%00"):
            assert (await judge.get(f"{HOURS}?mois={month}")).status_code == 200


async def test_nobody_sits_on_a_sunday_or_a_holiday(city: City) -> None:
    sunday = today() + timedelta(days=100 + 6 - (today() + timedelta(days=100)).weekday())
    form = {"judge": "juge-1", "room": a_room(), "mode": "phone", "language": "fr", "starts_at": "18:00",
            "ends_at": "19:00", "slot_minutes": "30"}  # fmt: skip
    async with at_work(city, "greffe") as office:
        for day in (sunday.isoformat(), f"{sunday.year + 1}-12-25"):
            refused = await office.send("/bureau/seances", form | {"day": day})
            assert refused.status_code == 422 and 'href="#day"' in refused.text
        for name in ("room", "judge"):
            opened = await office.send("/bureau/seances", form | {"day": open_day(sunday).isoformat(), name: "a\0b"})
            assert opened.status_code == 422 and f'href="#{name}"' in opened.text


async def test_the_office_opens_what_the_hours_give_once_and_whose_room_is_taken_is_named(city: City) -> None:
    day, room = a_day(), a_room()
    async with at_work(city, "greffe") as office:
        for judge in ("juge-3", "juge-4"):
            kept = await office.send(f"{HOURS}?juge={judge}", weekly(day, ("20:00", "21:00")) | {"judge": judge})
            assert kept.status_code == 303
        lacking = await opened(office, "juge-3", day)
        assert lacking.status_code == 422 and 'href="#room-juge-3"' in lacking.text
        stale = hidden(await office.get(f"{OPENING}?juge=juge-4&du={day}&au={day + 2 * WEEK}"))
        form = hidden(await office.get(f"{OPENING}?juge=juge-3&du={day}&au={day + 2 * WEEK}")) | {"room-juge-3": room}
        told = [(await office.http.post(OPENING, data=form)).headers["location"] for _ in range(2)]
        assert told[0].endswith("ouvertes=3&deja=0") and told[1].endswith("ouvertes=0&deja=3")
        taken = await opened(office, "juge-4", day, **{"room-juge-4": room})
        assert taken.status_code == 409 and "Séances ouvertes\u00a0: 0." in unescape(taken.text)
        await office.send(f"{HOURS}?juge=juge-4", away(day) | {"judge": "juge-4"})
        moved = await office.http.post(OPENING, data=stale | {"room-juge-4": a_room()})
        assert moved.status_code == 409 and "Disponibilité modifiée" in unescape(moved.text)
        two = await opened(office, "juge-4", day, **{"room-juge-4": a_room()})
        assert two.headers["location"].endswith("ouvertes=2&deja=0")
        used = card(await office.get(f"{HOURS}?juge=juge-3"), "Salle à choisir".lower())
        refused = await office.http.post(HOURS, data=used | {"action": "remove_pattern"})
        assert refused.status_code == 409 and "Séances déjà ouvertes" in unescape(refused.text)
        for query in ("du=2001-01-01", "du=2026-02-30", f"du={day}&au={day - WEEK}", f"du={day}&au={day + 30 * WEEK}",
                      "juge=rien", "juge=%00", "du=%00"):  # fmt: skip
            assert (await office.get(f"{OPENING}?{query}")).status_code == 422
    for account in ("juge-3", "agent-ls", "poursuite"):
        async with at_work(city, account) as other:
            assert (await other.get(OPENING)).status_code == 403


async def test_an_absence_names_the_hearings_to_be_moved_and_offers_no_slot(city: City, visitor: Visitor) -> None:
    day = a_day(175)  # beyond every other absence of that judge
    one = await heard(city, visitor, "juge-1", day)
    async with at_work(city, "juge-1") as judge, at_work(city, "greffe") as office:
        part = away(day, away_starts_at="08:00", away_ends_at="10:00")
        assert (await judge.send(HOURS, part)).status_code == 303
        assert one.case_id not in (await judge.get(HOURS)).text  # at another hour
        free = {"judge": "juge-1", "room": a_room(), "mode": "phone", "language": "both", "day": day.isoformat(),
                "starts_at": "21:00", "ends_at": "22:00", "slot_minutes": "30"}  # fmt: skip
        await office.send("/bureau/seances", free)
        query = f"/slots?from={day}&until={day}&judge=juge-1&mode=phone"
        assert len(await slots(city, query)) == 2
        assert (await judge.send(HOURS, away(day))).status_code == 303
        for reader in (judge, office):
            page = (await reader.get(f"{HOURS}?juge=juge-1")).text
            assert f'href="/dossier/{one.case_id}"' in page and "Audiences à déplacer" in unescape(page)
        assert "Hearings to be moved" in (await office.get(f"/en{HOURS}?juge=juge-1")).text
        assert not await slots(city, query)
