"""Counts and durations of requests, by route template: never by address, so no case is named."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Measures:
    """What the doors measure of themselves."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry
        labels = ("method", "route")
        self._requests = Counter(
            "guichet_http_requests_total", "Requests answered.", (*labels, "status"), registry=registry
        )
        self._seconds = Histogram(
            "guichet_http_request_seconds", "Seconds to answer.", labels, registry=registry, buckets=SECONDS
        )
        self.under_way = Gauge("guichet_http_requests_under_way", "Requests being answered.", registry=registry)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answer."""
        known = method if method in METHODS else "OTHER"
        self._requests.labels(known, route, str(status)).inc()
        self._seconds.labels(known, route).observe(seconds)

    def text(self) -> bytes:
        """Everything, in the text format of Prometheus."""
        return generate_latest(self._registry)


MEASURES: Final = Measures(CollectorRegistry())
