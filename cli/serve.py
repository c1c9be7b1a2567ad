"""The two doors under one address: JSON at /api, HTML everywhere else."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from sqlalchemy import text
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest

from api.app import create_api
from api.body_limits import Limits
from api.guards import guarded
from cli.compose import ROOT, Parts, Settings
from web.app import create_web
from workflows import options

Scope = Any
App = Callable[[Any, Any, Any], Awaitable[None]]
POLLED_WITHIN = timedelta(minutes=2)
UPLOAD_BYTES = 120_000_000  # a form of the HTML door may bring several files at once
API_PATHS = ("/api/", "/healthz", "/readyz", "/metrics")


def city_app(of: Settings, made: Parts) -> App:
    """The whole city as one ASGI application."""
    api = create_api(made.doors, probes(of, made), {"photo-reader": made.reader.ready})
    mails: Path | None = of.city.var / "mail" if of.city.demo_accounts else None
    web = create_web(made.doors, ROOT / "node_modules", mail_folder=mails)

    async def both(scope: Scope, receive: Any, send: Any) -> None:
        is_api = scope["type"] in ("http", "websocket") and scope["path"].startswith(API_PATHS)
        await (api if is_api else web)(scope, receive, send)

    https = of.city.base_url.startswith("https://")
    return guarded(both, hosts=of.city.allowed_hosts.split(","), https=https, limits=Limits(upload_bytes=UPLOAD_BYTES),
                   proxies=of.city.trusted_proxies.split(","))  # fmt: skip


def probes(of: Settings, made: Parts) -> dict[str, Callable[[], Awaitable[bool]]]:
    """What `/readyz` asks, by the name of the part."""

    async def database() -> bool:
        async with made.sessions() as session:
            return (await session.execute(text("SELECT 1"))).scalar_one() == 1

    async def temporal() -> bool:
        return await made.temporal.service_client.check_health()

    async def gateway() -> bool:
        address = of.stripe.api_url if of.stripe else of.city.gateway_url
        async with made.http.get(address) as answer:
            return answer.status < HTTPStatus.INTERNAL_SERVER_ERROR

    async def documents() -> bool:
        return of.city.var.is_dir()

    async def workers() -> bool:
        queue = TaskQueue(name=options.CASES)
        asked = DescribeTaskQueueRequest(
            namespace=of.temporal.namespace, task_queue=queue, task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
        )
        answer = await made.temporal.workflow_service.describe_task_queue(asked)
        latest = max((poller.last_access_time.ToDatetime(UTC) for poller in answer.pollers), default=None)
        return latest is not None and datetime.now(UTC) - latest < POLLED_WITHIN

    return {
        "database": database, "temporal": temporal, "workers": workers, "gateway": gateway, "documents": documents,
    }  # fmt: skip
