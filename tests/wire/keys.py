"""Real keys for tests, made from a name, so that every run of every test has the same ones."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA65PrivateKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from tocsin.domain.errors import UntrustedError
from tocsin.wire.card import Card, Endpoint, SealingKey, compose, node_id
from tocsin.wire.checkpoint import LogKeys
from tocsin.wire.sealing import SUITE
from tocsin.wire.signing import Context, PublicSigningKeys, Signatures, signed_bytes

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TestKeys:
    """One node's keys. `name` decides them all; `TestKeys(name="a2")` serves as the next keys of `a`."""

    __test__: ClassVar[bool] = False

    name: str
    sealing_id: str = "seal-1"

    def seed(self, purpose: str, size: int = 32) -> bytes:
        """The seed of one private key."""
        return hashlib.shake_256(f"tocsin test key/{self.name}/{purpose}".encode()).digest(size)

    @property
    def signing(self) -> PublicSigningKeys:
        return PublicSigningKeys(
            ed25519=self._ed25519("signing").public_key().public_bytes_raw(),
            mldsa65=self._mldsa65().public_key().public_bytes_raw(),
        )

    @property
    def node_id(self) -> str:
        """The node's id while these are the signing keys of its first card."""
        return node_id(self.signing)

    @property
    def sealing_public(self) -> bytes:
        mlkem, x25519 = self._sealing()
        return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()

    @property
    def log(self) -> LogKeys:
        return LogKeys(
            origin=f"{self.name}.example/tocsin",
            ed25519=self._ed25519("log").public_key().public_bytes_raw(),
            mldsa44=self._mldsa44().public_key().public_bytes_raw(),
        )

    def sign(self, context: Context, data: bytes) -> Signatures:
        """Sign as a keyring does."""
        signed = signed_bytes(context, data)
        return Signatures(ed25519=self._ed25519("signing").sign(signed), mldsa65=self._mldsa65().sign(signed))

    def log_sign(self, text: bytes, message: bytes) -> tuple[bytes, bytes]:
        """Sign a checkpoint as a keyring does."""
        return self._ed25519("log").sign(text), self._mldsa44().sign(message)

    def cosign(self, message: bytes) -> bytes:
        """Sign another log's checkpoint as a witness."""
        return self._mldsa44().sign(message)

    def open_sealed(self, key_id: str, info: bytes, sealed: bytes) -> bytes:
        """Open what was sealed for this node, as a keyring does."""
        if key_id != self.sealing_id:
            raise UntrustedError("no such sealing key", code="sealing-key")
        try:
            return SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(*self._sealing()), info)
        except InvalidTag as error:
            raise UntrustedError("the seal does not open", code="seal") from error

    def card(self, **changes: object) -> Card:
        """A first card, valid for a year around `NOON`, with anything changed."""
        start, end = NOON - timedelta(days=1), NOON + timedelta(days=364)
        key = SealingKey(id=self.sealing_id, public=self.sealing_public, valid_from=start, valid_until=end)
        card = Card(
            organisation=f"Organisation {self.name.upper()}",
            countries=("FR", "BE"),
            mandates=("counter-terrorism",),
            endpoints=(Endpoint(courier="https", address=f"https://{self.name}.example/peer"),),
            formats=("tocsin/message/1",),
            valid_from=start,
            valid_until=end,
            previous=None,
            signing=self.signing,
            sealing=(key,),
            log=self.log,
            next_signing_digest=TestKeys(f"{self.name}2").signing.digest,
        )
        return replace(card, **changes)

    def card_file(self, **changes: object) -> bytes:
        """The same card, signed."""
        return compose(self.card(**changes), self.sign)

    def _ed25519(self, purpose: str) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed(f"{purpose}-ed25519"))

    def _mldsa65(self) -> MLDSA65PrivateKey:
        return MLDSA65PrivateKey.from_seed_bytes(self.seed("signing-mldsa65"))

    def _mldsa44(self) -> MLDSA44PrivateKey:
        return MLDSA44PrivateKey.from_seed_bytes(self.seed("log-mldsa44"))

    def _sealing(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        mlkem = MLKEM768PrivateKey.from_seed_bytes(self.seed("sealing-mlkem768", 64))
        return mlkem, X25519PrivateKey.from_private_bytes(self.seed("sealing-x25519"))
