"""The files that made-up applicants attach."""

from io import BytesIO

import pikepdf
from PIL import Image

from catalogue.load import Catalogue, load
from cli.pictures import picture

CATALOGUE: Catalogue = load()
KINDS = {"application/pdf": "pdf", "image/jpeg": "jpg"}


def test_every_document_of_the_catalogue_gets_a_file_that_its_form_takes() -> None:
    for service in CATALOGUE.services.values():
        for document in service.documents:
            made = picture(document.name, seed=1)
            assert KINDS[made.media_type] in document.formats
            assert made.name.endswith(f".{KINDS[made.media_type]}")


def test_files_are_small_valid_and_each_different() -> None:
    photographs = [picture("photos", seed=seed).content for seed in range(20)]
    plans = [picture("location_plan", seed=seed).content for seed in range(20)]
    assert len({*photographs, *plans}) == 40
    assert max(map(len, photographs + plans)) < 30_000
    for content in photographs:
        Image.open(BytesIO(content)).verify()
    for content in plans:
        assert len(pikepdf.open(BytesIO(content)).pages) == 1


def test_a_seed_gives_one_file() -> None:
    assert picture("photos", seed=3) == picture("photos", seed=3)
    assert picture("plans", seed=3) == picture("plans", seed=3)
