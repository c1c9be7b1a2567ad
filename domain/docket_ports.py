"""What a docket needs from the world: something that solves it."""

from collections.abc import AsyncGenerator
from typing import Protocol

from domain.docket import Instance
from domain.docket_answer import Answer, Step


class DocketSolver(Protocol):
    """Places the matters of a docket. It may take minutes of a whole processor: never in an event loop."""

    def solve(self, of: Instance) -> AsyncGenerator[Step | Answer]:
        """Each step as it is made; an answer within seconds, and at the end the final one.

        The same inputs give the same answers. Raises SolverFailed when it ends without one; closed early, it stops.
        """
        ...


class SolverFailed(Exception):
    """The solver ended without its final answer."""
