"""Every record a node can keep, for property tests: `any_record(Claim)` makes claims of every shape."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from markings import MARKINGS
from tocsin.domain.claim import Attribute, AttributeKind, ClaimId, Event
from tocsin.domain.counterpart import Agreement
from tocsin.domain.direct import Direct
from tocsin.domain.emergency import Emergency
from tocsin.domain.marking import Marking
from tocsin.domain.night import Danger
from tocsin.domain.notice import Notice
from tocsin.domain.recall import Fate
from tocsin.domain.report import Span
from tocsin.domain.transfer import Abroad
from tocsin.vocabulary.country import COUNTRIES
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.transfer import TransferGround


def _span(start, text):
    return Span(start=start, end=start + len(text), text=text)


# Within a thousand years, so that no clock that is worked out of them runs off the calendar.
_INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2900, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_NOTICES = st.builds(
    Notice,
    claims=st.lists(st.text().map(ClaimId), min_size=1).map(tuple),
    opened_at=_INSTANTS,
    answer_by=_INSTANTS,
)
_CODES = st.sampled_from(sorted(COUNTRIES))
_WORDS = st.text().filter(str.strip)
_OTHER_GROUNDS = st.sampled_from(sorted(set(TransferGround) - {TransferGround.STANDARD_CONTRACT}))


def any_record(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy for records of this type."""
    st.register_type_strategy(datetime, _INSTANTS)
    st.register_type_strategy(timedelta, st.timedeltas(timedelta(0), timedelta(days=36_500)))
    st.register_type_strategy(Span, st.builds(_span, st.integers(0, 10_000), st.text()))
    st.register_type_strategy(Notice, _NOTICES)
    st.register_type_strategy(Fate, st.builds(Fate, basis=_WORDS))
    st.register_type_strategy(Event, st.builds(Event, type=st.sampled_from(sorted(EVENT_TYPES))))
    st.register_type_strategy(Attribute, st.sampled_from(AttributeKind).flatmap(_attribute))
    st.register_type_strategy(
        Agreement,
        st.builds(
            Agreement,
            countries=st.frozensets(_CODES),
            regions=st.none() | st.frozensets(_CODES),
            legal_basis=_WORDS,
            purpose=_WORDS,
        ),
    )
    st.register_type_strategy(
        Abroad, st.builds(Abroad, signed_on=st.none(), notified_on=st.none(), ground=_OTHER_GROUNDS)
    )
    st.register_type_strategy(Direct, st.builds(Direct, necessity=_WORDS, route=_WORDS, authority=_WORDS))
    st.register_type_strategy(Marking, MARKINGS)
    is_so = st.just(True)  # noqa: FBT003
    st.register_type_strategy(Danger, st.builds(Danger, credible=is_so, specific=is_so, why=_WORDS))
    st.register_type_strategy(Emergency, st.builds(Emergency, threat=_WORDS, why_no_time=_WORDS))
    return st.from_type(kind)


def _attribute(kind: AttributeKind) -> st.SearchStrategy[Attribute]:
    is_state = kind in {AttributeKind.NATIONALITY, AttributeKind.COUNTRY}
    return st.builds(Attribute, kind=st.just(kind), value=_CODES if is_state else st.text())
