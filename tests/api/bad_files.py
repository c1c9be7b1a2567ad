"""Rows 41 to 48: files that are not what they say, or do more than they say."""

import io

import httpx
from PIL import Image

from adapters.scanner import EICAR
from tests.api.bad_input import Bad, Send
from tests.api.town import CLERK, OTHER, OWNER, Town
from tests.casework import made_files as made

THOUSAND_KM_SOUTH = {1: "N", 2: (36.0, 27.0, 30.0), 3: "W", 4: (73.0, 34.0, 0.0)}
NAMES = {
    "../../etc/passwd": "passwd.jpg",
    "a\r\nSet-Cookie: session=1\r\n.jpg": None,
    "x" * 5000: "x" * 120 + ".jpg",
    "facture\u202egpj.exe": "facture gpj.jpg",
}


def upload(content: bytes, name: str = "photo.jpg") -> Send:
    async def send(town: Town) -> httpx.Response:
        return await town.upload("/documents", content, name)

    return send


def named(name: str, shown: str | None) -> Send:
    async def send(town: Town) -> httpx.Response:
        answer = await town.upload("/documents", made.jpeg(), name)
        assert shown in (None, answer.json()["name"])
        download = await town.get(answer.json()["url"].removeprefix("/api/v1"))
        assert "set-cookie" not in download.headers
        assert download.headers["content-disposition"].startswith("attachment; ")
        assert download.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in download.headers["content-security-policy"]
        assert Image.open(io.BytesIO(download.content)).format == "JPEG"
        return answer

    return send


async def malware_for_a_case(town: Town) -> httpx.Response:
    path = f"/cases/{(await town.filed())['case_id']}/documents"
    answer = await town.upload(path, EICAR, "photo.jpg")
    told = [one for one in (await town.get(path, CLERK)).json()["documents"] if one["status"] == "quarantined"]
    assert len(told) == 1
    for account in (OWNER, CLERK):
        refused = await town.get(f"/documents/{told[0]['id']}", account)
        assert EICAR not in refused.content
        assert refused.status_code == 422
    assert (await town.get(f"/documents/{told[0]['id']}", OTHER)).status_code == 404
    return answer


async def taken_elsewhere(town: Town) -> httpx.Response:
    path = f"/cases/{(await town.filed())['case_id']}/documents"
    near = await town.upload(path, made.photograph(made.MONTREAL))
    far = await town.upload(path, made.photograph(THOUSAND_KM_SOUTH))
    assert "place-mismatch" not in near.json()["flags"]
    assert "place-mismatch" in far.json()["flags"]
    kept = await town.get(f"/documents/{far.json()['id']}")
    assert b"Canary" not in kept.content
    assert not Image.open(io.BytesIO(kept.content)).getexif()
    return far


ROWS = [
    Bad(41, "a photograph of 11 MB", 413, "payload-too-large", upload(made.jpeg() + bytes(11_000_000))),
    Bad(41, "a PDF of 21 MB", 413, "payload-too-large", upload(made.pdf() + bytes(21_000_000), "plan.pdf")),
    Bad(41, "30 MB", 413, "payload-too-large", upload(bytes(30_000_000))),
    Bad(42, "HTML", 415, "file-type", upload(b"<!doctype html><script>alert(1)</script>")),
    Bad(42, "SVG", 415, "file-type", upload(b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')),
    Bad(42, "PHP", 415, "file-type", upload(b"<?php system($_GET['c']); ?>")),
    Bad(42, "a word processor’s file", 415, "file-type", upload(made.archive("word/document.xml", b"<w/>"), "a.docx")),
    Bad(42, "nothing", 415, "file-type", upload(b"")),
    Bad(43, "12,000 by 12,000", 422, "image-too-large", upload(made.blank_png(12_000))),
    Bad(43, "20,000 by 20,000", 422, "image-too-large", upload(made.blank_png(20_000))),
    Bad(44, "half a JPEG", 422, "image-unreadable", upload(made.jpeg()[:5000])),
    Bad(44, "a PNG with a bad CRC", 422, "image-unreadable", upload(made.with_bad_crc(made.png()), "a.png")),
    Bad(45, "zip bomb", 422, "file-unprocessable", upload(made.zip_bomb(), "a.zip")),
    Bad(45, "gzip bomb", 422, "file-unprocessable", upload(made.gzip_bomb(), "a.gz")),
    Bad(45, "docx bomb", 422, "file-unprocessable", upload(made.docx_bomb(), "a.docx")),
    Bad(45, "PDF bomb", 422, "file-unprocessable", upload(made.swelling_pdf(300_000_000), "a.pdf")),
    Bad(45, "100,000 pages", 422, "file-unprocessable", upload(made.endless_pdf(), "a.pdf")),
    Bad(45, "encrypted", 422, "file-unprocessable", upload(made.encrypted_pdf(), "a.pdf")),
    Bad(46, "alone", 422, "malware", malware_for_a_case),
    Bad(46, "in a JPEG", 422, "malware", upload(made.jpeg() + EICAR)),
    Bad(46, "in a zip", 422, "malware", upload(made.archive("eicar.com", EICAR))),
    *(Bad(47, repr(name[:20]), 201, "", named(name, shown)) for name, shown in NAMES.items()),
    Bad(48, "1,000 km away", 201, "", taken_elsewhere),
]  # fmt: skip
