"""The child process that reads a photograph: `python -m adapters.inspection.reading PROGRAM LANGUAGES`.

The picture comes on standard input, the text leaves on standard output. It has no secret in its environment, can write
no file and make no socket, and has bounded memory and processor time; so has Tesseract, which it starts.
"""

import resource
import subprocess
import sys
import warnings
from typing import Final

from adapters.inspection.lettering import made_legible
from adapters.inspection.locks import close_the_network, lock_in

CPU_SECONDS: Final = 15
LONGEST: Final = 100_000  # bytes of a text


def main() -> None:
    """Read one picture."""
    warnings.simplefilter("ignore")
    program, languages = sys.argv[1:]
    lock_in()
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    close_the_network()
    page = made_legible(sys.stdin.buffer.read())
    command = (program, "stdin", "stdout", "-l", languages, "--psm", "3")
    done = subprocess.run(command, input=page, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    sys.stdout.buffer.write(done.stdout[:LONGEST])


if __name__ == "__main__":
    main()
