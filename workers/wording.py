"""The catalogue's and the templates' texts, as letters and mails need them."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from activities import paragraphs
from casework.offers import Offered
from casework.reach import reaching
from catalogue.letters import shipped
from catalogue.published import Edition
from catalogue.regime_schema import Regime
from domain.clock import local_date
from domain.contest_rules import COURT
from domain.dollars import dollars
from domain.letter import Language
from domain.long_dates import long_date

ROLES = {
    "clerk": ("L’agente ou l’agent responsable des permis", "Permit officer"),
    "director": ("La directrice ou le directeur de l’arrondissement", "Borough director"),
    "council": ("Le conseil d’arrondissement", "Borough council"),
    "administrator": ("L’administratrice ou l’administrateur du guichet", "Counter administrator"),
}
MOST_KEPT = 500
COURT_NAME: dict[Language, str] = {"fr": "Cour municipale de Montréal", "en": "Municipal Court of Montréal"}
TARIFF: dict[Language, str] = {
    "fr": "version {number}, publiée le {day} ({start})",
    "en": "version {number}, published on {day} ({start})",
}


class CatalogueWording:
    """`Wording` over the published catalogue and `templates/`. A service speaks in the version that is asked for.

    Without `sessions`, letters have the shipped paragraphs.
    """

    def __init__(
        self, offers: Offered, templates: Path, regimes: Mapping[str, Regime] | None = None,
        sessions: async_sessionmaker[AsyncSession] | None = None,
    ) -> None:  # fmt: skip
        self._offers = offers
        self._sessions = sessions
        self._regimes = regimes or {}
        self._editions: dict[tuple[str, str], Edition] = {}
        self._titles: dict[str, Any] = tomllib.loads(
            (templates / "letters" / "titles.toml").read_text(encoding="utf-8")
        )
        self._mails = {language: _mail_templates(templates / "mail", language) for language in COURT_NAME}

    async def recall(self, service: str, version: str) -> None:
        """Have a version's texts at hand. Raises TemporarilyUnavailable when they must be read and cannot be."""
        edition = await self._offers.edition(service, version)
        if edition is not None:
            self._editions[service, version] = edition
        if len(self._editions) > MOST_KEPT:
            self._editions.pop(next(iter(self._editions)))

    def service_title(self, service: str, version: str, language: str) -> str:
        """A service's title in one of its versions; its code when that version was never published."""
        found = self._editions.get((service, version))
        return found.service.title.say(_language(language)) if found else self._statement_title(service, language)

    def _statement_title(self, service: str, language: str) -> str:
        """What a regime calls the contest of a kind of statement; its code when no regime knows it."""
        for regime in self._regimes.values():
            if (kind := regime.kind_of(service)) is not None:
                return regime.kinds[kind].title.say(_language(language))
        return service

    def borough_name(self, borough: str, language: str) -> str:
        """A borough's official name, or the court's."""
        if borough == COURT:
            return COURT_NAME[_language(language)]
        names = {one.code: one for one in self._offers.catalogue.boroughs}
        return getattr(names[borough], f"name_{_language(language)}") if borough in names else borough

    def letter_title(self, code: str, language: str) -> str:
        """A letter's title."""
        return str(self._titles[code][_language(language)])

    async def paragraphs(self, code: str, counter: str, language: str, at: datetime) -> dict[str, str]:
        """The words of a letter's places. Raises TemporarilyUnavailable when they cannot be read."""
        if self._sessions is None:
            return shipped(code, _language(language))
        async with reaching(self._sessions) as session:
            return await paragraphs.of_letter(session, code, counter, _language(language), at)

    def fee_label(self, place: tuple[str, str, str], fee: str, language: str) -> str:
        """What a fee is for; `place` is the service, its version and the borough whose tariff it is."""
        service, version, borough = place
        found = self._editions.get((service, version))
        labels = {spec.code: spec.label for spec in found.service.fees_in(borough)} if found else {}
        return labels[fee].say(_language(language)) if fee in labels else fee

    def tariff(self, service: str, version: str, language: str) -> str:
        """The name of a version: its number, the day it was published, the beginning of its hash."""
        found = self._editions.get((service, version))
        if found is None:
            return version
        day = long_date(local_date(found.published_at), _language(language))
        return TARIFF[_language(language)].format(number=found.number, day=day, start=version[:12])

    def role_title(self, role: str, language: str) -> str:
        """How a letter names who decided."""
        french, english = ROLES.get(role, ROLES["clerk"])
        return english if language == "en" else french

    def mail(self, template: str, language: str, facts: dict[str, Any]) -> tuple[str, str]:
        """Subject (the template's first line) and text of a mail; plain text, so nothing is escaped."""
        said = _language(language)
        text = self._mails[said].get_template(f"{template}.{said}.txt").render(facts)
        subject, _, body = text.partition("\n")
        return subject.strip(), body.strip() + "\n"

    def text_message(self, language: str, url: str) -> str:
        """That a message waits, and where; a text has no subject line."""
        said = _language(language)
        return self._mails[said].get_template(f"message_waits.{said}.sms").render({"url": url}).strip()


def _mail_templates(folder: Path, language: Language) -> SandboxedEnvironment:
    made = SandboxedEnvironment(loader=FileSystemLoader(folder), undefined=StrictUndefined, autoescape=False)
    made.filters["money"] = partial(dollars, lang=language)
    return made


def _language(language: str) -> Language:
    return "en" if language == "en" else "fr"
