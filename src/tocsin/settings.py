"""Settings: what an operator can set, in `tocsin.toml` in the node's folder."""

import json
import os
import re
import tomllib
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from tocsin.domain.errors import InvalidError, NotFoundError
from tocsin.domain.personal import Law
from tocsin.vocabulary.country import COUNTRIES
from tocsin.vocabulary.law import Controller, Purpose

FILE = "tocsin.toml"

T = TypeVar("T")


def _check_kinds(table: Any, name: str) -> None:  # noqa: ANN401  # any of TABLES
    for each in fields(table):
        value = getattr(table, each.name)
        kinds = (int, float) if isinstance(each.default, float) else (type(each.default),)
        if type(value) not in kinds:
            raise InvalidError(f"{FILE}: [{name}] {each.name} cannot be {value!r}: see docs/reference/settings.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettings:
    """The second reader: the table `[reading]`. Without an endpoint there is none."""

    endpoint: str = ""
    """Web address of an OpenAI-compatible endpoint of your own, as http://127.0.0.1:8080/v1; empty: none."""
    model: str = ""
    """The model's name, as the endpoint knows it; it labels every claim found by it."""
    key_file: str = ""
    """File with the endpoint's key, if it asks for one: readable by its owner only; seen from the node's folder."""
    timeout: float = 120.0
    """Seconds that one passage may take, at most 3600."""
    patience: float = 1800.0
    """Seconds that one report may take; what is not read by then counts as failed."""
    networks: tuple[str, ...] = ()
    """Networks besides this machine to which reports may go, like 10.1.0.0/16; over https only."""

    def __post_init__(self) -> None:
        """Refuse a value of another kind than the default's."""
        _check_kinds(self, "reading")
        if not all(isinstance(network, str) for network in self.networks):
            raise InvalidError(f"{FILE}: [reading] networks is a list of texts, as 10.1.0.0/16 is one")


@dataclass(frozen=True, slots=True, kw_only=True)
class NatsSettings:
    """Mail by NATS JetStream too: the table `[nats]`. Without an address there is none."""

    url: str = ""
    """Address of the server, as tls://nats.example.org:4222; nats:// on this machine only; empty: none."""
    subject: str = ""
    """Where mail for this node is left: tocsin. and a name, as in tocsin.harbour-watch. It goes on the card."""
    credentials: str = ""
    """File that lets the node in: a .creds file or one line user:password; only its owner may read it."""
    authorities: str = ""
    """File of certificates to trust for tls:// instead of the machine's own."""
    replicas: int = 1
    """Servers that keep a copy of what lies waiting, if the stream has to be made: 1, 3 or 5."""
    domain: str = ""
    """JetStream domain of the server that keeps the mail, where the node speaks to it through a leaf node."""

    def __post_init__(self) -> None:
        """Refuse what cannot work, and mail in clear across a network."""
        _check_kinds(self, "nats")
        if bool(self.url) != bool(self.subject):
            raise InvalidError(f"{FILE}: [nats] needs both a url and a subject")
        is_here = re.fullmatch(r"nats://(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?/?", self.url)
        if self.url and not is_here and re.fullmatch(r"tls://[^/@\s]+/?", self.url) is None:
            raise InvalidError(f"{FILE}: [nats] url is tls:// and a host; nats:// reaches this machine only")


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """Fallback notices by mail: the table `[smtp]`. Without a host none are sent."""

    host: str = ""
    """The mail server; empty: none."""
    port: int = 587
    """Its TCP port."""
    security: str = "starttls"
    """How it is spoken to: starttls, tls from the first byte, or none, which is for this machine only."""
    sender: str = ""
    """The address that notices come from; it should name nobody."""
    user: str = ""
    """Who signs in there; empty: nobody."""
    password_file: str = ""
    """File with the password, readable by its owner only; seen from the node's folder."""

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        _check_kinds(self, "smtp")
        if self.security not in {"starttls", "tls", "none"} or not 0 < self.port < 65536:
            raise InvalidError(f"{FILE}: [smtp] security is starttls, tls or none, and port a number from 1 to 65535")
        if self.host and "@" not in self.sender:
            raise InvalidError(f"{FILE}: [smtp] sender is the address that notices come from")
        if bool(self.user) != bool(self.password_file):
            raise InvalidError(f"{FILE}: [smtp] user and password_file go together")


@dataclass(frozen=True, slots=True, kw_only=True)
class LawSettings:
    """What is proposed for claims about people, and how long they stay: the table `[law]`."""

    controller: str = "led"
    """Which law binds the organisation: led (Directive 2016/680), kvkk (Law 6698), or kvkk-28 (with its exemptions)."""
    purpose: str = "prevention"
    """Why claims about people are held, unless a person states otherwise: a purpose of LED art. 1(1)."""
    legal_basis: str = ""
    """By which right, unless a person states otherwise; empty: it has to be stated with every confirmation."""
    review_days: int = 180
    """Days after which a claim about somebody is to be reviewed, from 1 to 1095."""
    grace_days: int = 30
    """Days after its review date on which a claim that nobody has renewed is erased, from 1 to 365."""
    journal_days: int = 3650
    """Days for which an entry of the journal of processing is kept, from 1095 to 36500."""

    def __post_init__(self) -> None:
        """Refuse words that no law has, and periods that are none."""
        _check_kinds(self, "law")
        if self.controller not in set(Controller) or self.purpose not in set(Purpose):
            known = ", ".join([*Controller, *Purpose])
            raise InvalidError(f"{FILE}: [law] controller and purpose are words of a closed list: {known}")
        if not (1 <= self.review_days <= 1095 and 1 <= self.grace_days <= 365):
            raise InvalidError(f"{FILE}: [law] review_days is from 1 to 1095, grace_days from 1 to 365")
        if not 1095 <= self.journal_days <= 36500:
            raise InvalidError(f"{FILE}: [law] journal_days is from 1095 to 36500")

    @property
    def proposed(self) -> Law:
        """What the node proposes by them."""
        return Law(
            controller=Controller(self.controller),
            purpose=Purpose(self.purpose),
            legal_basis=self.legal_basis,
            review_after=timedelta(days=self.review_days),
            grace=timedelta(days=self.grace_days),
            journal_for=timedelta(days=self.journal_days),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsSettings:
    """TLS at the peer door itself, without a web server before it: the table `[tls]`."""

    certificate: str = ""
    """File with the door's certificate; empty: the door speaks plain HTTP, to a web server on this machine."""
    key: str = ""
    """File with the certificate's key; the program does not start if everybody can read it."""
    clients: str = ""
    """File of the certificates that counterparts have to show, or of their authorities; empty: none has to be shown."""

    def __post_init__(self) -> None:
        """Refuse half of it."""
        _check_kinds(self, "tls")
        if bool(self.certificate) != bool(self.key) or (self.clients and not self.certificate):
            raise InvalidError(f"{FILE}: [tls] needs both a certificate and a key")


OWN_TLS = TlsSettings(certificate="tls/certificate.pem", key="tls/key.pem")
"""With a certificate that the node makes for itself when it is made."""


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
    """Web address of the peer door as counterparts see it; empty: made of host and port; none: not on the card."""
    stick: str = ""
    """Where a stick with mail for this node is to be taken, in a few words that go on the card; empty: nowhere."""
    allowed_networks: tuple[str, ...] = ()
    """Networks that are not public and to which mail may still go, like 10.1.0.0/16."""
    head_every: int = 900
    """Seconds between two signed heads of the ledger, from 10 to 86400."""
    head_leaves: int = 16
    """Entries by which the ledger grows from head to head, filled up with dummies; from 1 to 4096."""
    passphrase_file: str = ""
    """File with the passphrase of the keys: readable by its owner only; seen from the node's folder. Empty: none."""
    reading: ReadingSettings = ReadingSettings()
    """A table of its own, `[reading]`: the second reader."""
    nats: NatsSettings = NatsSettings()
    """A table of its own, `[nats]`: mail by NATS JetStream too."""
    smtp: SmtpSettings = SmtpSettings()
    """A table of its own, `[smtp]`: fallback notices when a counterpart does not answer."""
    law: LawSettings = LawSettings()
    """A table of its own, `[law]`: what is proposed for claims about people, and how long they stay."""
    tls: TlsSettings = TlsSettings()
    """A table of its own, `[tls]`: TLS at the peer door itself."""

    @property
    def peer_address(self) -> str:
        """The address that goes on the card."""
        if self.address == "none":
            return ""
        return self.address or f"{'https' if self.tls.certificate else 'http'}://{self.peer_host}:{self.peer_port}"

    def __post_init__(self) -> None:
        """Refuse what cannot work."""
        if not self.name.strip() or not self.contact.strip():
            raise InvalidError("a node needs the organisation's name, and whom to ring")
        unknown = [code for code in self.countries if code not in COUNTRIES]
        if unknown:
            raise InvalidError(f"not a country code: {', '.join(unknown)} (two letters, as in TR)")
        if not all(0 < port < 65536 for port in (self.console_port, self.peer_port)):
            raise InvalidError("a port is a number from 1 to 65535")
        if not (10 <= self.head_every <= 86400 and 1 <= self.head_leaves <= 4096):
            raise InvalidError("heads are signed every 10 to 86400 seconds, over 1 to 4096 entries more each time")


TABLES: dict[str, type[Any]] = {
    "reading": ReadingSettings,
    "nats": NatsSettings,
    "smtp": SmtpSettings,
    "law": LawSettings,
    "tls": TlsSettings,
}


def node_folder(given: str | None = None) -> Path:
    """Return the node's folder: as given, else $TOCSIN_NODE, else ~/.tocsin."""
    return Path(given or os.environ.get("TOCSIN_NODE") or Path.home() / ".tocsin")


def load(folder: Path) -> Settings:
    """Read the settings of a node; `NotFoundError` says how to make one."""
    found = _read(folder)
    if found is None:
        raise NotFoundError(f"there is no node in {folder}: make one with tocsin init")
    return _made(Settings, found | {name: _made(kind, found.get(name, {})) for name, kind in TABLES.items()})


def load_reading(folder: Path) -> ReadingSettings:
    """Read the table `[reading]` alone, which needs no node; where there is no file there is no second reader."""
    return _made(ReadingSettings, (_read(folder) or {}).get("reading", {}))


def save(settings: Settings, folder: Path) -> None:
    """Write the settings of a new node."""
    path = folder / FILE
    lines = _lines(settings)
    for name, kind in TABLES.items():
        table = getattr(settings, name)
        if table != kind():
            lines += [f"\n[{name}]\n", *_lines(table)]
    path.write_text("".join(lines), "utf-8")
    path.chmod(0o600)


def _read(folder: Path) -> dict[str, Any] | None:
    try:
        return tomllib.loads((folder / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except tomllib.TOMLDecodeError as error:
        raise InvalidError(f"{FILE} cannot be read: {error}") from error


def _made(kind: type[T], found: dict[str, Any]) -> T:
    try:
        return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in found.items()})
    except (TypeError, AttributeError) as error:
        raise InvalidError(f"{FILE} cannot be read: {error}") from error


def _lines(settings: Any) -> list[str]:  # noqa: ANN401  # Settings or any of TABLES
    """A JSON string, number or list of strings is written the same way in TOML."""
    values = {field.name: getattr(settings, field.name) for field in fields(settings) if field.name not in TABLES}
    return [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items()]
