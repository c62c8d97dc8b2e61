"""The courier over HTTPS: one POST carries an envelope there and the receipt back, or several and theirs.

An address comes from a counterpart's card, so it is not to be trusted. It must not make this node talk to machines
inside its own network: names are resolved here, each address is judged, and the connection goes to the very address
that was judged. Redirects are not followed and proxies of the environment are not used, for the same reason. Nor may it
keep this node busy: one exchange has one limit of time, however slowly the other side reads or answers.

An address may end in `#sha256=` and a digest. Then the other side is known by the public key of its certificate,
whoever signed it and whatever name and dates stand in it: two nodes need no authority between them.
"""

import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import httpx

from tocsin.adapters.https import certificate, connecting
from tocsin.domain.errors import UnavailableError, UntrustedError
from tocsin.wire import bundle
from tocsin.wire.limits import MAX_BATCH_ANSWER, MAX_RECEIPT
from tocsin.wire.receipt import REFUSAL

ENVELOPE_TYPE = "application/vnd.tocsin.envelope"
BUNDLE_TYPE = "application/vnd.tocsin.bundle"

_HEADERS = {"envelopes": {"Content-Type": ENVELOPE_TYPE}, "bundles": {"Content-Type": BUNDLE_TYPE}}

_CONNECT_SECONDS = 10.0
_EXCHANGE_SECONDS = 60.0
_PIN = re.compile(r"sha256=([0-9a-f]{64})")
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


class HttpsCourier:
    """Carries envelopes to `{address}/envelopes` and bundles of them to `{address}/bundles`, over TLS 1.3.

    Connections are kept for the next one.

    `allowed_networks` may be reached besides the public internet: a counterpart's private network, or 127.0.0.0/8 in
    a demonstration. `authorities` are certificates to trust instead of the machine's own. `shown` are the files of our
    certificate and its key, for doors that ask who we are.
    """

    def __init__(
        self,
        *,
        allowed_networks: Iterable[str] = (),
        plain_http_anywhere: bool = False,
        authorities: Path | None = None,
        shown: tuple[Path, Path] | None = None,
        within_seconds: float = _EXCHANGE_SECONDS,
    ) -> None:
        self._networks = tuple(connecting.network(network) for network in allowed_networks)
        self._plain_http_anywhere = plain_http_anywhere
        self._authorities, self._shown = authorities, shown
        self._within_seconds = within_seconds
        self._limit = connecting.Limit()
        self._clients: dict[str | None, httpx.Client] = {None: self._client(None)}
        self._pinning = threading.Lock()

    def carry(self, address: str, envelope: bytes) -> bytes:
        return self._post(address, "envelopes", envelope, MAX_RECEIPT)

    def carry_all(self, address: str, envelopes: Sequence[bytes]) -> tuple[bytes, ...]:
        answer = self._post(address, "bundles", bundle.compose(envelopes), MAX_BATCH_ANSWER)
        if answer == REFUSAL:
            return ()
        try:
            return bundle.batch(answer, bundle.Item.RECEIPT)
        except UntrustedError as error:
            raise UnavailableError("answered with something other than receipts") from error

    def _post(self, address: str, what: str, body: bytes, limit: int) -> bytes:
        url, pin = self._url(address, what)
        client = self._pinned(pin)
        self._limit.end = time.monotonic() + self._within_seconds
        try:
            with client.stream("POST", url, content=body, headers=_HEADERS[what]) as response:
                if response.status_code not in {httpx.codes.OK, httpx.codes.BAD_REQUEST}:
                    raise UnavailableError(f"answered {response.status_code}")
                answer = b"".join(_read(response, limit))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise UnavailableError(_in_words(error)) from error
        if response.status_code == httpx.codes.BAD_REQUEST and answer != REFUSAL:
            raise UnavailableError("answered 400")
        return answer

    def close(self) -> None:
        """Close every connection."""
        for client in self._clients.values():
            client.close()

    def _pinned(self, pin: str | None) -> httpx.Client:
        """Return the connections to whoever has this key: none is used for an address with another pin, or without."""
        with self._pinning:
            if pin not in self._clients:
                self._clients[pin] = self._client(pin)
            return self._clients[pin]

    def _client(self, pin: str | None) -> httpx.Client:
        return httpx.Client(
            transport=connecting.transport(self._networks, self._tls(pin), self._limit, pin),
            timeout=httpx.Timeout(self._within_seconds, connect=_CONNECT_SECONDS),
            headers={"Accept-Encoding": "identity", "User-Agent": "tocsin"},
            follow_redirects=False,
            trust_env=False,
        )

    def _tls(self, pin: str | None) -> ssl.SSLContext:
        if pin is None:
            context = ssl.create_default_context(cafile=self._authorities)
        else:  # no authority is asked: the connection is given up before anything is said if the key is another one
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        if self._shown is not None:
            certificate.show(context, *self._shown)
        return context

    def _url(self, address: str, what: str) -> tuple[httpx.URL, str | None]:
        """Return where this is to be posted, and the pin."""
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise UnavailableError("the address is not a web address") from error
        pin = _PIN.fullmatch(url.fragment)
        if url.scheme not in {"https", "http"} or not url.host or url.userinfo or url.query:
            raise UnavailableError("the address is not a plain https address")
        if url.fragment and (pin is None or url.scheme == "http"):
            raise UnavailableError("the address is not a plain https address, or one with the digest of a key")
        if url.scheme == "http" and not (self._plain_http_anywhere or _is_loopback(url.host)):
            raise UnavailableError("the address is http and would send in clear: it has to be https")
        posted = url.copy_with(path=f"{url.path.rstrip('/')}/{what}", fragment=None)
        return posted, None if pin is None else pin[1]


def _read(response: httpx.Response, limit: int) -> Iterator[bytes]:
    """Yield the answer, as long as it is no longer than it may be; nothing in it is unpacked."""
    size = 0
    for part in response.iter_raw():
        size += len(part)
        if size > limit:
            raise UnavailableError("answered with more than a receipt")
        yield part


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
        if isinstance(cause, ssl.SSLError) and "CERTIFICATE_REQUIRED" in str(cause.reason):
            return "its door asks for a certificate: see [tls] in the settings"
        for kind, words in _WORDS:
            if isinstance(cause, kind):
                return words.format(cause)
    return str(error).lower() or "no connection"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
