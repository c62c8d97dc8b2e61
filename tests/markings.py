"""Every marking there is, for property tests."""

from hypothesis import strategies as st

from tocsin.domain.marking import Marking, Reader, Restriction
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.iep import (
    AffectedPartyNotifications,
    Attribution,
    EncryptInTransit,
    PermittedActions,
    Policy,
    UnmodifiedResale,
)
from tocsin.vocabulary.tlp import Tlp

AMBER = Marking(tlp=Tlp.AMBER)
CODES = ("IE", "NO", "TZ", "DK")
ORGANISATIONS = ("Harbour Watch", "Coast Desk", "Lantern Desk")


def policies() -> st.SearchStrategy[Policy]:
    """Any policy of IEP 2.0."""
    return st.builds(
        Policy,
        permitted_actions=st.sampled_from(PermittedActions),
        affected_party_notifications=st.sampled_from(AffectedPartyNotifications),
        attribution=st.sampled_from(Attribution),
        encrypt_in_transit=st.sampled_from(EncryptInTransit),
        unmodified_resale=st.sampled_from(UnmodifiedResale),
    )


@st.composite
def markings(draw: st.DrawFn, organisations: tuple[str, ...] = ORGANISATIONS) -> Marking:
    """Any marking; organisations and countries come from small lists, so that they meet."""
    tlp = draw(st.sampled_from(Tlp))
    names = st.builds(Reader, name=st.sampled_from(["Ann", "Ben"]), organisation=st.sampled_from(organisations))
    words = st.builds(Restriction, text=st.sampled_from(["x", "y"]), read_by=st.sampled_from([None, "a-1"]))
    restrictions = draw(st.frozensets(words, max_size=2))
    codes = draw(st.frozensets(st.sampled_from([HandlingCode.H0, HandlingCode.H1, HandlingCode.H2])))
    return Marking(
        tlp=tlp,
        readers=draw(st.frozensets(names)) if tlp is Tlp.RED else frozenset(),
        policy=draw(policies()),
        codes=codes | {HandlingCode.H3} if restrictions else codes,
        restrictions=restrictions,
        originators=draw(st.frozensets(st.sampled_from(organisations), max_size=2)),
        releasable_to=draw(st.none() | st.frozensets(st.sampled_from([*CODES, *organisations]))),
    )


MARKINGS = markings()
