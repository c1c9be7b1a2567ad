"""OpenID Connect: people sign in where they have their account; the code flow with PKCE, the ID token verified."""

import asyncio
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx
from authlib.common.security import generate_token
from authlib.deprecate import AuthlibDeprecationWarning
from authlib.integrations.base_client.errors import OAuthError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from adapters.settings import OidcSettings
from domain.errors import LinkInvalid, TemporarilyUnavailable
from domain.identity import Attempt, Identity

with warnings.catch_warnings():
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)  # it would rather have httpx2; the city's is httpx
    from authlib.integrations.httpx_client import AsyncOAuth2Client

ALGORITHMS: Final = ["RS256", "PS256", "ES256"]
SCOPE: Final = "openid email profile"
SECONDS: Final = 10
RETRY_AFTER: Final = 10


@dataclass(frozen=True)
class Expected:
    """What a token must say: by whom, for whom, of which attempt."""

    issuer: str
    client_id: str
    nonce: str


class OpenIdProvider:
    """One provider, as its discovery document describes it; read once, its keys again when a token names a new one."""

    def __init__(self, of: OidcSettings) -> None:
        self._of = of
        self._described: Mapping[str, Any] | None = None
        self._keys: KeySet | None = None
        self._lock = asyncio.Lock()

    @property
    def label(self) -> str:
        """What the button names."""
        return self._of.label

    def attempt(self) -> Attempt:
        """The secrets of one attempt."""
        return Attempt(generate_token(43), generate_token(43), generate_token(64))

    async def address(self, attempt: Attempt, back: str) -> str:
        """Where the browser goes. Raises TemporarilyUnavailable."""
        described = await self._discovered()
        async with self._client(back) as client:
            address, _ = client.create_authorization_url(
                described["authorization_endpoint"], state=attempt.state, nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )  # fmt: skip
        return str(address)

    async def identify(self, code: str, attempt: Attempt, back: str) -> Identity:
        """Who came back with a code. Raises LinkInvalid for a code or a token that is not good for this attempt."""
        described = await self._discovered()
        try:
            async with self._client(back) as client:
                token: Mapping[str, Any] = await client.fetch_token(
                    described["token_endpoint"], code=code, code_verifier=attempt.verifier,
                )  # fmt: skip
        except OAuthError as refused:
            raise LinkInvalid from refused
        except httpx.HTTPError as fault:
            raise _away() from fault
        return await self._verified(str(token.get("id_token", "")), attempt)

    async def _verified(self, id_token: str, attempt: Attempt) -> Identity:
        expected = Expected(str((await self._discovered())["issuer"]), self._of.client_id, attempt.nonce)
        try:
            return identity_of(id_token, await self._key_set(), expected)
        except LinkInvalid:  # signed, it may be, by a key of after the last look
            return identity_of(id_token, await self._key_set(anew=True), expected)

    async def _discovered(self) -> Mapping[str, Any]:
        async with self._lock:
            if self._described is None:
                found = await self._read(f"{self._of.issuer.rstrip('/')}/.well-known/openid-configuration")
                if found.get("issuer", "").rstrip("/") != self._of.issuer.rstrip("/"):
                    raise _away()
                self._described = found
            return self._described

    async def _key_set(self, *, anew: bool = False) -> KeySet:
        if self._keys is None or anew:
            found: Any = await self._read((await self._discovered())["jwks_uri"])
            self._keys = KeySet.import_key_set(found)
        return self._keys

    async def _read(self, address: str) -> Mapping[str, Any]:
        try:
            async with httpx.AsyncClient(timeout=SECONDS) as http:
                answer = await http.get(address)
            answer.raise_for_status()
            found: Mapping[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as fault:
            raise _away() from fault
        return found

    def _client(self, back: str) -> Any:  # authlib has no types
        return AsyncOAuth2Client(
            self._of.client_id, self._of.client_secret, scope=SCOPE, redirect_uri=back, code_challenge_method="S256",
            timeout=SECONDS,
        )  # fmt: skip


def identity_of(id_token: str, keys: KeySet, expected: Expected) -> Identity:
    """Who an ID token speaks of. Raises LinkInvalid unless it is signed, in force, and of this attempt."""
    try:
        claims = jwt.decode(id_token, keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": expected.issuer},
            aud={"essential": True, "value": expected.client_id},
            nonce={"essential": True, "value": expected.nonce},
            exp={"essential": True},
            sub={"essential": True},
        ).validate(claims)
    except (JoseError, ValueError) as forged:
        raise LinkInvalid from forged
    proven = claims.get("email_verified") is True
    email = str(claims.get("email") or "").strip().lower() if proven else ""
    return Identity(str(claims["iss"]), str(claims["sub"]), email, str(claims.get("name") or ""))


def _away() -> TemporarilyUnavailable:
    return TemporarilyUnavailable(part="identity", retry_after=RETRY_AFTER)
