"""Credentials for NATS: a `.creds` file (a token and the seed of its key), or one line `user:password`."""

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tocsin.domain.errors import InvalidError, RefusedError

_PART = re.compile(r"-----BEGIN ([A-Z ]+)-----\s+(\S+)\s+-+END")
_SEED = slice(2, 34)  # two bytes say whose kind of key it is, and two at the end are a checksum


class SignIn(TypedDict, total=False):
    """What the client is told."""

    user: str
    password: str
    user_jwt_cb: Callable[[], bytes]
    signature_cb: Callable[[str], bytes]


def sign_in(path: Path) -> SignIn:
    """Read credentials; nobody else on the machine may be able to."""
    try:
        mode, text = path.stat().st_mode, path.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidError(
            "[nats] credentials cannot be read: it is a .creds file, or one line user:password"
        ) from error
    if mode & 0o077:
        raise RefusedError(f"{path} can be read by others: chmod go= it, and ask whether it is still secret")
    parts = dict(_PART.findall(text))
    if {"NATS USER JWT", "USER NKEY SEED"} <= parts.keys():
        return _by_key(parts["NATS USER JWT"], parts["USER NKEY SEED"])
    user, colon, password = text.strip().partition(":")
    if not colon or "-----" in text:
        raise InvalidError("[nats] credentials are neither a .creds file nor one line user:password")
    return SignIn(user=user, password=password)


def _by_key(token: str, seed: str) -> SignIn:
    try:
        key = Ed25519PrivateKey.from_private_bytes(base64.b32decode(seed + "=" * (-len(seed) % 8))[_SEED])
    except ValueError as error:
        raise InvalidError("[nats] credentials hold no seed of an Ed25519 key") from error
    return SignIn(user_jwt_cb=token.encode, signature_cb=lambda nonce: base64.b64encode(key.sign(nonce.encode())))
