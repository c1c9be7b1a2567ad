"""Texts that would be a program if a page forgot to escape them; each sets `window.__xss` or opens a dialog."""

import re
from typing import Final

import httpx

from tests.web import page_checks

DOES: Final = "window.__xss=1"
COMPUTED: Final = "9880231"  # what a template would make of 30011*329+6612
PAYLOADS: Final = (
    f"<script>{DOES}</script>",
    "<ScRiPt >alert(1)</sCrIpT >",
    f'"><script>{DOES}</script>',
    f"'><script>{DOES}</script>",
    f"</title><script>{DOES}</script>",
    f"</textarea><script>{DOES}</script>",
    f"</option></select><script>{DOES}</script>",
    f"--><script>{DOES}</script>",
    f"<img src=/x onerror={DOES}>",
    "<img src=/x onerror=alert(1)>",
    f"<img/src='/x'onerror='{DOES}'>",
    f"<svg onload={DOES}>",
    f"<svg/onload={DOES}//",
    f"<body onpageshow={DOES}>",
    f"<details open ontoggle={DOES}>",
    f"<input autofocus onfocus={DOES}>",
    f'" autofocus onfocus={DOES} x="',
    f"' onmouseover='{DOES}",
    f"<iframe srcdoc='<script>parent.{DOES}</script>'>",
    f"<iframe src=javascript:parent.{DOES}>",
    f"<a href=javascript:{DOES}>x</a>",
    f"<form action=javascript:{DOES}><button>x</button>",
    f"<math><mi xlink:href=javascript:{DOES}>x",
    f"<meta http-equiv=refresh content=0;url=javascript:{DOES}>",
    f"<style onload={DOES}>a{{}}</style>",
    f"<video><source onerror={DOES}></video>",
    f"javascript:{DOES}",
    "{{30011*329+6612}}",
    "{% if 1 %}{{30011*329+6612}}{% endif %}",
)
ALL: Final = " ".join(PAYLOADS)
MARKUP: Final = re.compile(r"[<\"']")
STRANGE: Final = re.compile(r"<(?:iframe|math|video|body [^>]*on|meta http-equiv=refresh)", re.IGNORECASE)


def fitting(longest: int, first: int = 0) -> str:
    """As many of them as a field takes, from one of them on."""
    turned, text = PAYLOADS[first:] + PAYLOADS[:first], ""
    for one in turned:
        if len(text) + len(one) < longest:
            text = f"{text} {one}".strip()
    return text


def alive(answer: httpx.Response) -> list[str]:
    """What stands in a page as it was typed, or did what it says."""
    text = answer.text
    found = [one for one in PAYLOADS if MARKUP.search(one) and one in text]
    found += [f"computed {COMPUTED}"] if COMPUTED in text else []
    return found + STRANGE.findall(text) + page_checks.inline(answer)
