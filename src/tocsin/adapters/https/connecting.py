"""Connecting: to addresses that may be reached and to no others, within a time, and to the key that was pinned."""

import ipaddress
import math
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterable
from typing import Any

import httpcore
import httpx

from tocsin.adapters.https.certificate import pin_of
from tocsin.domain.errors import InvalidError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_PIECE = 16 * 1024  # bytes written between two looks at the clock
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def transport(
    networks: Collection[Network], context: ssl.SSLContext, limit: "Limit", pin: str | None
) -> httpx.HTTPTransport:
    """Return what an HTTP client sends by."""
    made = httpx.HTTPTransport(verify=context)
    # httpx has no public way to say how to connect; tests/adapters/test_https.py notices if this one goes.
    made._pool = httpcore.ConnectionPool(  # see above
        ssl_context=context,
        max_connections=None,
        max_keepalive_connections=64,
        keepalive_expiry=60,
        network_backend=JudgingBackend(networks, limit, pin),
    )
    return made


class Limit(threading.local):
    """When the exchange that this thread is in has to be over."""

    end = math.inf

    def left(self, timeout: float | None = None) -> float:
        """Return the seconds that are left, at most `timeout`."""
        left = min(self.end - time.monotonic(), math.inf if timeout is None else timeout)
        if left <= 0:
            raise httpcore.TimeoutException
        return left


class JudgingBackend(httpcore.SyncBackend):
    """Connects to addresses that may be reached, and to no others."""

    def __init__(self, networks: Collection[Network], limit: Limit, pin: str | None) -> None:
        self._networks = networks
        self._limit = limit
        self._pin = pin

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
                return LimitedStream(stream, self._limit, self._pin)
        raise failed


class LimitedStream(httpcore.NetworkStream):
    """A connection that is given up when the exchange takes too long as a whole."""

    def __init__(self, stream: httpcore.NetworkStream, limit: Limit, pin: str | None) -> None:
        self._stream = stream
        self._limit = limit
        self._pin = pin

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
        if self._pin is not None:
            _check(stream, self._pin)
        return LimitedStream(stream, self._limit, self._pin)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  # httpcore's
        return self._stream.get_extra_info(info)


def _check(stream: httpcore.NetworkStream, pin: str) -> None:
    """Hang up, before anything has been said, where this is not the key that was pinned."""
    shown = stream.get_extra_info("ssl_object").getpeercert(True)  # noqa: FBT003  # it takes no name
    if pin_of(shown) != pin:
        stream.close()
        raise httpcore.ConnectError("its certificate is not the one that their card names")


def _resolve(host: str, port: int) -> tuple[Address, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError("its name cannot be resolved") from error
    return tuple(dict.fromkeys(ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found))


def network(text: str) -> Network:
    """Read a network that an operator allows."""
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        raise InvalidError(f"allowed_networks: {text} is not a network, as 10.1.0.0/16 is one") from error


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
