"""E-mail (.eml): the subject as title, the date it was sent, the text of it and of the messages inside it.

Of a message that comes twice, plain and as HTML, the plain one is read. Attachments are not: each is a report
of its own.
"""

from collections.abc import Iterator
from datetime import date, datetime
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import EmailPolicy, Policy
from itertools import count
from typing import Self

from tocsin.domain.errors import InvalidError
from tocsin.reading.documents import html, limits
from tocsin.reading.documents.content import Content, tidy_title
from tocsin.reading.documents.plain import decode


class _Policy(EmailPolicy):
    """The parser of header values takes quadratic time; no person writes so long a header."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        parsed: str = super().header_fetch_parse(name, value if len(value) <= limits.EMAIL_HEADER else "")
        return parsed


class _Part(EmailMessage):
    """A part that refuses to lie too deep or to be one of too many, while they are parsed and not after."""

    depth = 0

    def __init__(self, policy: Policy, number: int) -> None:
        super().__init__(policy)
        if number > limits.EMAIL_PARTS:
            raise InvalidError("the mail has too many parts: paste its text as a note")

    def attach(self, payload: Self) -> None:  # type: ignore[override]  # one factory makes all parts
        payload.depth = self.depth + 1
        if self.depth >= limits.EMAIL_DEPTH:
            raise InvalidError("the mail holds messages nested too deep: save the inner ones and add each as a report")
        super().attach(payload)


def read(data: bytes) -> Content:
    """Read a mail."""
    numbers = count(1)
    policy = _Policy(message_factory=lambda policy: _Part(policy, next(numbers)))
    _check_lines(data)
    try:
        mail = message_from_bytes(data, policy=policy)
        bodies = tuple(_bodies(mail))
    except InvalidError:
        raise
    except Exception as error:  # the standard parser raises what it likes on a malformed header
        raise InvalidError("the mail is malformed: export it again as .eml, or paste its text") from error
    text = "\n\n".join(body.strip("\n") for body in bodies if body.strip())
    if not text:
        raise InvalidError("the mail has no text of its own: save its attachments and add each as a report")
    return Content(text=text, title=tidy_title(_header(mail, "subject")), published=_sent(mail))


def _check_lines(data: bytes) -> None:
    """The parser holds every line against the end of every part it stands in."""
    if data.count(b"\n") + data.count(b"\r") > limits.EMAIL_LINES:
        raise InvalidError("the mail has too many lines: paste its text as a note")


def _bodies(part: Message) -> Iterator[str]:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        for inner in part.get_payload():
            if isinstance(inner, Message):
                yield _letterhead(inner)
                yield from _bodies(inner)
    elif part.is_multipart():
        yield from _of_several(part, kind)
    elif part.get_content_disposition() != "attachment" and kind in {"text/plain", "text/html"}:
        yield _text(part, kind)


def _of_several(part: Message, kind: str) -> Iterator[str]:
    children = [child for child in part.get_payload() if isinstance(child, Message)]
    if kind != "multipart/alternative":
        for child in children:
            yield from _bodies(child)
        return
    for child in sorted(children, key=lambda each: each.get_content_type() != "text/plain"):
        found = [body for body in _bodies(child) if body.strip()]
        if found:
            yield from found
            return


def _text(part: Message, kind: str) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return ""
    text = decode(payload, declared=part.get_content_charset())
    if kind == "text/html":
        text = html.read_text(text).text
    return text.replace("\r\n", "\n")


def _letterhead(mail: Message) -> str:
    fields = ((name, _header(mail, name)) for name in ("From", "Date", "Subject"))
    return "\n".join(f"{name}: {value}" for name, value in fields if value)


def _header(mail: Message, name: str) -> str | None:
    try:
        value = mail[name]
        return None if value is None else str(value).encode("utf-8", "ignore").decode() or None
    except Exception:  # noqa: BLE001 the standard library's header parser fails in many ways; a header is not the mail
        return None


def _sent(mail: Message) -> date | None:
    try:
        value = mail["date"]
        moment = getattr(value, "datetime", None) if isinstance(mail, EmailMessage) else None
        return moment.date() if isinstance(moment, datetime) else None
    except Exception:  # noqa: BLE001 as above
        return None
