"""One request of one person: who they are, in which language they read, and how they are answered."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from casework import passes, people
from casework.doors import Doors
from casework.people import Signed
from domain import policy
from domain.case_ids import holder_of, keyed_id
from domain.clock import local_date
from domain.errors import Forbidden, Unauthenticated
from domain.letter import Language
from domain.people import Actor, Role
from web import forgery, forms
from web.forms import Form
from web.words import Words

GUEST = "guichet_guest"


@dataclass(frozen=True)
class Site:
    """What every page stands on."""

    doors: Doors
    pages: Environment
    mail_folder: Path | None
    demo_accounts: bool

    @property
    def secure(self) -> bool:
        """Whether the city is reached by https."""
        return self.doors.base_url.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the session's cookie."""
        return people.session_cookie(self.doors.base_url)

    @property
    def pass_cookie(self) -> str:
        """The name of the cookie that holds a pass to the case of one statement of offence."""
        return "__Host-guichet_constat" if self.secure else "guichet_constat"


@dataclass(frozen=True)
class Visit:
    """A request as the pages see it."""

    site: Site
    request: Request
    lang: Language
    signed: Signed | None
    guest: str
    form: Form
    holder: Actor | None = None  # whom the pass in this browser speaks for, on the pages of its own case

    @property
    def doors(self) -> Doors:
        """The parts that the verbs need."""
        return self.site.doors

    @property
    def say(self) -> Words:
        """Words in the page's language."""
        return Words(self.lang)

    @property
    def actor(self) -> Actor:
        """The holder of this page's case by its pass, or the person who is signed in. Raises Unauthenticated."""
        if self.holder is not None:
            return self.holder
        if self.signed is None:
            raise Unauthenticated
        return self.signed.account.actor

    @property
    def pass_is_over(self) -> bool:
        """Whether the browser holds a pass to this page's case that opens it no more."""
        shown = self.request.cookies.get(self.site.pass_cookie, "")
        of_this_case = shown.startswith(f"{passes.PREFIX}.{self.request.path_params.get('case_id')}.")
        return of_this_case and self.signed is None and self.holder is None

    @property
    def address(self) -> str:
        """Where the request comes from."""
        client = self.request.client
        return client.host if client else ""

    @property
    def token(self) -> str:
        """What this session's forms carry."""
        return self.signed.csrf if self.signed else keyed_id(self.doors.secret, "csrf", self.guest)

    @property
    def plain_path(self) -> str:
        """The page's path without its language."""
        path = self.request.url.path
        return path[3:] or "/" if self.lang == "en" else path

    def part(self, name: str) -> str:
        """A part of the page's path."""
        return str(self.request.path_params[name])

    def asked(self, name: str) -> str:
        """A parameter of the address."""
        return self.request.query_params.get(name, "")

    def may(self, action: str) -> bool:
        """Whether the visitor may do something that concerns no single case."""
        return self.signed is not None and policy.may_at_desk(self.signed.account.actor, action)

    def require(self, action: str) -> Actor:
        """The visitor, who may do this. Raises Unauthenticated or Forbidden."""
        if not policy.may_at_desk(self.actor, action):
            raise Forbidden(act=action)
        return self.actor

    def path(self, plain: str) -> str:
        """A path in the page's language."""
        return in_language(plain, self.lang)

    def wrong(self, sentence: str) -> dict[str, str] | None:
        """A field's error as govuk-frontend's macros take it."""
        return {"text": sentence, "visuallyHiddenText": self.say("Erreur\u00a0", "Error")} if sentence else None

    def go(self, plain: str) -> Response:
        """Send the browser to another page, in the same language."""
        return RedirectResponse(self.path(plain), 303)

    def page(self, template: str, status: int = 200, **facts: Any) -> Response:
        """A page made from a template."""
        query = self.request.url.query if self.request.method == "GET" else ""
        other: Language = "fr" if self.lang == "en" else "en"
        other_path = in_language(self.plain_path, other) + (f"?{query}" if query else "")
        answer = HTMLResponse(self.text(template, other_path=other_path, **facts), status)
        if self.signed is None and self.request.cookies.get(GUEST) != self.guest:
            answer.set_cookie(GUEST, self.guest, httponly=True, samesite="lax", secure=self.site.secure)
        return answer

    def text(self, template: str, **facts: Any) -> str:
        """What a template says to this visitor."""
        known = {"visit": self, "lang": self.lang, "t": self.say, "path": self.path, "wrong": self.wrong}
        return self.site.pages.get_template(template).render(facts | known)

    async def today(self) -> date:
        """The city's date."""
        return local_date(await self.doors.clock.now())


Handler = Callable[[Visit], Awaitable[Response]]


async def enter(request: Request) -> Visit:
    """Who asks, and for which page; a form is read and its origin checked. Raises Forged."""
    site: Site = request.app.state.site
    cookie = request.cookies.get(site.cookie)
    if request.method not in forgery.SAFE:
        forgery.check_origin(request)
    signed = await people.by_cookie(site.doors, cookie) if cookie else None
    guest = request.cookies.get(GUEST) or secrets.token_urlsafe(16)
    form = Form() if request.method in forgery.SAFE else await forms.read(request)
    visit = Visit(site, request, language_of(request), signed, guest, form, holder(site, request, signed))
    request.state.visit = visit
    if request.method not in forgery.SAFE:
        forgery.check_token(form.one("csrf"), visit.token)
        site.doors.limits.count("write_from", visit.address)
        site.doors.limits.count("write", signed.account.actor.id if signed else "")
    return visit


def holder(site: Site, request: Request, signed: Signed | None) -> Actor | None:
    """Whom the browser's pass speaks for on a page of its own case; the city's people speak for themselves."""
    token, case_id = request.cookies.get(site.pass_cookie, ""), str(request.path_params.get("case_id", ""))
    if not case_id or not passes.is_pass(token) or (signed and signed.account.actor.role is not Role.CITIZEN):
        return None
    try:
        found = passes.holder(site.doors.secret, token)
    except Unauthenticated:
        return None
    return found if found.id == holder_of(case_id) else None


def guest_visit(request: Request) -> Visit:
    """A request of which nothing is known but its language: for pages that must not fail."""
    known = getattr(request.state, "visit", None)
    if isinstance(known, Visit):
        return known
    guest = request.cookies.get(GUEST) or secrets.token_urlsafe(16)
    return Visit(request.app.state.site, request, language_of(request), None, guest, Form())


def language_of(request: Request) -> Language:
    """French, unless the address says English; the browser's wishes are never guessed (DOMAIN §6.1)."""
    path = request.url.path
    return "en" if path == "/en" or path.startswith("/en/") else "fr"


def in_language(plain: str, lang: Language) -> str:
    """A path in a language: English stands under `/en`."""
    return plain if lang == "fr" else f"/en{plain}"


def private(answer: Response) -> Response:
    """The same answer for whoever came by a secret address: kept by no browser, told to no other site."""
    answer.headers["referrer-policy"] = "no-referrer"
    answer.headers["cache-control"] = "no-store"
    return answer


def quoted(path: str) -> str:
    """A path as the value of a parameter."""
    return quote(path, safe="/")
