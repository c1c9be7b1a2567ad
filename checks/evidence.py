"""Where the proofs look: the record, the engine, the city's own files, and what the client was told."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Evidence:
    """One city to be judged. `database_url` is the owner's; `acknowledgements` is the client's synced file, if any."""

    database_url: str
    temporal_address: str
    master_key: str  # 32 bytes in hexadecimal
    var: Path
    acknowledgements: Path | None = None

    @classmethod
    def of_city(cls, var: Path, acknowledgements: Path | None = None) -> Self:
        """The evidence of a folder's city; `DATABASE_URL` and `TEMPORAL_ADDRESS` win. Raises FileNotFoundError."""
        ports = json.loads((var / "city.json").read_text(encoding="utf-8"))
        secrets = json.loads((var / "secrets.json").read_text(encoding="utf-8"))
        own = f"postgresql://guichet:{secrets['owner_password']}@127.0.0.1:{ports['postgres']}/guichet"
        return cls(
            database_url=os.environ.get("DATABASE_URL") or own,
            temporal_address=os.environ.get("TEMPORAL_ADDRESS") or f"127.0.0.1:{ports['temporal']}",
            master_key=secrets["master_key"],
            var=var,
            acknowledgements=acknowledgements,
        )

    @property
    def gateway_book(self) -> Path:
        """The gateway's own journal, one JSON line a change."""
        return self.var / "gateway" / "payments.jsonl"

    @property
    def mail_log(self) -> Path:
        """The mail sink's own journal."""
        return self.var / "mail" / "mail.jsonl"

    @property
    def rooms_journal(self) -> Path:
        """What stood at the providers of hearings' rooms, noted while the city ran."""
        return self.var / "rooms" / "journal.jsonl"

    @property
    def documents(self) -> Path:
        """The document store's folder."""
        return self.var / "documents"

    @property
    def root_certificate(self) -> Path:
        """The certificate that seals are trusted by."""
        return self.var / "seal" / "root.pem"

    @property
    def heads_key(self) -> Path:
        """The public key of the signed heads."""
        return self.var / "seal" / "heads.pem"

    @property
    def heads(self) -> Path:
        """The published statements of every case's head."""
        return self.var / "heads"

    def ports(self) -> dict[str, int]:
        """Ports on loopback, by the name of the part. Raises FileNotFoundError when no city was started there."""
        return json.loads((self.var / "city.json").read_text(encoding="utf-8"))
