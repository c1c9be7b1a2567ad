"""The limits of every child process that opens what people send: memory, no file written, no socket."""

import ctypes
import platform
import resource
import struct
from typing import Final

MEMORY_BYTES: Final = 1_200_000_000  # of addresses, all libraries included; fifty million pixels took 750 MB
OPEN_FILES: Final = 64
# By machine: what the kernel calls it, and its calls socket, socketpair and io_uring_setup (which can make a socket).
_CALLS: Final = {"x86_64": (0xC000003E, (41, 53, 425)), "aarch64": (0xC00000B7, (198, 199, 425))}
_OTHER_CALLS: Final = 0x40000000  # the second set of calls of x86_64 begins here
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # instructions of a packet filter
_KILL, _DENIED, _ALLOWED = 0x80000000, 0x0005000D, 0x7FFF0000  # EACCES


def lock_in() -> None:
    """Bound this process and its children: memory, open files, no file written, no memory dumped."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        resource.setrlimit(limit, (most, most))


class _Program(ctypes.Structure):
    """A packet filter as the kernel takes it."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def close_the_network() -> None:
    """From now on neither this process nor its children can make a socket. Raises OSError where the kernel cannot."""
    instructions = _filter(*_known_machine())
    held = ctypes.create_string_buffer(instructions, len(instructions))
    program = _Program(len(instructions) // 8, ctypes.addressof(held))
    kernel = ctypes.CDLL(None, use_errno=True)
    for call in ((_NO_NEW_PRIVILEGES, 1, 0, 0, 0), (_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)):
        if kernel.prctl(*call) != 0:
            raise OSError(ctypes.get_errno(), "the network could not be closed")


def _known_machine() -> tuple[int, tuple[int, ...]]:
    found = _CALLS.get(platform.machine())
    if found is None:
        raise OSError("the calls of this machine are not known")
    return found


def _filter(machine: int, calls: tuple[int, ...]) -> bytes:
    """Denies these calls; a process that speaks another machine's calls is ended."""
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    denied = len(calls) + 1  # how many steps on from the first question
    steps += [(_AT_LEAST, denied, 0, _OTHER_CALLS)]
    steps += [(_EQUAL, denied - rank, 0, call) for rank, call in enumerate(calls, 1)]
    steps += [(_RETURN, 0, 0, _ALLOWED), (_RETURN, 0, 0, _DENIED)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
