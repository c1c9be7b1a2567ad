"""Looking at a page of the list without a screen: the answer that its reader gets, forms sent as they stand."""

from urllib.parse import urljoin

import httpx

from tests.web.looks import Look
from tests.web.page_forms import posted
from tests.web.people import Visitors
from tests.web.place import Place


async def answer(visitors: Visitors, place: Place, look: Look, prefix: str = "") -> httpx.Response:
    """What the reader gets, in French or under the prefix of English."""
    http, path = visitors[look.by].http, prefix + place.path(look.path)
    page = await http.get(path)
    if look.form is None:
        return page
    form = posted(page.text)[look.form]
    return await http.post(urljoin(path, form.action) if form.action else path, data=form.sent())
