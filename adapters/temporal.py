"""The Temporal client: pydantic data, payloads encrypted per case, failure text encoded (DESIGN §4)."""

import dataclasses
import secrets
from collections.abc import Sequence
from functools import cache
from typing import Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from temporalio.api.common.v1 import Payload
from temporalio.client import Client
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    ActivitySerializationContext,
    CompositePayloadConverter,
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    DefaultPayloadConverter,
    JSONPlainPayloadConverter,
    PayloadCodec,
    SerializationContext,
    WithSerializationContext,
    WorkflowSerializationContext,
)
from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig, TelemetryFilter
from temporalio.service import RetryConfig

from adapters.settings import TemporalSettings
from domain.case_ids import SYSTEM_KEY, case_of_workflow
from domain.ports import CaseKeys


class CasePayloadConverter(CompositePayloadConverter):
    """The pydantic converter, one for the process: type adapters are built once, not once per workflow run."""

    _json = PydanticJSONPlainPayloadConverter()

    def __init__(self) -> None:
        kept = DefaultPayloadConverter.default_encoding_payload_converters
        super().__init__(*(self._json if isinstance(one, JSONPlainPayloadConverter) else one for one in kept))


ENCODING = b"binary/guichet-aes-256-gcm"
NONCE = 12


class CaseCodec(PayloadCodec, WithSerializationContext):
    """Encrypts each payload with the data key of the case that its workflow id names."""

    def __init__(self, keys: CaseKeys, case_id: str = SYSTEM_KEY) -> None:
        self._keys = keys
        self._case_id = case_id

    def with_context(self, context: SerializationContext) -> Self:
        """The codec of one workflow."""
        if isinstance(context, WorkflowSerializationContext | ActivitySerializationContext) and context.workflow_id:
            return type(self)(self._keys, case_of_workflow(context.workflow_id))
        return self

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Encrypt; never makes a key. Raises Erased when the case has none."""
        if not payloads:
            return []
        key = await self._keys.of_case(self._case_id)
        cipher = AESGCM(key.secret)
        return [_sealed(cipher, key.key_id, payload) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Decrypt with the key that each payload names. Raises Erased when it was destroyed."""
        return [await self._opened(payload) for payload in payloads]

    async def _opened(self, payload: Payload) -> Payload:
        if payload.metadata.get("encoding") != ENCODING:
            return payload
        key = await self._keys.by_id(payload.metadata["key-id"].decode())
        opened = Payload()
        opened.ParseFromString(AESGCM(key.secret).decrypt(payload.data[:NONCE], payload.data[NONCE:], None))
        return opened


def _sealed(cipher: AESGCM, key_id: str, payload: Payload) -> Payload:
    nonce = secrets.token_bytes(NONCE)
    data = nonce + cipher.encrypt(nonce, payload.SerializeToString(), None)
    return Payload(metadata={"encoding": ENCODING, "key-id": key_id.encode()}, data=data)


def data_converter(keys: CaseKeys | None) -> DataConverter:
    """The one converter of clients, workers and replayers; without keys, payloads stay clear (kept histories)."""
    if keys is None:
        return CLEAR
    return dataclasses.replace(
        CLEAR,
        payload_codec=CaseCodec(keys),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )


@cache
def quiet_runtime() -> Runtime:
    """The SDK's core writes its warnings to standard output, where a verb's JSON goes: only its errors are kept."""
    levels = TelemetryFilter(core_level="ERROR", other_level="ERROR")
    return Runtime(telemetry=TelemetryConfig(logging=LoggingConfig(filter=levels)))


CLEAR = DataConverter(payload_converter_class=CasePayloadConverter)


async def connect(
    settings: TemporalSettings, keys: CaseKeys | None, *, lazy: bool = False, runtime: Runtime | None = None
) -> Client:
    """A client of the process engine. A call to a dead server fails within about two seconds."""
    return await Client.connect(
        settings.address,
        namespace=settings.namespace,
        data_converter=data_converter(keys),
        lazy=lazy,
        runtime=runtime or quiet_runtime(),
        retry_config=RetryConfig(max_elapsed_time_millis=1500, max_interval_millis=500, max_retries=4),
    )
