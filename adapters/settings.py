"""The only reader of the environment: one small class per system; a missing value stops the process at start."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class CitySettings(BaseSettings):
    """What every process needs to find the city's parts."""

    model_config = SettingsConfigDict(env_prefix="GUICHET_", extra="ignore")

    mode: Literal["embedded", "production"] = "embedded"
    clock: Literal["real", "simulated"] = "real"
    var: Path = Path("var")
    base_url: str = "http://127.0.0.1:8400"
    gateway_url: str = "http://127.0.0.1:8401"
    gateway: Literal["sandbox", "stripe"] = "sandbox"
    gateway_secret: str = Field(min_length=16)
    sandbox_webhooks: str = "prompt"  # how the sandbox gateway tells: prompt, late, twice, shuffled, never
    master_key: str = Field(min_length=64, max_length=64)  # 32 bytes in hexadecimal
    door_secret: str = Field(min_length=32)  # keyed hashes of the doors: case ids, cursors
    smtp: str = "127.0.0.1:8402"
    smtp_tls: Literal["none", "starttls", "tls"] = "none"
    smtp_user: str = ""
    smtp_password: str = ""
    mail_from: str = "Guichet <guichet@localhost>"
    dkim_domain: str = "localhost"  # the key is published at SELECTOR._domainkey.DOMAIN
    dkim_selector: str = "guichet"
    sms_url: str = ""  # GC Notify's address; empty: the sandbox keeps text messages in a file
    sms_key: str = ""
    sms_template: str = ""
    post_duplex: bool = True
    unread_days: int = Field(default=5, ge=1)  # after so many days, a letter nobody opened goes by post (DOMAIN §6.3)
    letter_processes: int = 2
    allowed_hosts: str = "127.0.0.1,localhost"
    bind: str = "127.0.0.1"  # the address that a process listens on
    demo_accounts: bool = False
    rate_limits: Literal["on", "off"] = "on"  # off in cities that machines drive: demos, benches, tests
    trusted_proxies: str = ""  # addresses whose X-Forwarded-For is believed, parted by commas
    without_guard: str = ""  # a twin for `crash --without-guard`; refused in production
    regime_file: Path | None = None  # a legal regime from outside the repository
    rooms: str = "ours"  # who carries hearings, in the order in which they are asked: ours, janus, livekit, jitsi
    room_faults: str = ""  # SEED:RATE, calls of rooms' providers that fail by lot; refused in production
    mortal_doors: int = 0  # the door dies at a named point of so many filings; refused in production


class TurnSettings(BaseSettings):
    """The relay for browsers that cannot reach each other; `secret` is shared with it. Addresses: `turn:HOST:PORT`."""

    model_config = SettingsConfigDict(env_prefix="GUICHET_TURN_", extra="ignore")

    urls: str = ""  # parted by commas; empty: no relay
    secret: str = ""
    only: bool = False  # every stream through the relay

    @model_validator(mode="after")
    def _a_relay_knows_us(self) -> Self:
        if bool(self.urls) != bool(self.secret):
            raise ValueError("GUICHET_TURN_URLS and GUICHET_TURN_SECRET are needed together")
        if self.only and not self.urls:
            raise ValueError("GUICHET_TURN_ONLY needs GUICHET_TURN_URLS")
        return self


class OidcSettings(BaseSettings):
    """The provider of identities, when there is one. Its redirect address is `BASE_URL/connexion/retour`."""

    model_config = SettingsConfigDict(env_prefix="GUICHET_OIDC_", extra="ignore")

    issuer: str = ""  # empty: none
    client_id: str = ""
    client_secret: str = ""
    label: str = "Mon compte / My account"  # what the button names, in both languages

    @model_validator(mode="after")
    def _a_provider_knows_us(self) -> Self:
        if self.issuer and not (self.client_id and self.client_secret):
            raise ValueError("GUICHET_OIDC_CLIENT_ID and GUICHET_OIDC_CLIENT_SECRET are needed for a provider")
        return self


class StripeSettings(BaseSettings):
    """Stripe, when it is the gateway. `api_url` and `script_url` are other than Stripe's only for a stand-in."""

    model_config = SettingsConfigDict(env_prefix="STRIPE_", extra="ignore")

    secret_key: str = Field(min_length=8)
    publishable_key: str = Field(min_length=8)
    webhook_secrets: str = Field(min_length=8)  # one, or two separated by a comma while one takes over from the other
    api_url: str = "https://api.stripe.com"
    script_url: str = "https://js.stripe.com/v3/"
    test_cards: bool = False  # offer the gateway's test cards on our page; refused with a live key and in production


