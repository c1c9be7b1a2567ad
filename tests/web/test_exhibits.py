"""The title that an exhibit has by its file's name."""

import pytest

from web.contest_exhibits import title_of


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("panneau.jpg", "panneau"),
        ("rapport.final.pdf", "rapport.final"),
        ("C:\\preuve\\vue du nord.PNG", "vue du nord"),
        ("dossier/vue.jpg", "vue"),
        ("sans extension", "sans extension"),
        (".jpg", ".jpg"),
        ("deux\nlignes\x00.pdf", "deux lignes"),
        ("é" * 300 + ".pdf", "é" * 120),
        ("", ""),
    ],
)
def test_a_title_is_the_name_without_folder_and_extension(name: str, title: str) -> None:
    assert title_of(name) == title
