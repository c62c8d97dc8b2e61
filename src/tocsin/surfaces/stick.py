"""The stick: bundles as files in a folder that a person carries, out and in.

What is written is on the medium under its own name or not there at all. What is read is a plain file: no link is
followed, no folder inside a folder is opened, and nothing is written that the file asks for.
"""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BufferedReader, BytesIO
from pathlib import Path

from tocsin.domain.actor import Actor
from tocsin.domain.errors import ConflictError, InvalidError, UntrustedError
from tocsin.domain.ids import CounterpartId, MessageId
from tocsin.ports.node import Node
from tocsin.usecases import bundles, receipts
from tocsin.usecases.reception import receive
from tocsin.wire import bundle
from tocsin.wire.receipt import REFUSAL

SUFFIX = ".tocsin"
MAX_FILES = 1000  # of one folder


@dataclass(kw_only=True)
class Written:
    """What an export came to."""

    files: list[Path] = field(default_factory=list)
    messages: set[MessageId] = field(default_factory=set)
    receipts: set[MessageId] = field(default_factory=set)


@dataclass(kw_only=True)
class Brought:
    """What an import came to. `mistakes` says of each file that went wrong what was wrong with it."""

    files: int = 0
    messages: int = 0
    refused: int = 0  # envelopes that are not for us, or from nobody we know
    receipts: int = 0
    strange: int = 0  # receipts that are not about anything we sent
    mistakes: list[str] = field(default_factory=list)


def export(node: Node, actor: Actor, *, to: CounterpartId, target: Path) -> Written:
    """Write what waits for a counterpart into a folder, or into the one file that `target` names."""
    written = Written()
    while packed := bundles.pack(node, actor, to=to, besides=written.messages | written.receipts):
        if written.files and not target.is_dir():
            raise ConflictError("one file does not hold everything: name a folder, and take the file away")
        path = target / f"{hashlib.sha256(packed.data).hexdigest()[:16]}{SUFFIX}" if target.is_dir() else target
        _write(path, packed.data)
        bundles.packed(node, actor, bundle=packed)
        written.files.append(path)
        written.messages |= packed.messages
        written.receipts |= packed.receipts
    return written


def take_in(node: Node, actor: Actor, paths: Iterable[Path]) -> Brought:
    """Take in every bundle of these files and folders, in any order and however often they come."""
    bundles.admit(node, actor)
    brought = Brought()
    for path in _files(paths):
        try:
            with _open(path) as file:
                for item in bundle.read(file.read):
                    _take(node, item, brought)
            brought.files += 1
        except UntrustedError as error:
            brought.mistakes.append(f"{path.name}: {error}")
    return brought


def take_in_data(node: Node, actor: Actor, data: bytes) -> Brought:
    """Take in one bundle that is at hand as bytes; raises `UntrustedError` where it goes wrong, and keeps the rest."""
    bundles.admit(node, actor)
    brought = Brought(files=1)
    for item in bundle.read(BytesIO(data).read):
        _take(node, item, brought)
    return brought


def _take(node: Node, item: bytes, brought: Brought) -> None:
    if bundle.kind(item) is bundle.Item.RECEIPT:
        try:
            receipts.file(node, item)
            brought.receipts += 1
        except UntrustedError:
            brought.strange += 1
        return
    receipt = receive(node, item)
    if receipt == REFUSAL:
        brought.refused += 1
    else:
        bundles.owe(node, receipt=receipt)
        brought.messages += 1


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    with suppress(FileNotFoundError):
        part.unlink()
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(each for each in path.iterdir() if each.suffix == SUFFIX)
        if len(found) > MAX_FILES:
            raise InvalidError(f"{path} holds more than {MAX_FILES} files: name some of them")
        yield from found


def _open(path: Path) -> BufferedReader:
    """Open a plain file for reading. A pipe would make us wait for ever, a link might lead anywhere."""
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise UntrustedError(f"it cannot be read: {error.strerror}", code="bundle") from error
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise UntrustedError("it is not a plain file", code="bundle")
    return os.fdopen(opened, "rb")
