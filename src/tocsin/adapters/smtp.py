"""Fallback notices by mail: one line, over TLS, or in plain text to this machine alone."""

import ipaddress
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid

from tocsin.domain.errors import RefusedError, UnavailableError

TIMEOUT = 30.0  # seconds
NOBODY = "tocsin.invalid"  # instead of this machine's own name


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpNotifier:
    """Hands mail to one server. `words` gives subject and text in a language."""

    host: str
    port: int
    security: str  # "tls", "starttls" or "none"
    sender: str
    words: Callable[[str, str], tuple[str, str]]
    user: str = ""
    password: str = ""
    context: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        """Refuse to speak in plain text with another machine."""
        if self.security == "none" and not is_this_machine(self.host):
            raise RefusedError("[smtp] security = none is for a server on this machine only: use starttls or tls")

    def notify(self, address: str, *, language: str, reference: str) -> None:
        """Send one notice."""
        message = self._message(address, *self.words(language, reference))
        try:
            with self._connect() as server:
                if self.security == "starttls":
                    server.starttls(context=self.context or ssl.create_default_context())
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            # What a server says may name people: only what kind of failure it was is kept.
            raise UnavailableError(f"the mail server did not take the notice: {type(error).__name__}") from error

    def _message(self, address: str, subject: str, text: str) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, address, subject
        message["Message-ID"] = make_msgid(domain=NOBODY)
        message.set_content(text)
        return message

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = self.context or ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, local_hostname=NOBODY, timeout=TIMEOUT, context=context)
        return smtplib.SMTP(self.host, self.port, local_hostname=NOBODY, timeout=TIMEOUT)


def is_this_machine(host: str) -> bool:
    """Say whether this is an address of this machine; a name could be anybody's, but for `localhost`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
