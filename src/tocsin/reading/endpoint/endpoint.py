"""Endpoint: where the operator's model answers, and to which addresses a report may go at all.

Reports are secret. Without a setting they go to this machine and to no other. A name is resolved here, every address
is judged, and the connection goes to the address that was judged: a name cannot mean another one a moment later.
"""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass, field

import httpx

from tocsin.domain.errors import InvalidError, RefusedError
from tocsin.domain.readers import Failed

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_LONGEST_MODEL = 100  # characters of a model's name: it labels every claim
_LONGEST_WAIT = 3600.0  # seconds


class PassageError(Exception):
    """A passage was not read."""

    def __init__(self, why: Failed) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An OpenAI-compatible endpoint, as in http://127.0.0.1:8080/v1, and how long to wait for it."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0  # seconds for one passage
    patience: float = 1800.0  # seconds for one report
    networks: tuple[str, ...] = ()  # besides this machine

    def __post_init__(self) -> None:
        """Refuse what cannot work, and what would send reports where they may not go."""
        if not self.model.strip() or not self.model.isprintable() or len(self.model) > _LONGEST_MODEL:
            raise InvalidError(f"[reading] model: name the model, in at most {_LONGEST_MODEL} characters")
        if not (self.key.isascii() and self.key.isprintable()):
            raise InvalidError("[reading] key_file: a key is one line of ASCII characters")
        if not (0 < self.timeout <= _LONGEST_WAIT and 0 < self.patience <= 24 * _LONGEST_WAIT):
            raise InvalidError("[reading] timeout and patience are seconds: up to an hour, and up to a day")
        for network in self.networks:
            _network(network)
        address = _literal(_plain(self.url).host)
        if address is not None and not self._may_hear(address):
            raise RefusedError(
                f"[reading] endpoint: {address} is not this machine, and reports are secret: use https, and name its "
                "network in [reading] networks, if reports may go there"
            )

    @property
    def reader(self) -> str:
        """What its claims are labelled with."""
        return f"endpoint:{self.model}"

    async def addresses(self) -> tuple[Address, ...]:
        """Return the addresses that may be connected to; `PassageError` where reports may go to none."""
        found = await _resolve(httpx.URL(self.url).host)
        allowed = tuple(address for address in found if self._may_hear(address))
        if not allowed:
            raise PassageError(Failed.FORBIDDEN)
        return allowed

    def _may_hear(self, address: Address) -> bool:
        """This machine may; beyond it, a network that is named, and never in clear."""
        plain = (address.ipv4_mapped or address) if isinstance(address, ipaddress.IPv6Address) else address
        is_named = any(plain in _network(network) for network in self.networks)
        return plain.is_loopback or (is_named and httpx.URL(self.url).scheme == "https")


def _plain(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise InvalidError("[reading] endpoint is not a web address, as http://127.0.0.1:8080/v1 is one") from error
    if url.scheme not in {"http", "https"} or not url.host or url.userinfo or url.query or url.fragment:
        raise InvalidError("[reading] endpoint is not a plain web address, as http://127.0.0.1:8080/v1 is one")
    return url


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        raise InvalidError(f"[reading] networks: {text} is not a network, as 10.1.0.0/16 is one") from error


async def _resolve(host: str) -> tuple[Address, ...]:
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    names = (str(each[4][0]).partition("%")[0] for each in found)
    return tuple(dict.fromkeys(ipaddress.ip_address(name) for name in names))
