"""The one place where ports meet adapters."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.adapters.argon2 import Argon2Passwords
from tocsin.adapters.https import HttpsCourier
from tocsin.adapters.keys import FileKeyring
from tocsin.adapters.lock import ServeLock
from tocsin.adapters.paper import PdfPrinter
from tocsin.adapters.reader import CallableReader
from tocsin.adapters.sql.store import SqlStore
from tocsin.adapters.system import SystemClock, SystemEntropy
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.reading import Reading
from tocsin.ports.node import Cadence, Node, Organisation
from tocsin.settings import NatsSettings, ReadingSettings, Settings, load, load_reading, save
from tocsin.usecases.counterparts import publish_card
from tocsin.wire.card import Endpoint, node_id

if TYPE_CHECKING:
    from tocsin.adapters.jetstream.post import JetStream
    from tocsin.reading.endpoint.endpoint import Endpoint as ReadingEndpoint

DATABASE = "tocsin.db"
KEYS = "keys"


def create_node(folder: Path, settings: Settings, *, first: Callable[[Node], object] | None = None) -> Node:
    """Make a new node: its settings, its keys, its database, its first card, and what `first` does in it.

    The folder is there with everything in it, or not at all: a crash half-way leaves nothing that looks like a node.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ConflictError(f"there is a node or something else in {folder} already: name an empty folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".tocsin-", dir=folder.parent))
    try:
        save(settings, making)
        origin = f"tocsin/{SystemEntropy().random_bytes(8).hex()}"
        FileKeyring.create(making / KEYS, origin=origin, now=SystemClock().now())
        node = open_node(making)
        publish_card(node)
        if first is not None:
            first(node)
        node.store.close()
        making.rename(folder)  # replaces an empty folder, and nothing else
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return open_node(folder)


def open_node(folder: Path) -> Node:
    """Open the node in a folder. Several processes may; only one may `serve`."""
    settings = load(folder)
    keyring = FileKeyring(folder / KEYS)
    post = _post(settings.nats, folder)
    return Node(
        organisation=Organisation(
            name=settings.name,
            countries=frozenset(settings.countries),
            contact=settings.contact,
            address=settings.peer_address,
            node_id=node_id(keyring.signing),
            also_at=_also_at(settings),
        ),
        store=SqlStore(folder / DATABASE),
        clock=SystemClock(),
        entropy=SystemEntropy(),
        keyring=keyring,
        reader=CallableReader(partial(_read, second=_endpoint(settings.reading, folder))),
        passwords=Argon2Passwords(),
        printer=PdfPrinter(),
        couriers={"https": HttpsCourier(allowed_networks=settings.allowed_networks), **post},
        mailboxes=post,
        cadence=Cadence(every=timedelta(seconds=settings.head_every), leaves=settings.head_leaves),
    )


def _also_at(settings: Settings) -> tuple[Endpoint, ...]:
    """Return the ways to this node that go on its card after the peer door."""
    return (Endpoint(courier="nats", address=settings.nats.subject),) if settings.nats.subject else ()


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
def serving(folder: Path) -> Iterator[Node]:
    """Open the node as its one server; `ConflictError` while another process serves it."""
    with ServeLock(folder):
        yield open_node(folder)


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
        key=_key(folder / settings.key_file) if settings.key_file else "",
        timeout=settings.timeout,
        patience=settings.patience,
        networks=settings.networks,
    )


def _key(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        key = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidError("[reading] key_file cannot be read: it is a file of one line") from error
    if mode & 0o077:
        raise RefusedError(f"{path} can be read by others: chmod go= it, and ask whether the key is still secret")
    return key


def _read(
    data: bytes, *, name: str | None = None, published: date | None = None, second: "ReadingEndpoint | None" = None
) -> Reading:
    """Load the reader only when something is to be read: a node that only exchanges stays small."""
    from tocsin.reading import read

    return read(data, name=name, published=published, second=second)
