"""Certificates: one of the node's own for its peer door, and the pin by which a counterpart knows it again.

A certificate that a node has made for itself says nothing of who it is, and does not expire: what counts is the digest
of its public key, which stands on the node's signed card.
"""

import hashlib
import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tocsin.domain.errors import InvalidError, RefusedError

_NEVER = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)  # RFC 5280: there is no date of expiry


def create(certificate: Path, key: Path, *, now: datetime) -> None:
    """Make a key and a certificate that is signed with it."""
    made = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tocsin")])
    uses = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(made.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(_NEVER)
        .add_extension(uses, critical=False)
        .sign(made, hashes.SHA256())
    )
    certificate.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(key, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _write(certificate, signed.public_bytes(Encoding.PEM))


def pin_of(certificate: bytes) -> str:
    """Return SHA-256, in hex, of the public key of a certificate (DER), as SubjectPublicKeyInfo."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def pin_to_publish(certificate: Path) -> str | None:
    """Return the pin of a certificate that vouches for itself; one of an authority needs none, and may be renewed."""
    try:
        held = x509.load_pem_x509_certificate(certificate.read_bytes())
    except (OSError, ValueError) as error:
        raise InvalidError(f"[tls] certificate: {certificate} cannot be read as a certificate") from error
    return pin_of(held.public_bytes(Encoding.DER)) if held.issuer == held.subject else None


def door(certificate: Path, key: Path, *, clients: Path | None = None) -> ssl.SSLContext:
    """Return how the peer door speaks TLS: 1.3, and with those alone whose certificates are in `clients`, if given."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    show(context, certificate, key)
    if clients is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        try:
            context.load_verify_locations(clients)
        except (OSError, ssl.SSLError) as error:
            raise InvalidError(f"[tls] clients: {clients} cannot be read as certificates") from error
    return context


def show(context: ssl.SSLContext, certificate: Path, key: Path) -> None:
    """Let a connection show our certificate; the key must be nobody else's to read."""
    try:
        mode = key.stat().st_mode
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise InvalidError(f"[tls] {certificate} and {key} cannot be read as a certificate and its key") from error
    if mode & 0o007:
        raise RefusedError(f"{key} can be read by everybody: chmod o= it, and ask whether it is still secret")


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
