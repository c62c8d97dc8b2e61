"""Every record a node can keep, for property tests: `any_record(Claim)` makes claims of every shape."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from tocsin.domain.claim import ClaimId
from tocsin.domain.notice import Notice
from tocsin.domain.report import Span


def _span(start, text):
    return Span(start=start, end=start + len(text), text=text)


_INSTANTS = st.datetimes(timezones=st.just(UTC))
_NOTICES = st.builds(
    Notice,
    claims=st.lists(st.text().map(ClaimId), min_size=1).map(tuple),
    opened_at=_INSTANTS,
    answer_by=_INSTANTS,
)


def any_record(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy for records of this type."""
    st.register_type_strategy(datetime, _INSTANTS)
    st.register_type_strategy(Span, st.builds(_span, st.integers(0, 10_000), st.text()))
    st.register_type_strategy(Notice, _NOTICES)
    return st.from_type(kind)
