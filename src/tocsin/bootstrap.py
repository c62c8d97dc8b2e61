"""The one place where ports meet adapters."""

import os
import shutil
import ssl
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.adapters import backup
from tocsin.adapters.argon2 import Argon2Passwords
from tocsin.adapters.https import certificate
from tocsin.adapters.https.courier import HttpsCourier
from tocsin.adapters.keys import FileKeyring, change_passphrase
from tocsin.adapters.lock import ServeLock
from tocsin.adapters.matcher import CallableMatcher
from tocsin.adapters.paper import PdfPrinter
from tocsin.adapters.reader import CallableReader
from tocsin.adapters.smtp import SmtpNotifier
from tocsin.adapters.sql.store import SqlStore
from tocsin.adapters.system import SystemClock, SystemEntropy
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.leak import Sighting
from tocsin.domain.reading import Reading
from tocsin.ports.node import Cadence, Node, Organisation
from tocsin.settings import (
    OWN_TLS,
    NatsSettings,
    ReadingSettings,
    Settings,
    SmtpSettings,
    TlsSettings,
    load,
    load_reading,
    save,
)
from tocsin.texts.fallback import words
from tocsin.usecases.counterparts import publish_card
from tocsin.usecases.restoring import begin_anew
from tocsin.wire.card import Endpoint

if TYPE_CHECKING:
    from tocsin.adapters.jetstream.post import JetStream
    from tocsin.reading.endpoint.endpoint import Endpoint as ReadingEndpoint

DATABASE = "tocsin.db"
KEYS = "keys"
PASSPHRASE = "TOCSIN_PASSPHRASE"  # noqa: S105  the name of a variable

Ask = Callable[[], str]


def nobody() -> str:
    """Answer for the passphrase where there is nobody to ask."""
    raise RefusedError(f"the keys are locked: set {PASSPHRASE}, or passphrase_file in tocsin.toml")


def create_node(
    folder: Path,
    settings: Settings,
    *,
    ask: Ask = nobody,
    first: Callable[[Node], object] | None = None,
) -> Node:
    """Make a new node: its settings, its keys, its database, its first card, and what `first` does in it.

    The folder is there with everything in it, or not at all: a crash half-way leaves nothing that looks like a node.
    """
    passphrase = passphrase_of(folder, settings, ask)()
    with _whole_or_not_at_all(folder) as making:
        save(settings, making)
        origin = f"tocsin/{SystemEntropy().random_bytes(8).hex()}"
        FileKeyring.create(making / KEYS, passphrase, origin=origin, now=SystemClock().now())
        if settings.tls == OWN_TLS:
            certificate.create(making / OWN_TLS.certificate, making / OWN_TLS.key, now=SystemClock().now())
        node = open_node(making, ask=lambda: passphrase)
        publish_card(node)
        if first is not None:
            first(node)
        node.store.close()
    return open_node(folder, ask=lambda: passphrase)


def back_up(folder: Path, file: Path) -> None:
    """Write a backup of the node in a folder, which may be running."""
    load(folder)
    backup.write(folder, file, database=DATABASE, now=SystemClock().now())


def restore_node(file: Path, folder: Path) -> Node:
    """Put a node back from its backup. It counts in a new epoch before it is where it could send anything from."""
    with _whole_or_not_at_all(folder) as making:
        made_at = backup.read(file, making)
        node = open_node(making)
        if node.clock.now() < made_at:
            raise ConflictError("the clock of this machine is before the backup was made: set it right first")
        begin_anew(node)
        node.store.close()
    return open_node(folder)


