"""What browsers are asked for a passkey, and whether what they answer is proof (WebAuthn, by py_webauthn)."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Final

import webauthn
from cbor2 import CBORDecodeError
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.parse_authentication_credential_json import parse_authentication_credential_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from domain.errors import LinkInvalid
from domain.passkeys import NewKey, Party

OURS: Final = "Guichet"
LONGEST: Final = 20_000  # characters of an answer
KNOWN_BY_THE_DEVICE: Final = AuthenticatorSelectionCriteria(
    resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
)


@contextmanager
def refusing() -> Generator[None]:
    """What a browser sends is anything at all: whatever does not read as an answer is no proof. Raises LinkInvalid."""
    try:
        yield
    except (WebAuthnException, CBORDecodeError, ValueError, TypeError, LookupError, AttributeError) as fault:
        raise LinkInvalid from fault


def to_make(party: Party, handle: bytes, name: str, known: Sequence[bytes], challenge: str) -> str:
    """What the browser is asked so that it makes a key, as JSON; devices that hold one of `known` make no second."""
    options = webauthn.generate_registration_options(
        rp_id=party.id, rp_name=OURS, user_id=handle, user_name=name, user_display_name=name,
        challenge=challenge.encode(), authenticator_selection=KNOWN_BY_THE_DEVICE,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )  # fmt: skip
    return webauthn.options_to_json(options)


def made(party: Party, challenge: str, answer: str) -> NewKey:
    """The key that a browser says it made. Raises LinkInvalid for what is no answer to this challenge."""
    with refusing():
        found = webauthn.verify_registration_response(
            credential=_bounded(answer), expected_challenge=challenge.encode(), expected_rp_id=party.id,
            expected_origin=party.origin, require_user_verification=True,
        )  # fmt: skip
    return NewKey(found.credential_id, found.credential_public_key, found.sign_count, found.credential_backed_up)


def to_prove(party: Party, challenge: str) -> str:
    """What the browser is asked so that a person shows one of their keys, as JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=party.id, challenge=challenge.encode(), user_verification=UserVerificationRequirement.REQUIRED
    )
    return webauthn.options_to_json(options)


def shown(answer: str) -> tuple[bytes, bytes]:
    """Which key an answer says that it is of, and whose (its user handle). Proves nothing. Raises LinkInvalid."""
    with refusing():
        read = parse_authentication_credential_json(_bounded(answer))
    return read.raw_id, read.response.user_handle or b""


def proven(party: Party, challenge: str, answer: str, key: tuple[bytes, int]) -> int:
    """The key's new count of signatures; `key`: what is public of it, and its count. Raises LinkInvalid."""
    public_key, count = key
    with refusing():
        found = webauthn.verify_authentication_response(
            credential=_bounded(answer), expected_challenge=challenge.encode(), expected_rp_id=party.id,
            expected_origin=party.origin, credential_public_key=public_key, credential_current_sign_count=count,
            require_user_verification=True,
        )  # fmt: skip
    return found.new_sign_count


def _bounded(answer: str) -> str:
    if not answer or len(answer) > LONGEST:
        raise ValueError("no answer of a browser")
    return answer
