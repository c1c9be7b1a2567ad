"""One docket placed in a process of its own: `python -m adapters.docket.child`.

The first line on standard input is the instance; each line on standard output is a step or an answer. The process ends
when its standard input does: whoever asked has gone.
"""

import contextlib
import os
import sys
import threading
from typing import Final

from pydantic import TypeAdapter

from adapters.docket.solver import solve
from domain.docket import Instance
from domain.docket_answer import Answer, Step, answered
from domain.docket_greedy import greedy, suiting

INSTANCES: Final[TypeAdapter[Instance]] = TypeAdapter(Instance)
SAID: Final[TypeAdapter[Step | Answer]] = TypeAdapter(Step | Answer)
GENTLY: Final = 10  # people at the doors go first


def main() -> None:
    """Place one instance."""
    os.nice(GENTLY)
    of = INSTANCES.validate_json(sys.stdin.buffer.readline())
    threading.Thread(target=_leave_with_whoever_asked, daemon=True).start()
    at_once = answered(of, greedy(of, suiting(of)), final=not (of.matters and of.capacity))
    _say(at_once)
    if not at_once.final:
        found = solve(of, _say)
        _say(answered(of, found.placed, found.bound, final=True))


def _say(one: Step | Answer) -> None:
    sys.stdout.buffer.write(SAID.dump_json(one) + b"\n")
    sys.stdout.buffer.flush()


def _leave_with_whoever_asked() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main()
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  nothing is left to be flushed into a closed pipe
    os._exit(0)
