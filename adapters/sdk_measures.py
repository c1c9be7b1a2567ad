"""What the Temporal SDK measures of itself: its text for Prometheus, and how often this process asked for work."""

import re
import urllib.request
from functools import cache
from socket import socket
from typing import Final

from temporalio.runtime import LoggingConfig, PrometheusConfig, Runtime, TelemetryConfig, TelemetryFilter

POLL: Final = re.compile(r'^temporal_long_request(?:_failure)?\{[^}]*operation="Poll\w+"[^}]*\} (\d+)', re.MULTILINE)
PATIENCE_SECONDS: Final = 2.0


class SdkMeasures:
    """A runtime whose core serves its figures on loopback; `runtime` is for the clients of this process."""

    def __init__(self) -> None:
        with socket() as probe:  # the core must be told a port, and does not say which one it took
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        levels = TelemetryFilter(core_level="ERROR", other_level="ERROR")
        self._address = f"http://{address}/metrics"
        self.runtime = Runtime(
            telemetry=TelemetryConfig(
                logging=LoggingConfig(filter=levels), metrics=PrometheusConfig(bind_address=address)
            )
        )

    def text(self) -> str:
        """Everything that the core measures, in the text format of Prometheus; empty when it does not answer."""
        try:
            with urllib.request.urlopen(self._address, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
                return answer.read().decode()
        except OSError:
            return ""

    def polls(self) -> int:
        """How often this process asked the engine for work since it began, answered or not."""
        return polls_in(self.text())


def polls_in(text: str) -> int:
    """The polls that a text of the core's counts."""
    return sum(int(count) for count in POLL.findall(text))


@cache
def sdk_measures() -> SdkMeasures:
    """The one of this process."""
    return SdkMeasures()
