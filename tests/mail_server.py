"""A real mail server on this machine, for tests: `with a_mailbox() as mailbox: ...`."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller

from tocsin.adapters.smtp import SmtpNotifier
from tocsin.texts.fallback import words


class Mailbox:
    """Keeps what it is handed, or refuses it while `refuses` is set."""

    def __init__(self) -> None:
        self.mail: list[Message] = []
        self.refuses = False
        self.port = 0

    async def handle_DATA(self, _: object, __: object, envelope) -> str:  # noqa: N802  # as the server calls it
        """Take one message."""
        if self.refuses:
            return "451 try again later"
        self.mail.append(message_from_bytes(envelope.content))
        return "250 OK"

    def notifier(self) -> SmtpNotifier:
        """The notifier that writes to it."""
        return SmtpNotifier(
            host="127.0.0.1", port=self.port, security="none", sender="notices@example.org", words=words
        )


@contextmanager
def a_mailbox() -> Iterator[Mailbox]:
    """Run a mail server for a while."""
    mailbox = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        mailbox.port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
