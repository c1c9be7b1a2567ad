"""A device that holds passkeys, in software: it makes a key and signs with it, and can be told to do either wrongly."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One device with one key. `origin` is what its browser says; `verifies`: it knows its person before it signs."""

    origin: str
    verifies: bool = True
    count: int = 0
    handle: bytes = b""
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: str) -> str:
        """What a browser sends of a new key."""
        asked = json.loads(options)
        self.handle = unb64(asked["user"]["id"])
        data = self._data(asked["rp"]["id"], ATTESTED) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id
        whole = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data + self._public()})
        response = {
            "clientDataJSON": self._client("webauthn.create", asked["challenge"]),
            "attestationObject": b64(whole),
        }
        return self._answer(response)

    def get(self, options: str, **changed: Any) -> str:
        """What a browser sends of a proof; `changed` parts of it are sent as told."""
        asked = json.loads(options)
        self.count += 1
        data, client = self._data(asked["rpId"]), self._client("webauthn.get", asked["challenge"])
        signed = data + hashlib.sha256(unb64(client)).digest()
        response = {
            "clientDataJSON": client, "authenticatorData": b64(data),
            "signature": b64(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))), "userHandle": b64(self.handle),
        }  # fmt: skip
        return self._answer(response | changed)

    def _answer(self, response: dict[str, str]) -> str:
        return json.dumps({"id": b64(self.id), "rawId": b64(self.id), "type": "public-key", "response": response,
                           "clientExtensionResults": {}, "authenticatorAttachment": "platform"})  # fmt: skip

    def _client(self, kind: str, challenge: str) -> str:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return b64(json.dumps(said).encode())

    def _data(self, party: str, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        return hashlib.sha256(party.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _public(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
