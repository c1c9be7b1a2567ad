"""A process that does nothing any more says so, even when its event loop is blocked, and is started anew."""

import asyncio
import json
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import httpx
import pytest

from adapters.sdk_measures import polls_in
from cli.process_vitals import POLLED_WITHIN, POLLS, alive, watch_polls
from cli.processes import Looks, Part, Patience, Program, keep_alive
from tests.conftest import City
from workers.vitals import LOOP, Vitals


class Hands:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_part_is_silent_once_its_time_is_over() -> None:
    hands = Hands()
    vitals = Vitals(hands)
    vitals.expect("polls", 150)
    vitals.expect("outbox", 120)
    hands.seconds = 121
    assert vitals.silent() == ["outbox"]
    vitals.sign("outbox")
    assert vitals.silent() == []


async def test_polls_that_stop_are_silence_and_polls_that_fail_are_not() -> None:
    hands, counts = Hands(), iter((4, 5, 5, 5))
    vitals = Vitals(hands)

    def polls() -> int:
        hands.seconds += 100
        return next(counts, 5)

    watching = asyncio.create_task(watch_polls(vitals, polls, seconds=0.01))
    while hands.seconds < 200:
        await asyncio.sleep(0.005)
    assert vitals.silent() == []
    while hands.seconds < 200 + POLLED_WITHIN + 100:
        await asyncio.sleep(0.005)
    assert vitals.silent() == [POLLS]
    watching.cancel()


def test_answered_polls_and_failed_ones_are_both_polls() -> None:
    labels = 'namespace="default",operation="PollWorkflowTaskQueue",task_queue="cases"'
    text = (
        f"# TYPE temporal_long_request counter\ntemporal_long_request{{{labels}}} 11\n"
        f"temporal_long_request_failure{{{labels}}} 3\ntemporal_long_request_latency_count{{{labels}}} 9\n"
        'temporal_long_request{operation="GetWorkflowExecutionHistory"} 7\n'
    )
    assert polls_in(text) == 14


async def test_a_blocked_event_loop_is_told_by_the_port() -> None:
    hands, port = Hands(), free_port()
    heard: list[int] = []

    def ask() -> None:
        hands.seconds = 31
        try:
            heard.append(urlopen(f"http://127.0.0.1:{port}/livez", timeout=5).status)
        except HTTPError as refusal:
            heard.append(refusal.code)
            heard.extend(1 for part in json.loads(refusal.read())["silent"] if part == LOOP)

    async with alive("127.0.0.1", port, Vitals(hands)):
        await asyncio.sleep(0.05)
        asking = threading.Thread(target=ask)
        asking.start()
        asking.join()  # the event loop does nothing meanwhile
    assert heard == [503, 1]


@pytest.mark.stack
async def test_the_workers_of_a_running_city_live_and_show_their_measures(city: City) -> None:
    places = city.stack.places
    async with httpx.AsyncClient() as client:
        for port, part in ((places.cases_metrics, "polls"), (places.letters_metrics, "outbox")):
            told = await client.get(f"http://127.0.0.1:{port}/livez")
            assert told.status_code == 200, told.text
            assert {part, LOOP} <= told.json()["seconds"].keys()
        text = (await client.get(f"http://127.0.0.1:{places.cases_metrics}/metrics")).text
    assert polls_in(text) > 0
    assert "guichet_stuck_cases" in text


async def test_a_part_that_does_nothing_is_ended_and_started_anew(tmp_path: Path) -> None:
    said: list[str] = []
    answers = iter((True, False, False, False))

    async def live() -> bool:
        return next(answers, True)

    part = sleeper(tmp_path)
    part.live = live
    part.start()
    first = part.process
    await kept([part], lambda: part.process is not first, said, Looks(every_seconds=0.02, bad=3))
    assert said == ["sleeper does nothing any more: ended", "sleeper restarted"]


async def test_two_bad_answers_end_nothing(tmp_path: Path) -> None:
    said: list[str] = []
    asked: list[bool] = []

    async def live() -> bool:
        asked.append(len(asked) % 3 == 2)
        return asked[-1]

    part = sleeper(tmp_path)
    part.live = live
    part.start()
    await kept([part], lambda: len(asked) > 9, said, Looks(every_seconds=0.02, bad=3))
    assert said == []


async def test_what_cannot_be_started_is_tried_again(tmp_path: Path) -> None:
    said: list[str] = []
    part = sleeper(tmp_path)
    tries = iter((OSError("no space left"), None))

    def before() -> None:
        if fault := next(tries, None):
            raise fault

    part.before_start = before
    part.wanted = True
    await kept([part], lambda: part.alive(), said, Looks())
    assert said == ["sleeper could not be started: OSError", "sleeper restarted"]


def test_a_part_that_dies_as_it_starts_is_not_started_without_end() -> None:
    hands = Hands()
    patience = Patience(hands)
    starts = 0
    while hands.seconds < 60:
        starts += patience.over()
        hands.seconds += 0.1
    assert starts < 20
    hands.seconds += 60
    assert patience.over()
    hands.seconds += 0.1
    assert patience.over()


def sleeper(folder: Path) -> Part:
    async def ready() -> bool:
        return True

    log = folder / "sleeper.log"
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    return Part("sleeper", Program(command, {}, log), log, ready)


async def kept(parts: list[Part], until: Callable[[], bool], said: list[str], looks: Looks) -> None:
    stopping = asyncio.Event()
    keeping = asyncio.create_task(keep_alive(parts, stopping, said.append, looks))
    for _ in range(500):
        if until():
            break
        await asyncio.sleep(0.02)
    reached = until()
    stopping.set()
    await keeping
    for part in parts:
        part.kill()
    assert reached
