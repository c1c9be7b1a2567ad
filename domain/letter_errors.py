"""Refusals about the paragraphs of letters that a city edits."""

from domain.errors import CaseError, Invalid


class ParagraphMoved(CaseError):
    """Somebody edited the paragraph since it was read. Facts: expected, actual (numbers of versions)."""

    code = "paragraph-moved"


class UnprintableText(Invalid):
    """A text with characters that letters cannot print. Facts: characters (by their numbers)."""

    code = "unprintable-text"
