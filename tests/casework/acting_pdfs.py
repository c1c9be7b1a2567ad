"""PDFs that would do something when they are opened, closed, clicked or filled in; each says canary where it acts."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.casework import made_files as made

ACTIVE, LINKED, SIGNED = "active-content-removed", "links-removed", "signature-lost"
SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert('canary')")
WEB = Dictionary(S=Name.URI, URI="https://canary.example/")


def pdfs() -> Iterator[tuple[str, tuple[bytes, tuple[str, ...]]]]:
    """Their names, their bytes, and what is to be said of them."""
    yield "a script at opening", (_made(root={"OpenAction": SCRIPT}), (ACTIVE,))
    yield "a script among the names", (_made(names={"JavaScript": Dictionary(Names=Array(["a", SCRIPT]))}), (ACTIVE,))
    yield "a script when a page opens", (_made(page={"AA": Dictionary(O=SCRIPT)}), (ACTIVE,))
    yield "a script behind another action", (
        _made(root={"OpenAction": Dictionary(S=Name.Named, N=Name.NextPage, Next=SCRIPT)}), (ACTIVE,),
    )  # fmt: skip
    yield "a script of a field", (_made(field={"AA": Dictionary(K=SCRIPT)}), (ACTIVE,))
    yield "a form in XML", (_made(form={"XFA": Array(["template", "<canary/>"])}), (ACTIVE,))
    yield "a form that is sent", (
        _made(field={"A": Dictionary(S=Name.SubmitForm, F="https://canary.example/")}), (ACTIVE,),
    )  # fmt: skip
    yield "a program", (_made(root={"OpenAction": Dictionary(S=Name.Launch, F="canary.exe")}), (ACTIVE,))
    yield "a film", (_made(note={"Subtype": Name.RichMedia, "RichMediaContent": Dictionary(A="canary")}), (ACTIVE,))
    yield "an attached file", (made.pdf_with_attachment(b"canary"), (ACTIVE,))
    yield "a link", (_made(note={"Subtype": Name.Link, "A": WEB}), (LINKED,))
    yield "a link at opening", (_made(root={"OpenAction": WEB}), (LINKED,))
    yield "another file", (
        _made(note={"Subtype": Name.Link, "A": Dictionary(S=Name.GoToR, F="//canary/share/a.pdf", D=0)}), (LINKED,),
    )  # fmt: skip
    yield "a link and a script under a signature", (
        _made(root={"OpenAction": SCRIPT}, note={"Subtype": Name.Link, "A": WEB},
              form={"Signed": Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]))}),
        (ACTIVE, LINKED, SIGNED),
    )  # fmt: skip


def _made(**parts: dict[str, Any]) -> bytes:
    """A page with an annotation and a field; `parts` adds to the root, the names, the page and so on."""
    document = pikepdf.new()
    document.add_blank_page()
    page, root = document.pages[0].obj, document.Root
    rect = Array([0, 0, 9, 9])
    field = document.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="a", Rect=rect))
    note = document.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=rect))
    form = Dictionary(Fields=Array([field]))
    places = {"root": root, "names": Dictionary(), "page": page, "field": field, "note": note, "form": form}
    for name, more in parts.items():
        for key, value in more.items():
            places[name][f"/{key}"] = value
    page.Annots, root.AcroForm, root.Names = Array([field, note]), form, places["names"]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
