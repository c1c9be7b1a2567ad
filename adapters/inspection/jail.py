"""The child process that opens what people send: `python -m adapters.inspection.jail`.

It has no secret in its environment, may write no file, and has bounded memory and processor time: a bomb ends it and
nothing else. It answers on standard output until standard input ends.
"""

import json
import resource
import sys
import warnings
from typing import Any, BinaryIO, Final

from adapters.inspection import frames
from adapters.inspection.inspecting import inspect
from adapters.inspection.locks import lock_in
from domain.errors import CaseError

CPU_SECONDS: Final = 20  # of one file


def main() -> None:
    """Answer one question after another."""
    warnings.simplefilter("ignore")
    lock_in()
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    answers.write(b"ready\n")
    answers.flush()
    while line := questions.readline(frames.LINE_BYTES):
        head = json.loads(line)
        _allow_processor_time()
        _answer(head, questions.read(int(head["size"])), answers)
        answers.flush()


def _answer(head: dict[str, Any], content: bytes, answers: BinaryIO) -> None:
    try:
        found = inspect(content, head["formats"], head["max_mb"])
    except CaseError as refusal:
        answers.write(frames.refused(refusal))
        return
    answers.write(frames.answered(found))
    answers.write(found.content)


def _allow_processor_time() -> None:
    """So many seconds more than were used until now; beyond them the kernel ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
