"""E-mail (.eml): the subject as title, the date it was sent, the text of it and of the messages inside it.

Of a message that comes twice, plain and as HTML, the plain one is read. Attachments are not: each is a report
of its own.
"""

from collections.abc import Iterator
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from tocsin.domain.errors import InvalidError
from tocsin.reading.documents import html, limits
from tocsin.reading.documents.content import Content, tidy_title
from tocsin.reading.documents.plain import decode


def read(data: bytes) -> Content:
    """Read a mail."""
    try:
        mail = message_from_bytes(data, policy=policy.default)
        bodies = tuple(_bodies(mail, 0))
    except InvalidError:
        raise
    except Exception as error:  # the standard parser raises what it likes on a malformed header
        raise InvalidError("the mail is malformed: export it again as .eml, or paste its text") from error
    text = "\n\n".join(body.strip("\n") for body in bodies if body.strip())
    if not text:
        raise InvalidError("the mail has no text of its own: save its attachments and add each as a report")
    return Content(text=text, title=tidy_title(_header(mail, "subject")), published=_sent(mail))


def _bodies(part: Message, depth: int) -> Iterator[str]:
    if depth > limits.EMAIL_DEPTH:
        raise InvalidError("the mail holds messages nested too deep: save the inner ones and add each as a report")
    kind = part.get_content_type()
    if kind == "message/rfc822":
        for inner in part.get_payload():
            if isinstance(inner, Message):
                yield _letterhead(inner)
                yield from _bodies(inner, depth + 1)
    elif part.is_multipart():
        yield from _of_several(part, kind, depth)
    elif part.get_content_disposition() != "attachment" and kind in {"text/plain", "text/html"}:
        yield _text(part, kind)


def _of_several(part: Message, kind: str, depth: int) -> Iterator[str]:
    children = [child for child in part.get_payload() if isinstance(child, Message)]
    if len(children) > limits.EMAIL_PARTS:
        raise InvalidError("the mail has too many parts: paste its text as a note")
    if kind != "multipart/alternative":
        for child in children:
            yield from _bodies(child, depth + 1)
        return
    for child in sorted(children, key=lambda each: each.get_content_type() != "text/plain"):
        found = [body for body in _bodies(child, depth + 1) if body.strip()]
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
        value = mail[name] if _is_short(mail, name) else None
        return None if value is None else str(value).encode("utf-8", "ignore").decode() or None
    except Exception:  # noqa: BLE001 the standard library's header parser fails in many ways; a header is not the mail
        return None


def _is_short(mail: Message, name: str) -> bool:
    """The parser of header values takes quadratic time; no person writes so long a header."""
    values = (str(value) for key, value in mail.raw_items() if key.lower() == name.lower())
    return sum(map(len, values)) <= limits.EMAIL_HEADER


def _sent(mail: Message) -> date | None:
    try:
        value = mail["date"] if _is_short(mail, "date") else None
        moment = getattr(value, "datetime", None) if isinstance(mail, EmailMessage) else None
        return moment.date() if isinstance(moment, datetime) else None
    except Exception:  # noqa: BLE001 as above
        return None
