"""The catalogue's and the templates' texts, as letters and mails need them."""

import tomllib
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from catalogue.load import Catalogue
from domain.letter import Language

ROLES = {
    "clerk": ("L’agente ou l’agent responsable des permis", "Permit officer"),
    "council": ("Le conseil d’arrondissement", "The borough council"),
    "director": ("La directrice ou le directeur de l’arrondissement", "Borough director"),
}


class CatalogueWording:
    """`Wording` over the catalogue and `templates/`."""

    def __init__(self, catalogue: Catalogue, templates: Path) -> None:
        self._catalogue = catalogue
        self._titles: dict[str, Any] = tomllib.loads(
            (templates / "letters" / "titles.toml").read_text(encoding="utf-8")
        )
        loader = FileSystemLoader(templates / "mail")
        self._mails = SandboxedEnvironment(loader=loader, undefined=StrictUndefined, autoescape=False)

    def service_title(self, service: str, language: str) -> str:
        """A service's title; its code when the catalogue has it no more."""
        found = self._catalogue.services.get(service)
        return found.title.say(_language(language)) if found else service

    def borough_name(self, borough: str, language: str) -> str:
        """A borough's official name."""
        names = {one.code: one for one in self._catalogue.boroughs}
        return getattr(names[borough], f"name_{_language(language)}") if borough in names else borough

    def letter_title(self, code: str, language: str) -> str:
        """A letter's title."""
        return str(self._titles[code][_language(language)])

    def fee_label(self, service: str, fee: str, language: str) -> str:
        """What a fee is for."""
        found = self._catalogue.services.get(service)
        tariffs = (found.fees, *(override.fees for override in found.overrides.values())) if found else ()
        labels = {spec.code: spec.label for fees in reversed(tariffs) for spec in fees}
        return labels[fee].say(_language(language)) if fee in labels else fee

    def role_title(self, role: str, language: str) -> str:
        """How a letter names who decided."""
        french, english = ROLES.get(role, ROLES["clerk"])
        return english if language == "en" else french

    def mail(self, template: str, language: str, facts: dict[str, Any]) -> tuple[str, str]:
        """Subject (the template's first line) and text of a mail; plain text, so nothing is escaped."""
        text = self._mails.get_template(f"{template}.{_language(language)}.txt").render(facts)
        subject, _, body = text.partition("\n")
        return subject.strip(), body.strip() + "\n"


def _language(language: str) -> Language:
    return "en" if language == "en" else "fr"
