"""What a browser says of a passkey is proof, or is refused; and which addresses keys are for."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import passkey_proofs
from domain.errors import LinkInvalid
from domain.passkeys import party_of
from tests.web.authenticator import Device


@given(st.one_of(st.text(max_size=200), st.dictionaries(st.text(max_size=10), st.text(max_size=10)).map(json.dumps)))
def test_whatever_a_browser_sends_is_a_proof_or_is_refused(sent: str) -> None:
    party = party_of("https", "guichet.example", "guichet.example")
    assert party is not None
    for read in (passkey_proofs.shown, lambda text: passkey_proofs.made(party, "x", text)):
        with pytest.raises(LinkInvalid):
            read(sent)


@given(st.data())
def test_an_answer_with_any_part_of_another_kind_is_refused(data: st.DataObject) -> None:
    device, party = Device("https://guichet.example"), party_of("https", "guichet.example", "guichet.example")
    assert party is not None
    asked = json.loads(device.get(passkey_proofs.to_prove(party, "challenge")))
    where = asked["response"] if data.draw(st.booleans()) else asked
    name = data.draw(st.sampled_from(sorted(where)))
    where[name] = data.draw(
        st.one_of(st.none(), st.integers(), st.text(max_size=40), st.lists(st.integers(), max_size=2))
    )
    key = cose(device)
    try:
        passkey_proofs.shown(json.dumps(asked))
        passkey_proofs.proven(party, "challenge", json.dumps(asked), (key, 0))
    except LinkInvalid:
        return
    assert name in ("authenticatorAttachment", "userHandle", "clientExtensionResults")  # no part of the proof


def cose(device: Device) -> bytes:
    """The public half of a device's key, as it is kept."""
    party = party_of("https", "guichet.example", "guichet.example")
    assert party is not None
    made = device.create(passkey_proofs.to_make(party, b"somebody", "somebody", [], "challenge"))
    return passkey_proofs.made(party, "challenge", made).public_key


@pytest.mark.parametrize(
    ("scheme", "host", "origin"),
    [
        ("https", "guichet.example", "https://guichet.example"),
        ("http", "localhost", "http://localhost"),
        ("http", "guichet.example", None),
        ("https", "192.0.2.1", None),
        ("https", "[2001:db8::1]", None),
        ("http", "127.0.0.1", None),
    ],
)
def test_keys_are_for_a_protected_address_that_has_a_name(scheme: str, host: str, origin: str | None) -> None:
    party = party_of(scheme, host, host)
    assert (party.origin if party else None) == origin
