"""What a prosecution for food safety is about, in English, by the words of its French text: renderings of ours."""

from typing import Final

from cli.permit_words import fold

GENERIC: Final = "Offence against the rules on food safety, as the French text of this statement describes it."
# The first word that a text holds says what it is about.
_BY_WORD: Final = (
    ("propre", "Premises or equipment not kept clean."),
    ("insectes", "Insects or rodents on the premises."),
    ("contaminant", "Premises or food not free of contaminants."),
    ("temperature", "Food not kept at its proper temperature."),
    ("refroidi", "Food not cooled in time."),
    ("bonnet", "Hair not covered where food is handled."),
    ("etiquet", "A product not labelled as it should be."),
    ("trompeu", "A misleading statement about a product."),
    ("permis", "An activity carried on without its permit."),
    ("viande", "Meat that does not meet the rules."),
)


def in_english(description: str) -> str:
    """What a French description is about, in English; GENERIC where no word of it is known."""
    folded = fold(description)
    return next((english for word, english in _BY_WORD if word in folded), GENERIC)
