"""The courier over HTTPS: one POST carries an envelope there and the receipt back.

An address comes from a counterpart's card, so it is not to be trusted. It must not make this node talk to machines
inside its own network: names are resolved here, each address is judged, and the connection goes to the very address
that was judged. Redirects are not followed and proxies of the environment are not used, for the same reason.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import httpcore
import httpx

from tocsin.domain.errors import UnavailableError
from tocsin.wire.limits import MAX_RECEIPT

ENVELOPE_TYPE = "application/vnd.tocsin.envelope"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_CONNECT_SECONDS = 10.0
_ANSWER_SECONDS = 30.0
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
        answer_seconds: float = _ANSWER_SECONDS,
    ) -> None:
        networks = tuple(ipaddress.ip_network(network) for network in allowed_networks)
        self._plain_http_anywhere = plain_http_anywhere
        self._answer_seconds = answer_seconds
        self._client = httpx.Client(
            transport=_transport(networks, authorities),
            timeout=httpx.Timeout(answer_seconds, connect=_CONNECT_SECONDS),
            headers={"Accept-Encoding": "identity", "User-Agent": "tocsin"},
            follow_redirects=False,
            trust_env=False,
        )

    def carry(self, address: str, envelope: bytes) -> bytes:
        url = self._url(address)
        try:
            with self._client.stream(
                "POST", url, content=envelope, headers={"Content-Type": ENVELOPE_TYPE}
            ) as response:
                if response.status_code != httpx.codes.OK:
                    raise UnavailableError(f"answered {response.status_code}")
                return b"".join(self._receipt(response))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise UnavailableError(_in_words(error)) from error

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def _receipt(self, response: httpx.Response) -> Iterator[bytes]:
        """Yield the answer, as long as it is no longer than a receipt and does not take forever."""
        end = time.monotonic() + self._answer_seconds
        size = 0
        for part in response.iter_raw():
            size += len(part)
            if size > MAX_RECEIPT:
                raise UnavailableError("answered with more than a receipt")
            if time.monotonic() > end:
                raise UnavailableError("timed out")
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


def _transport(networks: Collection[Network], authorities: Path | None) -> httpx.HTTPTransport:
    context = ssl.create_default_context(cafile=authorities)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    transport = httpx.HTTPTransport()
    transport.close()
    # httpx has no public way to say how to connect; tests/adapters/test_https.py notices if this one goes.
    transport._pool = httpcore.ConnectionPool(  # see above
        ssl_context=context,
        max_connections=None,
        max_keepalive_connections=64,
        keepalive_expiry=60,
        network_backend=_JudgingBackend(networks),
    )
    return transport


class _JudgingBackend(httpcore.SyncBackend):
    """Connects to addresses that may be reached, and to no others."""

    def __init__(self, networks: Collection[Network]) -> None:
        self._networks = networks

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # httpcore's name
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,  # Any: httpcore's own union
    ) -> httpcore.NetworkStream:
        allowed = [address for address in _resolve(host, port) if may_be_reached(address, self._networks)]
        if not allowed:
            raise httpcore.ConnectError("the address is not a public one, and allowed_networks does not cover it")
        for address in allowed[:-1]:
            try:
                return super().connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return super().connect_tcp(str(allowed[-1]), port, timeout, local_address, socket_options)


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
