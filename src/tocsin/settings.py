"""Settings: what an operator can set, in `tocsin.toml` in the node's folder."""

import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.domain.errors import InvalidError, NotFoundError
from tocsin.vocabulary.country import COUNTRIES

FILE = "tocsin.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One node's settings. Every field but the first three has a safe default; no secret has any."""

    name: str
    """What the organisation is called, as counterparts will read it."""
    countries: tuple[str, ...]
    """ISO 3166-1 codes of the countries it answers for; may be empty."""
    contact: str
    """Whom a counterpart may ring, day and night."""
    console_port: int = 8470
    """TCP port of the console, on this machine only."""
    peer_host: str = "127.0.0.1"
    """Address on which the peer door listens."""
    peer_port: int = 8471
    """TCP port of the peer door."""
    address: str = ""
    """Web address of the peer door as counterparts see it; empty: made of host and port."""
    allowed_networks: tuple[str, ...] = ()
    """Networks that are not public and to which mail may still go, like 10.1.0.0/16."""

    @property
    def peer_address(self) -> str:
        """The address that goes on the card."""
        return self.address or f"http://{self.peer_host}:{self.peer_port}"

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        if not self.name.strip() or not self.contact.strip():
            raise InvalidError("a node needs the organisation's name, and whom to ring")
        unknown = [code for code in self.countries if code not in COUNTRIES]
        if unknown:
            raise InvalidError(f"not a country code: {', '.join(unknown)} (two letters, as in TR)")
        if not all(0 < port < 65536 for port in (self.console_port, self.peer_port)):
            raise InvalidError("a port is a number from 1 to 65535")


def node_folder(given: str | None = None) -> Path:
    """Return the node's folder: as given, else $TOCSIN_NODE, else ~/.tocsin."""
    return Path(given or os.environ.get("TOCSIN_NODE") or Path.home() / ".tocsin")


def load(folder: Path) -> Settings:
    """Read the settings of a node; `NotFoundError` says how to make one."""
    try:
        text = (folder / FILE).read_text("utf-8")
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no node in {folder}: make one with tocsin init") from error
    try:
        found = tomllib.loads(text)
        lists: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in found.items()
        }
        return Settings(**lists)
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise InvalidError(f"{FILE} cannot be read: {error}") from error


def save(settings: Settings, folder: Path) -> None:
    """Write the settings of a new node."""
    path = folder / FILE
    fields = {name: getattr(settings, name) for name in Settings.__dataclass_fields__}
    # A JSON string, number or list of strings is written the same way in TOML.
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items()]
    path.write_text("".join(lines), "utf-8")
    path.chmod(0o600)
