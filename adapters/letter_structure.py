"""What the letters' PDFs need beyond the renderer: PDF/UA in the XMP, footers as artifacts, a tagged seal field."""

import zlib
from functools import lru_cache
from typing import Any

import pydyf
from weasyprint import Document

SEAL_FIELD = "Sceau"
SEAL_TOOLTIP = "Sceau électronique de la Ville de Montréal"
UA_METADATA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>PDF/UA part number</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def finish(document: Document, pdf: pydyf.PDF) -> None:
    """WeasyPrint's finisher: called once, before the file is written."""
    _say_pdf_ua(pdf)
    tree = _TagTree(pdf)
    tree.footers_to_artifacts()
    tree.add_seal_field()
    _compress_once(pdf)


def finish_unsealed(document: Document, pdf: pydyf.PDF) -> None:
    """The same for a page that nobody seals."""
    _say_pdf_ua(pdf)
    _TagTree(pdf).footers_to_artifacts()
    _compress_once(pdf)


def _say_pdf_ua(pdf: pydyf.PDF) -> None:
    metadata = next(each for each in pdf.objects if getattr(each, "extra", {}).get("Type") == "/Metadata")
    metadata.stream = [b"".join(metadata.stream).replace(b"</rdf:RDF>", UA_METADATA + b"</rdf:RDF>")]


def _compress_once(pdf: pydyf.PDF) -> None:
    """A stream is asked for its bytes twice, for the identifier and for the file, and would be compressed twice."""
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream) and each.compress and "Filter" not in each.extra:
            whole = pydyf.Stream(each.stream, compress=False).data
            content = whole[whole.index(b"stream\n") + 7 : -len(b"\nendstream")]
            each.stream, each.compress = [_deflated(content)], False
            each.extra["Filter"] = "/FlateDecode"


@lru_cache(maxsize=64)
def _deflated(content: bytes) -> bytes:
    """The colour profile, the fonts of like letters and their maps come again and again."""
    return zlib.compress(content, 9)


class _TagTree:
    """The structure tree of a PDF that is about to be written."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._root = self._object(pdf.catalog["StructTreeRoot"])
        self._document = self._object(self._root["K"][0])
        self._nums: list[Any] = self._object(self._root["ParentTree"])["Nums"]
        self._pages = [self._object(reference) for reference in pdf.page_references]

    def footers_to_artifacts(self) -> None:
        """Marked content that no element of the tree holds is page furniture: PDF/UA-1 §7.1 wants an artifact."""
        reachable = self._reachable()
        for number, page in enumerate(self._pages):
            elements = self._nums[2 * number + 1]
            loose = {mcid for mcid, element in enumerate(elements) if element not in reachable}
            for mcid in loose:
                elements[mcid] = b"null"
            _unmark(self._object(page["Contents"]).stream, loose)

    def add_seal_field(self) -> None:
        """An empty, invisible signature field, tagged /Form, for the seal to fill."""
        page = self._pages[-1]
        widget = pydyf.Dictionary(
            {"Type": "/Annot", "Subtype": "/Widget", "FT": "/Sig", "F": 4, "Rect": pydyf.Array([0, 0, 0, 0])}
            | {"T": pydyf.String(SEAL_FIELD), "TU": pydyf.String(SEAL_TOOLTIP), "P": page.reference}
        )
        self._pdf.add_object(widget)
        link = pydyf.Dictionary({"Type": "/OBJR", "Obj": widget.reference, "Pg": page.reference})
        form = pydyf.Dictionary({"Type": "/StructElem", "S": "/Form", "P": self._document.reference})
        self._pdf.add_object(form)
        form.update({"K": pydyf.Array([link]), "Pg": page.reference, "Alt": pydyf.String(SEAL_TOOLTIP)})
        self._document["K"].append(form.reference)
        widget["StructParent"] = len(self._nums) // 2
        self._nums.extend([widget["StructParent"], form.reference])
        page["Annots"] = pydyf.Array([*page.get("Annots", []), widget.reference])
        fields = pydyf.Dictionary({"Fields": pydyf.Array([widget.reference]), "SigFlags": 3})
        self._pdf.catalog["AcroForm"] = fields

    def _reachable(self) -> set[bytes]:
        seen: set[bytes] = set()
        waiting: list[Any] = [self._document]
        while waiting:
            element = waiting.pop()
            kids = [kid for kid in element.get("K", []) if isinstance(kid, bytes)]
            seen.update(kids)
            waiting.extend(self._object(kid) for kid in kids)
        return seen

    def _object(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]


def _unmark(stream: list[Any], loose: set[int]) -> None:
    for index, item in enumerate(stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in loose:
            stream[index - 1 : index + 1] = [b"/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
