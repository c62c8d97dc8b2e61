"""The courier over HTTPS: one POST carries an envelope there and the receipt back.

An address comes from a counterpart's card, so it is not to be trusted. It must not make this node talk to machines
inside its own network: names are resolved here, each address is judged, and the connection goes to the very address
that was judged. Redirects are not followed and proxies of the environment are not used, for the same reason. Nor may it
keep this node busy: one exchange has one limit of time, however slowly the other side reads or answers.
"""

import ipaddress
import math
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import httpcore
import httpx

from tocsin.domain.errors import InvalidError, UnavailableError
from tocsin.wire.limits import MAX_RECEIPT
from tocsin.wire.receipt import REFUSAL

ENVELOPE_TYPE = "application/vnd.tocsin.envelope"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_CONNECT_SECONDS = 10.0
_EXCHANGE_SECONDS = 60.0
_PIECE = 16 * 1024  # bytes written between two looks at the clock
_WORDS: tuple[tuple[type[BaseException], str], ...] = (  # the first that fits
    (httpx.TimeoutException, "timed out"),
    (httpx.RemoteProtocolError, "hung up or did not speak HTTP"),
    (ssl.SSLCertVerificationError, "its certificate is not trusted: {0.verify_message}"),
    (ssl.SSLError, "TLS 1.3 could not be agreed on"),
    (ConnectionRefusedError, "connection refused"),
    (ConnectionError, "hung up"),
    (socket.gaierror, "its name cannot be resolved"),
    (OSError, "cannot be reached: {0.strerror}"),
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class HttpsCourier:
    """Carries envelopes to `{address}/envelopes`, over TLS 1.3, and keeps connections for the next one.

    `allowed_networks` may be reached besides the public internet: a counterpart's private network, or 127.0.0.0/8 in
    a demonstration. `authorities` are certificates to trust instead of the machine's own.
    """

    def __init__(
        self,
        *,
        allowed_networks: Iterable[str] = (),
        plain_http_anywhere: bool = False,
        authorities: Path | None = None,
        within_seconds: float = _EXCHANGE_SECONDS,
    ) -> None:
        networks = tuple(_network(network) for network in allowed_networks)
        self._plain_http_anywhere = plain_http_anywhere
        self._within_seconds = within_seconds
        self._limit = _Limit()
        self._client = httpx.Client(
            transport=_transport(networks, authorities, self._limit),
            timeout=httpx.Timeout(within_seconds, connect=_CONNECT_SECONDS),
            headers={"Accept-Encoding": "identity", "User-Agent": "tocsin"},
            follow_redirects=False,
            trust_env=False,
        )

    def carry(self, address: str, envelope: bytes) -> bytes:
        url = self._url(address)
        self._limit.end = time.monotonic() + self._within_seconds
        try:
            with self._client.stream(
                "POST", url, content=envelope, headers={"Content-Type": ENVELOPE_TYPE}
            ) as response:
                if response.status_code not in {httpx.codes.OK, httpx.codes.BAD_REQUEST}:
                    raise UnavailableError(f"answered {response.status_code}")
                answer = b"".join(self._receipt(response))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise UnavailableError(_in_words(error)) from error
        if response.status_code == httpx.codes.BAD_REQUEST and answer != REFUSAL:
            raise UnavailableError("answered 400")
        return answer

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def _receipt(self, response: httpx.Response) -> Iterator[bytes]:
        """Yield the answer, as long as it is no longer than a receipt; nothing in it is unpacked."""
        size = 0
        for part in response.iter_raw():
            size += len(part)
            if size > MAX_RECEIPT:
                raise UnavailableError("answered with more than a receipt")
            yield part

    def _url(self, address: str) -> httpx.URL:
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise UnavailableError("the address is not a web address") from error
        if url.scheme not in {"https", "http"} or not url.host or url.userinfo or url.query or url.fragment:
            raise UnavailableError("the address is not a plain https address")
        if url.scheme == "http" and not (self._plain_http_anywhere or _is_loopback(url.host)):
            raise UnavailableError("the address is http and would send in clear: it has to be https")
        return url.copy_with(path=url.path.rstrip("/") + "/envelopes")


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        raise InvalidError(f"allowed_networks: {text} is not a network, as 10.1.0.0/16 is one") from error


def _transport(networks: Collection[Network], authorities: Path | None, limit: "_Limit") -> httpx.HTTPTransport:
    context = ssl.create_default_context(cafile=authorities)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    transport = httpx.HTTPTransport(verify=context)
    # httpx has no public way to say how to connect; tests/adapters/test_https.py notices if this one goes.
    transport._pool = httpcore.ConnectionPool(  # see above
        ssl_context=context,
        max_connections=None,
        max_keepalive_connections=64,
        keepalive_expiry=60,
        network_backend=_JudgingBackend(networks, limit),
    )
    return transport


class _Limit(threading.local):
    """When the exchange that this thread is in has to be over."""

    end = math.inf

    def left(self, timeout: float | None = None) -> float:
        """Return the seconds that are left, at most `timeout`."""
        left = min(self.end - time.monotonic(), math.inf if timeout is None else timeout)
        if left <= 0:
            raise httpcore.TimeoutException
        return left


class _JudgingBackend(httpcore.SyncBackend):
    """Connects to addresses that may be reached, and to no others."""

    def __init__(self, networks: Collection[Network], limit: _Limit) -> None:
        self._networks = networks
        self._limit = limit

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,  # Any: httpcore's own union
    ) -> httpcore.NetworkStream:
        allowed = [address for address in _resolve(host, port) if may_be_reached(address, self._networks)]
        failed: Exception = httpcore.ConnectError(
            "the address is not a public one, and allowed_networks does not cover it"
        )
        for address in allowed:
            try:
                stream = super().connect_tcp(
                    str(address), port, self._limit.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _LimitedStream(stream, self._limit)
        raise failed


class _LimitedStream(httpcore.NetworkStream):
    """A connection that is given up when the exchange takes too long as a whole."""

    def __init__(self, stream: httpcore.NetworkStream, limit: _Limit) -> None:
        self._stream = stream
        self._limit = limit

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._limit.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            self._stream.write(buffer[start : start + _PIECE], self._limit.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._limit.left(timeout))
        return _LimitedStream(stream, self._limit)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  # httpcore's
        return self._stream.get_extra_info(info)


def _resolve(host: str, port: int) -> tuple[Address, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError("its name cannot be resolved") from error
    return tuple(dict.fromkeys(ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found))


def may_be_reached(address: Address, networks: Collection[Network]) -> bool:
    """Say whether this is a public address, or one of those networks; what an IPv6 address wraps counts."""
    judged = _unwrapped(address)
    if any(judged.version == network.version and judged in network for network in networks):
        return True
    return judged.is_global and not judged.is_multicast


def _unwrapped(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _in_words(error: BaseException) -> str:
    """Say in a few words what went wrong: it is shown to people, beside the counterpart's name."""
    for cause in _causes(error):
        for kind, words in _WORDS:
            if isinstance(cause, kind):
                return words.format(cause)
    return str(error).lower() or "no connection"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
