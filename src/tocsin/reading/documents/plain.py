"""Plain text: bytes in whatever encoding they were written, decoded and otherwise left alone."""

import codecs

from tocsin.domain.errors import InvalidError
from tocsin.reading.documents.content import Content

_MARKS = (  # the four-byte marks begin like the two-byte ones
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TURKISH = frozenset(b"\xd0\xdd\xde\xf0\xfd\xfe")  # where Windows-1254 and -1252 differ: Ğ İ Ş ğ ı ş
_ICELANDIC = frozenset(b"\xe1\xed\xf3\xfa\xe6\xc1\xcd\xd3\xda\xc6")  # its neighbours where they mean Ð Ý Þ ð ý þ
_CHARACTER_SETS = (  # what a header may name: Python has codecs, too, that unpack or run in quadratic time
    "utf-8", "utf-16", "utf-32", "cp", "iso8859", "koi8", "big5", "gb", "hz", "shift_jis", "euc", "iso2022", "mac",
    "tis",
)  # fmt: skip
_SAMPLE_BYTES = 60_000  # as much as is looked at to tell an encoding
_OTHERS = [
    "cp1256",
    "cp1251",
    "cp1253",
    "cp1255",
    "cp1250",
    "iso8859_5",
    "koi8_r",
    "big5",
    "gb18030",
    "shift_jis",
    "euc_kr",
]


def read(data: bytes) -> Content:
    """Decode a text file."""
    return Content(text=decode(data))


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Decode exactly, dropping only a byte-order mark; `declared` is what a header says of the encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if declared and (text := _as_declared(data, declared)) is not None:
        return _without_controls(text)
    if b"\0" in data:
        return _strictly(data, _wide(data))
    if (text := _try(data, "utf-8")) is not None:
        return _without_controls(text)
    return _without_controls(_legacy(data))


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        encoding = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    if not encoding.startswith(_CHARACTER_SETS) or (encoding.startswith(("utf-16", "utf-32")) and b"\0" not in data):
        return None
    return _try(data, {"iso8859-1": "cp1252", "iso8859-9": "cp1254"}.get(encoding, encoding))


def _wide(data: bytes) -> str:
    """UTF-16 without a mark has its NULs all on one side."""
    sample = data[:4000]
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if min(odd, even) * 10 > max(odd, even) or max(odd, even) * 5 < len(sample):
        raise _not_a_text()
    return "utf-16-le" if odd > even else "utf-16-be"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _without_controls(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise _not_a_text() from error


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _legacy(data: bytes) -> str:
    """One byte a letter: Western or Turkish where most letters are ASCII, else whatever script fits best."""
    sample = data[:_SAMPLE_BYTES]
    high = [byte for byte in sample if byte >= 0x80]
    letters = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if len(high) <= 0.35 * (letters + len(high)):
        turkish = sum(byte in _TURKISH for byte in high)
        icelandic = sum(byte in _ICELANDIC for byte in high)
        text = _try(data, "cp1254" if turkish > icelandic else "cp1252")
        if text is not None:
            return text
    return _guess(data, sample)


def _guess(data: bytes, sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=[*_OTHERS, "cp1252", "cp1254"]).best()
    text = _try(data, best.encoding) if best is not None else None
    if text is None:
        raise InvalidError("the letters of this file are in no encoding known here: save it as UTF-8 and add that")
    return text


def _without_controls(text: str) -> str:
    """Refuse what decodes but was never written by a person."""
    sample = text[:20_000]
    strange = sum(sign < " " and sign not in "\t\n\r\f\x0b\x1b\x1a" for sign in sample)
    if "\0" in text or strange * 50 > len(sample):
        raise _not_a_text()
    return text


def _not_a_text() -> InvalidError:
    return InvalidError("the file is not a text: export it as text, HTML, PDF or DOCX and add that")
