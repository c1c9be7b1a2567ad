"""`./guichet people`: whose account of elsewhere opens which account here; a city's first administrators."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer

from cli.show import leave, result

people = typer.Typer(no_args_is_help=True, help="Accounts, and the accounts of elsewhere that open them.")
Var = Annotated[Path, typer.Option(help="Where the city keeps its data.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]

LINK = """
INSERT INTO identities (issuer, subject, principal_id) SELECT %(issuer)s, %(subject)s, id FROM principals
WHERE id = %(account)s ON CONFLICT (issuer, subject) DO UPDATE SET principal_id = excluded.principal_id
RETURNING principal_id"""


@people.command()
def link(
    account: Annotated[str, typer.Argument(help="The account here: agent-vd.")],
    issuer: Annotated[str, typer.Argument(help="The provider's issuer, as its discovery document says it.")],
    subject: Annotated[str, typer.Argument(help="The person's `sub` there.")],
    var: Var = Path("var"),
    as_json: Json = False,
) -> None:
    """Have an account of elsewhere open an account here."""
    from cli.connected import owner_url

    with psycopg.connect(owner_url(var)) as owner:
        values: dict[str, Any] = {"account": account, "issuer": issuer.rstrip("/"), "subject": subject}
        found = owner.execute(LINK, values).fetchone()
    if found is None:
        raise typer.BadParameter(f"there is no account {account}")
    result({"account": account, "issuer": issuer, "subject": subject}, as_json=as_json, title="people link")


@people.command()
def appoint(
    account: Annotated[str, typer.Argument(help="The account, as its page names it.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept with the account.")],
    var: Var = Path("var"),
    as_json: Json = False,
) -> None:
    """Make an administrator, in a city that has one at most; from then on one proposes and another confirms."""
    from casework import staff_changes
    from casework.sentences import say
    from cli.compose import parts
    from cli.keeping_doors import city_settings
    from domain.errors import CaseError

    async def do() -> None:
        of = city_settings(var)
        async with parts(of, of.database.app_url) as made:
            await staff_changes.appoint(made.doors, account, reason)

    try:
        asyncio.run(do())
    except CaseError as refusal:
        typer.echo(say(refusal, "en").detail, err=True)
        leave(1)
    result({"account": account, "role": "administrator"}, as_json=as_json, title="people appoint")
    leave(0)
