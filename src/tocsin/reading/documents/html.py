"""HTML: all the visible text of a page, with what is not its body marked, never dropped.

What a page's own structure calls a menu or a footer is aside; so is a short line that `trafilatura` does not
count to the main content. Whole sentences stay, whatever it thinks of them.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from tocsin.domain.errors import InvalidError
from tocsin.domain.report import Stretch
from tocsin.reading.documents import limits
from tocsin.reading.documents.content import Content, tidy_title
from tocsin.reading.documents.plain import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^<>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}")
_MARKUP = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_SELF_CLOSING = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "td", "tr", "th", "option", "dd", "dt",
))  # fmt: skip
_UNSEEN = frozenset((
    "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select",
    "textarea", "title",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "br",
))  # fmt: skip
_ASIDE = frozenset(("nav", "footer", "button", "menu", "dialog"))
_ASIDE_ROLES = frozenset(("navigation", "contentinfo", "search", "dialog", "alertdialog"))
_ASIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|footer|breadcrumbs?|cookies?|consent|gdpr|newsletter|subscribe|share|sharing"
    r"|social|sidebar|related|promo|advert(?:isement)?|ads?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NEVER_ASIDE = frozenset(("html", "body", "main", "article"))
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_TITLES = ("og:title", "twitter:title", "dc.title")
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "dcterms.date", "pubdate", "publishdate", "publish-date", "publication_date",
    "sailthru.date", "parsely-pub-date",
)  # fmt: skip
_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
_MAIN_FROM = 0.3  # of the visible text: a smaller main content was misjudged
_ASIDE_UP_TO = 0.7  # of the visible text: a larger aside was misjudged
_ASIDES_IN_ASIDES = 20  # so deep they are counted
_JUDGED_TAGS = 20_000  # the judge takes quadratic time on tables; larger pages are read without a second opinion
_SENTENCE = re.compile(r"[.!?…][\"'”’»)]*$")


def read(data: bytes) -> Content:
    """Read a page from its bytes."""
    declared = _CHARSET.search(data[:4000])
    return read_text(decode(data, declared=declared[1].decode("ascii") if declared else None))


def read_text(page: str) -> Content:
    """Read a page that is decoded already."""
    if _is_too_deep(page) or _has_huge_tag(page):
        return Content(text=_flat(page))
    root = _parse(page)
    if root is None:
        return Content(text=_flat(page))
    lines = list(_lines(root))
    if not lines:
        return Content(text=_flat(page))
    main = _main(page)
    text, aside = _join((line, is_aside or _is_left_out(line, main)) for line, is_aside in lines)
    return Content(text=text, title=_title(root), published=_published(root), aside=aside)


def _is_too_deep(page: str) -> bool:
    depth = 0
    for closing, name in _TAG.findall(page):
        if name.lower() not in _SELF_CLOSING:
            depth = max(0, depth - 1) if closing else depth + 1
            if depth > limits.HTML_DEPTH:
                return True
    return False


def _has_huge_tag(page: str) -> bool:
    """The parser compares every attribute of a tag with every other."""
    tags = (found.group() for found in _LONG_TAG.finditer(page))
    return any(max(tag.count("="), len(tag.split())) > limits.HTML_ATTRIBUTES for tag in tags)


def _flat(page: str) -> str:
    """Take out the tags and nothing else; for pages whose structure cannot be followed."""
    from html import unescape

    text = unescape(_MARKUP.sub("\n", page)).replace("\0", "\ufffd")
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    if not text:
        raise InvalidError("there is no text in the page: copy it from a browser, or print it to a PDF")
    return text


def _parse(page: str) -> "_Element | None":
    from lxml import etree

    parser = etree.HTMLParser(recover=True, remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        return etree.fromstring(page.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _lines(root: "_Element") -> Iterator[tuple[str, bool]]:
    """Every visible line and whether the page sets it aside."""
    pieces = list(_pieces(root))
    sizes: Counter[int] = Counter()
    for piece, asides in pieces:
        sizes.update(dict.fromkeys(asides, len(piece)))
    most = _ASIDE_UP_TO * sum(len(piece) for piece, _ in pieces)
    large = {aside for aside, size in sizes.items() if size > most}  # a "sidebar-left" around the whole page
    held: list[str] = []
    was_aside = False
    for piece, asides in pieces:
        is_aside = not large.issuperset(asides)
        if piece == "\n" or is_aside != was_aside:
            yield from _tidy(held, is_aside=was_aside)
            held, was_aside = [], is_aside
        if piece != "\n":
            held.append(piece)
    yield from _tidy(held, is_aside=was_aside)


def _tidy(held: list[str], *, is_aside: bool) -> Iterator[tuple[str, bool]]:
    cells = (" ".join(cell.split()) for cell in "".join(held).split("\f"))
    line = "\t".join(cells).strip()
    if line:
        yield line, is_aside


def _pieces(root: "_Element") -> Iterator[tuple[str, tuple[int, ...]]]:
    """Walk without recursion; with each piece come the elements around it that set it aside.

    "\\n" ends a line, "\\f" a cell.
    """
    from lxml import etree

    asides: tuple[int, ...] = ()
    opened: list[int] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for number, (event, node) in enumerate(walk):
        name = node.tag if isinstance(node.tag, str) else ""
        sets_aside = _is_aside(node, name) and len(asides) < _ASIDES_IN_ASIDES
        if event == "start":
            if name in _BLOCKS:
                yield "\n", asides
            opened.append(len(asides))
            asides = (*asides, number) if sets_aside else asides
            if _is_unseen(node, name):
                walk.skip_subtree()
            elif node.text:
                yield _plain(node, name), asides
            continue
        asides = asides[: opened.pop()]
        if name in _BLOCKS:
            yield "\n", asides
        elif name in {"td", "th"}:
            yield "\f", asides
        if node.tail:
            yield node.tail, asides


def _plain(node: "_Element", name: str) -> str:
    return str(node.text) if name else ""


def _is_aside(node: "_Element", name: str) -> bool:
    if name in _NEVER_ASIDE:
        return False
    if name in _ASIDE or node.get("role") in _ASIDE_ROLES:
        return True
    return any(_ASIDE_CLASS.search(node.get(kind, "")[:500]) is not None for kind in ("class", "id"))


def _is_unseen(node: "_Element", name: str) -> bool:
    return (
        name in _UNSEEN
        or not name
        or node.get("hidden") is not None
        or bool(_HIDDEN.search(node.get("style", "")[:500]))
    )


def _main(page: str) -> str | None:
    """What `trafilatura` takes for the main content, on one line; None where it has no opinion."""
    if page.count("<") > _JUDGED_TAGS:
        return None
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs content
    try:
        main = trafilatura.extract(page, favor_recall=True, include_comments=True, include_tables=True)
    except Exception:  # noqa: BLE001 a second opinion: without it, nothing is set aside
        return None
    return " ".join(main.split()) if main else None


def _is_left_out(line: str, main: str | None) -> bool:
    if main is None or len(line.split()) > 8 or _SENTENCE.search(line):
        return False
    return " ".join(line.split()) not in main


def _join(lines: Iterable[tuple[str, bool]]) -> tuple[str, tuple[Stretch, ...]]:
    parts: list[str] = []
    aside: list[Stretch] = []
    at = 0
    for line, is_aside in lines:
        if is_aside:
            aside.append(Stretch(start=at, end=at + len(line)))
        parts.append(line)
        at += len(line) + 1
    set_aside = sum(stretch.end - stretch.start for stretch in aside)
    return "\n".join(parts), tuple(aside) if set_aside <= _ASIDE_UP_TO * at else ()


def _title(root: "_Element") -> str | None:
    stated = _metas(root)
    for name in _TITLES:
        if title := tidy_title(stated.get(name)):
            return title
    found = root.find(".//title")
    return tidy_title(found.text) if found is not None else None


def _metas(root: "_Element") -> dict[str, str]:
    found: dict[str, str] = {}
    for node in root.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        if name and node.get("content"):
            found.setdefault(str(name).lower(), str(node.get("content")))
    return found


def _published(root: "_Element") -> date | None:
    """The day the page states it was published; never a guess from other dates on it."""
    stated = _metas(root)
    candidates = [stated.get(name) for name in _DATES]
    candidates += [_from_json(node.text) for node in root.iter("script") if node.get("type") == "application/ld+json"]
    times = list(root.iter("time"))
    candidates += [
        node.get("datetime") for node in times if node.get("itemprop") == "datePublished" or "pubdate" in node.attrib
    ]
    days = {day for node in times if (day := _day(node.get("datetime")))}
    candidates += [day.isoformat() for day in days] if len(days) == 1 else []
    return next((day for each in candidates if (day := _day(each))), None)


def _from_json(text: str | None) -> str | None:
    try:
        ahead: list[Any] = [json.loads(text or "null")]  # whatever the page says
    except (ValueError, RecursionError):
        return None
    while ahead:
        node = ahead.pop(0)
        if isinstance(node, dict):
            if isinstance(node.get("datePublished"), str):
                return str(node["datePublished"])
            ahead += [node[name] for name in ("@graph", "mainEntity") if name in node]
        elif isinstance(node, list):
            ahead += node[:100]
    return None


def _day(text: str | None) -> date | None:
    found = _DAY.match(text or "")
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
