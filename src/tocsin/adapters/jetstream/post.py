"""NATS JetStream as courier and mailbox: mail lies in a stream until the recipient's node has committed it.

Each node has a subject, `tocsin.NAME`, which is its address on a card: envelopes for it are left at
`tocsin.NAME.envelopes` and receipts at `tocsin.NAME.receipts`, the same bytes as on any other way. A message leaves the
stream when it has been acknowledged, and that is after the commit. Whoever runs the servers can lose or repeat mail,
and neither harms: the sender leaves it again until a receipt verifies, and a repetition gets the stored receipt.
"""

import asyncio
import re
import ssl
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import ConsumerConfig, DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import NotFoundError

from tocsin.adapters.jetstream.credentials import SignIn, sign_in
from tocsin.domain.errors import InvalidError, UnavailableError
from tocsin.wire.limits import MAX_ENVELOPE, MIB

DURABLE = "tocsin"
ROOM = 256 * MIB  # of mail that lies waiting; what is beyond is not taken, and its sender goes another way

_ADDRESS = re.compile(r"tocsin\.[A-Za-z0-9_-]{1,64}")
_CONNECT_SECONDS = 5
_ANSWER_SECONDS = 10.0
_COMMIT_SECONDS = 60.0  # until a message that was handed out and not acknowledged is handed out again
_AGAIN_SECONDS = 5.0  # until one that could not be kept is
_AT_ONCE = 16

T = TypeVar("T")


class JetStream:
    """One connection for what goes out and what comes in, made when it is first needed and again when it was lost."""

    def __init__(
        self,
        *,
        url: str,
        subject: str,
        credentials: Path | None = None,
        authorities: Path | None = None,
        replicas: int = 1,
        domain: str = "",
    ) -> None:
        if _ADDRESS.fullmatch(subject) is None:
            raise InvalidError("[nats] subject is tocsin. and a name, as in tocsin.harbour-watch")
        self._url, self._subject, self._replicas, self._domain = url, subject, replicas, domain or None
        self._sign_in = SignIn() if credentials is None else sign_in(credentials)
        self._tls = _tls(authorities) if url.startswith("tls://") else None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._starting = threading.Lock()
        self._connecting = asyncio.Lock()
        self._client: Client | None = None
        self._inbox: JetStreamContext.PullSubscription | None = None

    def carry(self, address: str, envelope: bytes) -> None:
        """Leave an envelope for whoever has this address."""
        self._leave(address, "envelopes", envelope)

    def answer(self, address: str, receipt: bytes) -> None:
        """Leave a receipt for them."""
        self._leave(address, "receipts", receipt)

    def collect(self, take: Callable[[bytes], None], *, within_seconds: float) -> int:
        """Hand what lies there to `take`; see `ports.courier.Mailbox`."""
        messages = self._run(self._fetch(within_seconds))
        for message in messages:
            try:
                take(message.data)
            except UnavailableError:
                self._run(message.nak(delay=_AGAIN_SECONDS))
                raise
            self._run(message.ack_sync(timeout=_ANSWER_SECONDS))
        return len(messages)

    def close(self) -> None:
        """Let go of the connection."""
        if self._loop is not None:
            self._run(self._hang_up())
            self._loop.call_soon_threadsafe(self._loop.stop)

    def _leave(self, address: str, what: str, data: bytes) -> None:
        if _ADDRESS.fullmatch(address) is None:
            raise UnavailableError("the address is not a subject of NATS that mail may go to")
        self._run(self._publish(f"{address}.{what}", data))

    async def _publish(self, subject: str, data: bytes) -> None:
        client = await self._connected()
        await self._streams(client).publish(subject, data)

    async def _fetch(self, within_seconds: float) -> list[Msg]:
        client = await self._connected()
        if self._inbox is None:
            self._inbox = await self._subscribed(self._streams(client))
        try:
            return await self._inbox.fetch(_AT_ONCE, timeout=within_seconds)
        except TimeoutError:  # the library raises its own or the bare one
            return []

    def _streams(self, client: Client) -> JetStreamContext:
        return client.jetstream(timeout=_ANSWER_SECONDS, domain=self._domain)

    async def _subscribed(self, stream: JetStreamContext) -> JetStreamContext.PullSubscription:
        """Return our place in our stream; where an operator has made one already, it is used as it is."""
        name = self._subject.replace(".", "_")
        try:
            await stream.stream_info(name)
        except NotFoundError:
            await stream.add_stream(
                StreamConfig(
                    name=name,
                    subjects=[f"{self._subject}.*"],
                    retention=RetentionPolicy.WORK_QUEUE,
                    storage=StorageType.FILE,
                    discard=DiscardPolicy.NEW,
                    max_bytes=ROOM,
                    max_msg_size=MAX_ENVELOPE,
                    num_replicas=self._replicas,
                )
            )
        config = ConsumerConfig(durable_name=DURABLE, ack_wait=_COMMIT_SECONDS, max_deliver=-1)
        await stream.add_consumer(name, config)
        return await stream.pull_subscribe_bind(DURABLE, stream=name)

    async def _connected(self) -> Client:
        async with self._connecting:
            if self._client is None or not self._client.is_connected:
                await self._hang_up()
                self._client = Client()
                try:
                    await self._client.connect(
                        self._url,
                        name="tocsin",
                        allow_reconnect=False,  # the next message connects again
                        connect_timeout=_CONNECT_SECONDS,
                        error_cb=_quiet,
                        tls=self._tls,
                        **self._sign_in,
                    )
                except BaseException:
                    await self._hang_up()
                    raise
            return self._client

    async def _hang_up(self) -> None:
        if self._client is not None:
            await self._client.close()
        self._client, self._inbox = None, None

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do it on the connection's own thread, and say in words what went wrong."""
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_turn, args=(self._loop,), name="nats", daemon=True).start()
        with _in_words():
            return asyncio.run_coroutine_threadsafe(work, self._loop).result()


def _tls(authorities: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=authorities)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    return context


def _turn(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.close()


async def _quiet(_: Exception) -> None:
    """Whoever waits for an answer is told; nobody else needs to be."""


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except nats.js.errors.NoStreamResponseError as error:
        raise UnavailableError("nobody at NATS takes what is left at this address") from error
    except nats.errors.MaxPayloadError as error:
        raise UnavailableError("it is longer than NATS takes there: raise max_payload") from error
    except nats.js.errors.APIError as error:
        raise UnavailableError(
            f"NATS would not do it: {error.description or 'JetStream is not to be had there'}"
        ) from error
    except (nats.errors.Error, OSError) as error:
        is_refused = "authorization" in str(error).casefold()
        said = "NATS would not let us in: see [nats] credentials" if is_refused else "NATS cannot be reached"
        raise UnavailableError(said) from error
