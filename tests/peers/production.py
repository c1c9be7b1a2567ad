"""The production composition without containers: Temporal Server on the city's PostgreSQL, two workers of the cases."""

import os

from google.protobuf.duration_pb2 import Duration
from temporalio.api.workflowservice.v1 import RegisterNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from cli.processes import Part, Program
from cli.stack import CASES_END, Stack
from tests.adapters.s3_server import free_ports
from tests.peers import temporal_server
from tests.peers.temporal_server import PORTS, low_ports

SECOND = "cases-2"
DAY_SECONDS = 86_400


class Production(Stack):
    """A city whose engine is Temporal Server on PostgreSQL, and whose cases have a second worker."""

    def _all_parts(self) -> list[Part]:
        parts = super()._all_parts()
        after = [part.name for part in parts].index("cases") + 1
        second = self._worker(SECOND, free_ports(1)[0], CASES_END, of="cases")
        return [*parts[:after], second, *parts[after:]]

    def _temporal(self) -> Part:
        """The engine, at home in two databases beside the city's."""
        programs, places, password = temporal_server.programs(), self.places, self.secrets.owner_password
        arguments = temporal_server.write_settings(
            self.var / "temporal", places.temporal, low_ports(PORTS), places.postgres, password
        )

        def before() -> None:
            temporal_server.make_databases(programs.schema_tool, self.env["DATABASE_URL"], places.postgres, password)

        log = self.var / "log" / "temporal.log"
        program = Program([str(programs.server), *arguments], {"PATH": os.defpath}, log)
        part = Part("temporal", program, log, self._namespace_is_there)
        part.before_start = before
        return part

    async def _namespace_is_there(self) -> bool:
        """Whether the engine answers in our namespace, which is made when it is not there yet."""
        try:
            client = await Client.connect(self.env["TEMPORAL_ADDRESS"])
        except RuntimeError:  # nobody listens yet
            return False
        keep = Duration(seconds=90 * DAY_SECONDS)
        wanted = RegisterNamespaceRequest(namespace="default", workflow_execution_retention_period=keep)
        try:
            await client.workflow_service.register_namespace(wanted)
        except RPCError as fault:
            return fault.status is RPCStatusCode.ALREADY_EXISTS and await self._serves(client)
        return False

    @staticmethod
    async def _serves(client: Client) -> bool:
        """Whether the namespace is known to the whole server: some seconds after it was made."""
        try:
            await client.count_workflows()
        except RPCError:
            return False
        return True
