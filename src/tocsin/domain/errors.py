"""The six ways a request can fail; every surface maps these and nothing else.

TocsinError
├── InvalidError      the input makes no sense: correct it
├── NotFoundError     there is no such thing here
├── RefusedError      it makes sense and may not be done, by this person or at all
├── ConflictError     somebody else was first, or the state does not allow it now
├── UntrustedError    bytes from outside that cannot be believed
└── UnavailableError  something outside is not answering: try again later

A message says what to do next, names identifiers, and never quotes content.
"""


class TocsinError(Exception):
    """Never raised itself."""


class InvalidError(TocsinError):
    """The input makes no sense."""


class NotFoundError(TocsinError):
    """There is no such thing here."""


class RefusedError(TocsinError):
    """It may not be done."""


class ConflictError(TocsinError):
    """The state does not allow it now."""


class UntrustedError(TocsinError):
    """Bytes from outside that cannot be believed; `code` is for our own log, never for the sender."""

    def __init__(self, message: str, *, code: str = "untrusted") -> None:
        super().__init__(message)
        self.code = code


class UnavailableError(TocsinError):
    """Something outside is not answering."""
