"""The only reader of the environment: one small class per system; a missing value stops the process at start."""

from pathlib import Path
from typing import Literal

from pydantic import Field
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


class StripeSettings(BaseSettings):
    """Stripe, when it is the gateway. `api_url` and `script_url` are other than Stripe's only for a stand-in."""

    model_config = SettingsConfigDict(env_prefix="STRIPE_", extra="ignore")

    secret_key: str = Field(min_length=8)
    publishable_key: str = Field(min_length=8)
    webhook_secrets: str = Field(min_length=8)  # one, or two separated by a comma while one takes over from the other
    api_url: str = "https://api.stripe.com"
    script_url: str = "https://js.stripe.com/v3/"
    test_cards: bool = False  # offer the gateway's test cards on our page; refused with a live key and in production


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
