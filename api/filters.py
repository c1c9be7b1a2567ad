"""How lists of cases are narrowed: by these fields and no other."""

from typing import Annotated

from fastapi import Depends, Query

from casework.worklist import Filter

Text = Annotated[str, Query(max_length=100)]


async def filters(
    state: Text = "", service: Text = "", borough: Text = "", task: Text = "", reference: Text = ""
) -> Filter:
    """The filter that the query asks for; `reference` is matched from its beginning, letter for letter."""
    return Filter(state=state, service=service, borough=borough, task=task, reference=reference)


Wanted = Annotated[Filter, Depends(filters)]
