"""Letters made as the libraries' first pages show: every object new for every letter. Only the bench uses it."""

import io
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from jinja2 import Environment, FileSystemLoader
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from adapters.letter_pages import FOLDER, qr_data_url
from adapters.letter_structure import SEAL_FIELD, finish
from adapters.letter_text import filters
from adapters.seal_authority import Authority
from adapters.seal_verify import load_roots
from domain.letter import LetterData


@dataclass
class NaiveLetters:
    """The same templates, style sheets, fonts, page structure and key as ours; `seconds` says where the time goes."""

    root: Path
    authority: Authority
    seconds: dict[str, float] = field(default_factory=dict[str, float])

    def seal_letter(self, data: LetterData) -> bytes:
        """One sealed letter."""
        started = time.perf_counter()
        page = self._page(data)
        started = self._passed("templates", started)
        fonts = FontConfiguration()
        styles = [CSS(filename=self.root / FOLDER / name, font_config=fonts) for name in ("fonts.css", "letter.css")]
        started = self._passed("fonts and styles", started)
        pdf = HTML(string=page).write_pdf(
            stylesheets=styles, font_config=fonts, finisher=finish, pdf_variant="pdf/a-2a", pdf_tags=True
        )
        started = self._passed("layout and PDF", started)
        sealed = self._seal(cast(bytes, pdf))
        self._passed("seal", started)
        return sealed

    def is_valid(self, pdf: bytes) -> bool:
        """The signature stands, under the authority's root."""
        seal = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
        roots = load_roots(self.authority.folder)
        return validate_pdf_signature(seal, ValidationContext(trust_roots=roots, allow_fetching=False)).bottom_line

    def _page(self, data: LetterData) -> str:
        folder = self.root / FOLDER
        environment = Environment(loader=FileSystemLoader(folder), autoescape=True)
        environment.filters.update(filters(data.language))
        titles = tomllib.loads((folder / "titles.toml").read_text("utf-8"))
        template = environment.get_template(f"{data.code}.{data.language}.html")
        return template.render(
            letter=data,
            facts=SimpleNamespace(**data.facts),
            title=titles[data.code][data.language],
            qr=qr_data_url(data.verify_url),
        )

    def _seal(self, pdf: bytes) -> bytes:
        loaded = signers.SimpleSigner.load(
            str(self.authority.seal_key),
            str(self.authority.seal_certificate),
            ca_chain_files=(str(self.authority.root_certificate),),
        )
        meta = signers.PdfSignatureMetadata(
            field_name=SEAL_FIELD, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
        )
        return (
            signers.PdfSigner(meta, signer=cast(signers.SimpleSigner, loaded))
            .sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))
            .getvalue()
        )

    def _passed(self, part: str, started: float) -> float:
        now = time.perf_counter()
        self.seconds[part] = self.seconds.get(part, 0.0) + now - started
        return now
