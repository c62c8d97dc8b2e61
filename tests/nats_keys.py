"""An operator, an account and a user of NATS, for tests: the tokens a server is set up with, and a `.creds` file."""

import base64
import binascii
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_PREFIX = {"operator": 14 << 3, "account": 0, "user": 20 << 3}
_SEED = 18 << 3
_NO_LIMITS = dict.fromkeys(("subs", "data", "payload", "imports", "exports", "conn", "leaf"), -1)
_JETSTREAM = dict.fromkeys(("mem_storage", "disk_storage", "streams", "consumer"), -1)


class Holder:
    """Whoever has a key."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._key = Ed25519PrivateKey.generate()
        public = self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.name = _encoded(bytes([_PREFIX[kind]]) + public)

    @property
    def seed(self) -> str:
        """The private key as NATS writes it."""
        prefix = _PREFIX[self.kind]
        return _encoded(bytes([_SEED | prefix >> 5, (prefix & 31) << 3]) + self._key.private_bytes_raw())

    def vouches_for(self, other: "Holder", **claims: object) -> str:
        """Return a token about somebody."""
        said = {"iss": self.name, "sub": other.name, "name": other.kind, "iat": 1, "jti": other.name}
        said["nats"] = {"type": other.kind, "version": 2, **claims}
        signed = f"{_part({'typ': 'JWT', 'alg': 'ed25519-nkey'})}.{_part(said)}"
        return f"{signed}.{_url(self._key.sign(signed.encode()))}"


def an_operation() -> tuple[dict[str, object], str]:
    """Return a server's settings and the credentials of a user who may do everything in its account."""
    operator, account, user, system = (Holder(kind) for kind in (*_PREFIX, "account"))
    limits = {**_NO_LIMITS, **_JETSTREAM, "wildcards": True}
    settings: dict[str, object] = {
        "operator": operator.vouches_for(operator),
        "resolver": "MEMORY",
        "system_account": system.name,
        "resolver_preload": {
            account.name: operator.vouches_for(account, limits=limits),
            system.name: operator.vouches_for(system, limits=_NO_LIMITS),
        },
    }
    token = account.vouches_for(user, subs=-1, data=-1, payload=-1)
    credentials = (
        f"-----BEGIN NATS USER JWT-----\n{token}\n------END NATS USER JWT------\n\n"
        f"-----BEGIN USER NKEY SEED-----\n{user.seed}\n------END USER NKEY SEED------\n"
    )
    return settings, credentials


def _encoded(data: bytes) -> str:
    checked = data + binascii.crc_hqx(data, 0).to_bytes(2, "little")
    return base64.b32encode(checked).decode().rstrip("=")


def _part(value: object) -> str:
    return _url(json.dumps(value).encode())


def _url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
