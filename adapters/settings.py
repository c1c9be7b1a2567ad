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
    gateway_secret: str = Field(min_length=16)
    master_key: str = Field(min_length=64, max_length=64)  # 32 bytes in hexadecimal
    door_secret: str = Field(min_length=32)  # keyed hashes of the doors: case ids, cursors
    smtp: str = "127.0.0.1:8402"
    letter_processes: int = 2
    allowed_hosts: str = "127.0.0.1,localhost"
    bind: str = "127.0.0.1"  # the address that a process listens on
    demo_accounts: bool = False
    rate_limits: Literal["on", "off"] = "on"  # off in cities that machines drive: demos, benches, tests
    trusted_proxies: str = ""  # addresses whose X-Forwarded-For is believed, parted by commas
    without_guard: str = ""  # a twin for `crash --without-guard`; refused in production


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
