"""The refusals about letters in French: title and sentence by code."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "paragraph-moved": (
        "Le paragraphe a changé",
        "Quelqu’un a modifié ce paragraphe depuis que vous l’avez ouvert. Comparez votre texte à celui qui est en "
        "vigueur, puis enregistrez de nouveau. Rien n’a été enregistré.",
    ),
    "unprintable-text": (
        "Caractères que les lettres n’impriment pas",
        "Retirez ou remplacez\u00a0: {characters}. Les lettres n’ont pas ces caractères, ou ils ne se voient pas. Un "
        "texte sans mise en forme, tapé au clavier, convient.",
    ),
}
