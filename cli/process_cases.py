"""The process of the cases: `python -m cli.process_cases PORT`, the port of its metrics."""

import asyncio
import sys

from activities.heads import HeadSigner
from adapters.sdk_measures import sdk_measures
from adapters.seal_authority import create_authority
from cli.compose import Settings, parts
from cli.process_life import live, refuse_unsafe_role_once_up
from cli.process_vitals import alive
from cli.twins import case_twin
from workers import cases
from workers.vitals import Vitals


async def work(of: Settings, stop: asyncio.Event) -> None:
    """The worker of the cases, of the gateway's queue and of the relays."""
    vitals, sdk = Vitals(), sdk_measures()
    async with parts(of, of.database.worker_url, patient=True, runtime=sdk.runtime) as made:
        await refuse_unsafe_role_once_up(made.engine)
        twin = case_twin(of.city, made.sessions, made.keys)
        authority = create_authority(of.city.var / "seal")
        heads = HeadSigner(made.sessions, authority.folder, of.city.var / "heads")
        async with alive(of.city.bind, int(sys.argv[1]), vitals, sdk):
            await cases.run(made.doors, stop, permits=twin.permits, records=twin.records, heads=heads, vitals=vitals)


def main() -> None:
    """The whole life of the process."""
    live(work)


if __name__ == "__main__":
    main()