@contextmanager
def _whole_or_not_at_all(folder: Path) -> Iterator[Path]:
    """Yield a folder to fill, which takes the name of the empty one, or the missing one, in the end."""
    if folder.exists() and any(folder.iterdir()):
        raise ConflictError(f"there is a node or something else in {folder} already: name an empty folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".tocsin-", dir=folder.parent))
    try:
        yield making
        making.rename(folder)  # replaces an empty folder, and nothing else
    finally:
        shutil.rmtree(making, ignore_errors=True)


def open_node(folder: Path, *, ask: Ask = nobody) -> Node:
    """Open the node in a folder. Several processes may; only one may `serve`.

    The passphrase of its keys is asked for when something is first to be signed or opened.
    """
    settings = load(folder)
    keyring = FileKeyring(folder / KEYS, passphrase_of(folder, settings, ask))
    post = _post(settings.nats, folder)
    return Node(
        organisation=Organisation(
            name=settings.name,
            countries=frozenset(settings.countries),
            contact=settings.contact,
            address=settings.peer_address and settings.peer_address + _pin(settings.tls, folder),
            node_id=keyring.node_id,
            also_at=_also_at(settings),
        ),
        store=SqlStore(folder / DATABASE),
        clock=SystemClock(),
        entropy=SystemEntropy(),
        keyring=keyring,
        reader=CallableReader(partial(_read, second=_endpoint(settings.reading, folder))),
        matcher=CallableMatcher(_sightings, _likeness),
        passwords=Argon2Passwords(),
        printer=PdfPrinter(),
        couriers={
            "https": HttpsCourier(allowed_networks=settings.allowed_networks, shown=_certificate(settings.tls, folder)),
            **post,
        },
        mailboxes=post,
        notifier=_notifier(settings.smtp, folder),
        cadence=Cadence(every=timedelta(seconds=settings.head_every), leaves=settings.head_leaves),
        law=settings.law.proposed,
    )


def door_tls(folder: Path, settings: TlsSettings) -> ssl.SSLContext | None:
    """Return how the peer door speaks TLS; None where it does not."""
    files = _certificate(settings, folder)
    if files is None:
        return None
    return certificate.door(*files, clients=folder / settings.clients if settings.clients else None)


def _certificate(settings: TlsSettings, folder: Path) -> tuple[Path, Path] | None:
    return (folder / settings.certificate, folder / settings.key) if settings.certificate else None


def _pin(settings: TlsSettings, folder: Path) -> str:
    """Return what an address ends in by which counterparts know a door that vouches for itself."""
    pin = certificate.pin_to_publish(folder / settings.certificate) if settings.certificate else None
    return "" if pin is None else f"#sha256={pin}"


def _also_at(settings: Settings) -> tuple[Endpoint, ...]:
    """Return the ways to this node that go on its card after the peer door."""
    ways = (("nats", settings.nats.subject), ("files", settings.stick))
    return tuple(Endpoint(courier=courier, address=address) for courier, address in ways if address)


def _post(settings: NatsSettings, folder: Path) -> "dict[str, JetStream]":
    """Return the courier that is a mailbox too, where the settings name one. It connects when it is first needed."""
    if not settings.url:
        return {}
    from tocsin.adapters.jetstream.post import JetStream

    return {
        "nats": JetStream(
            url=settings.url,
            subject=settings.subject,
            credentials=folder / settings.credentials if settings.credentials else None,
            authorities=folder / settings.authorities if settings.authorities else None,
            replicas=settings.replicas,
            domain=settings.domain,
        )
    }


@contextmanager
def serving(folder: Path, *, ask: Ask = nobody) -> Iterator[Node]:
    """Open the node as its one server, its keys unlocked; `ConflictError` while another process serves it."""
    with ServeLock(folder):
        node = open_node(folder, ask=ask)
        node.keyring.unlock()
        yield node


def passphrase_of(folder: Path, settings: Settings, ask: Ask) -> Ask:
    """Return what finds the passphrase once: in the environment, else in the file, else by asking."""

    @cache
    def find() -> str:
        given = os.environ.get(PASSPHRASE)
        if given:
            return given
        return _secret(folder / settings.passphrase_file, "passphrase_file") if settings.passphrase_file else ask()

    return find


def change_node_passphrase(folder: Path, *, old: str, new: str, keys: Path | None = None) -> None:
    """Lock the keys of a node, or a folder of next keys that was taken offline, with another passphrase."""
    change_passphrase(keys or folder / KEYS, old, new)


def second_reader(folder: Path) -> "ReadingEndpoint | None":
    """Return the endpoint that the settings in a folder name; a node need not be there."""
    return _endpoint(load_reading(folder), folder)


def _endpoint(settings: ReadingSettings, folder: Path) -> "ReadingEndpoint | None":
    if not settings.endpoint:
        return None
    from tocsin.reading.endpoint.endpoint import Endpoint as ReadingEndpoint

    return ReadingEndpoint(
        url=settings.endpoint,
        model=settings.model,
        key=_secret(folder / settings.key_file, "[reading] key_file") if settings.key_file else "",
        timeout=settings.timeout,
        patience=settings.patience,
        networks=settings.networks,
    )


def _notifier(settings: SmtpSettings, folder: Path) -> SmtpNotifier | None:
    if not settings.host:
        return None
    return SmtpNotifier(
        host=settings.host,
        port=settings.port,
        security=settings.security,
        sender=settings.sender,
        words=words,
        user=settings.user,
        password=_secret(folder / settings.password_file, "[smtp] password_file") if settings.password_file else "",
    )


def _secret(path: Path, setting: str) -> str:
    try:
        mode = path.stat().st_mode
        secret = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidError(f"{setting} cannot be read: it is a file of one line") from error
    if mode & 0o077:
        raise RefusedError(f"{path} can be read by others: chmod go= it, and ask whether the key is still secret")
    return secret


def _read(
    data: bytes, *, name: str | None = None, published: date | None = None, second: "ReadingEndpoint | None" = None
) -> Reading:
    """Load the reader only when something is to be read: a node that only exchanges stays small."""
    from tocsin.reading import read

    return read(data, name=name, published=published, second=second)


def _sightings(text: str, *, people: Iterable[str], others: Iterable[str]) -> list[Sighting]:
    """Load the matcher only when something is to be checked."""
    from tocsin.matching import sightings

    return sightings(text, people=people, others=others)


def _likeness(one: str, other: str) -> float:
    """Load the matcher only when somebody is looked for."""
    from tocsin.matching import compare

    return compare(one, other)
