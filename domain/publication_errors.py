"""Refusals of publishing."""

from domain.errors import CaseError


class PublicationOvertaken(CaseError):
    """Somebody published since the catalogue was read. Facts: number (the publication in force)."""

    code = "publication-overtaken"