class StoreSettings(BaseSettings):
    """Where files live: a folder, `s3://bucket` or `s3://bucket/prefix`; the city's own folder when nothing is said."""

    model_config = SettingsConfigDict(env_prefix="GUICHET_", extra="ignore")

    store: str = ""
    s3_endpoint: str = ""  # http://host:port of a server that is not Amazon's
    s3_region: str = "us-east-1"
    s3_key_id: str = ""
    s3_secret: str = ""
    s3_virtual_hosts: bool = False  # the bucket's name in the host instead of the path

    @model_validator(mode="after")
    def _a_bucket_has_keys(self) -> Self:
        if self.store.startswith("s3://") and not (self.s3_key_id and self.s3_secret):
            raise ValueError("GUICHET_S3_KEY_ID and GUICHET_S3_SECRET are needed for a bucket")
        return self


class FileSettings(BaseSettings):
    """How files that people give are looked into, scanned, and held until they are known to be clean."""

    model_config = SettingsConfigDict(env_prefix="GUICHET_", extra="ignore")

    mode: Literal["embedded", "production"] = "embedded"
    clamd: str = ""  # host:port, or the path of a socket; none: the embedded scanner, which knows one test file
    clamd_database_days: int = 7  # a signature base older than that finds nothing new: not scanned
    unscanned_files: Literal["hold", "serve"] = "hold"
    inspectors: int = Field(default=2, ge=1)  # processes that open what people send
    files_per_case: int = Field(default=200, ge=1)
    megabytes_per_case: int = Field(default=500, ge=1)
    files_a_day: int = Field(default=1000, ge=1)  # of one person
    megabytes_a_day: int = Field(default=5000, ge=1)

    @model_validator(mode="after")
    def _production_is_closed(self) -> Self:
        if self.mode == "production" and self.unscanned_files == "serve":
            raise ValueError("GUICHET_UNSCANNED_FILES=serve is refused in production")
        if self.mode == "production" and not self.clamd:
            raise ValueError("GUICHET_CLAMD is needed in production: without it every file stays held")
        return self


class JanusSettings(BaseSettings):
    """A Janus server for hearings' rooms, when there is one; its secrets are never given to a browser."""

    model_config = SettingsConfigDict(env_prefix="GUICHET_JANUS_", extra="ignore")

    url: str = ""  # ws://host:port of its websocket; empty: none
    secret: str = ""
    admin_key: str = ""
    recordings: Path | None = None  # its folder of recordings, which workers reach too; none: no recording

    @model_validator(mode="after")
    def _nobody_else_speaks_to_it(self) -> Self:
        if self.url and not (len(self.secret) >= 16 and len(self.admin_key) >= 16):
            raise ValueError("GUICHET_JANUS_SECRET and GUICHET_JANUS_ADMIN_KEY of 16 characters are needed for Janus")
        return self


class LiveKitSettings(BaseSettings):
    """A LiveKit server for hearings' rooms, when there is one; `page` is where people come in (LiveKit Meet's)."""

    model_config = SettingsConfigDict(env_prefix="GUICHET_LIVEKIT_", extra="ignore")

    url: str = ""  # https://host of the server; empty: none
    page: str = ""  # https://host/custom
    key: str = ""
    secret: str = ""
    records: bool = False  # the court records every room there by its own means

    @model_validator(mode="after")
    def _tokens_can_be_signed(self) -> Self:
        if self.url and not (self.page and self.key and len(self.secret) >= 32):
            raise ValueError("GUICHET_LIVEKIT_PAGE, _KEY and a _SECRET of 32 characters are needed for LiveKit")
        return self


class JitsiSettings(BaseSettings):
    """A Jitsi server that lets people in by signed tokens, when there is one."""

    model_config = SettingsConfigDict(env_prefix="GUICHET_JITSI_", extra="ignore")

    url: str = ""  # https://host; empty: none
    app_id: str = ""
    secret: str = ""
    records: bool = False  # the court records every room there by its own means

    @model_validator(mode="after")
    def _tokens_can_be_signed(self) -> Self:
        if self.url and not (self.app_id and len(self.secret) >= 32):
            raise ValueError("GUICHET_JITSI_APP_ID and a GUICHET_JITSI_SECRET of 32 characters are needed for Jitsi")
        return self


class TemporalSettings(BaseSettings):
    """Where the process engine listens."""

    model_config = SettingsConfigDict(env_prefix="TEMPORAL_", extra="ignore")

    address: str
    namespace: str = "default"


class DatabaseSettings(BaseSettings):
    """`DATABASE_URL` is the owner's (migrations); the doors and the workers have roles of their own."""

    model_config = SettingsConfigDict(env_prefix="DATABASE_", extra="ignore")

    url: str = ""
    app_url: str = ""
    worker_url: str = ""
