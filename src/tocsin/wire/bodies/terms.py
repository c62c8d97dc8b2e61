"""The terms on which something is told: what of a marking binds its recipient, beside the label."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from enum import StrEnum
from typing import TypeVar

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.domain.terms import Terms
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.iep import (
    AffectedPartyNotifications,
    Attribution,
    EncryptInTransit,
    PermittedActions,
    Policy,
    UnmodifiedResale,
)
from tocsin.wire.bodies.parts import words
from tocsin.wire.canonical import Json
from tocsin.wire.fields import flag, from_outside, is_text, items, members, text

E = TypeVar("E", bound=StrEnum)

TERMS = ("readers", "policy", "codes", "restrictions", "ask_first")
UNKNOWN = "marking-unknown"
MAX_READERS = 50
MAX_NAME = 200
MAX_RESTRICTIONS = 50
_STATEMENTS = tuple(each.name for each in fields(Policy))


def terms_json(terms: Terms) -> Mapping[str, Json]:
    """Write the terms; `InvalidError` where they are more than a letter carries."""
    if len(terms.readers) > MAX_READERS or len(terms.restrictions) > MAX_RESTRICTIONS:
        raise InvalidError("too many readers or restrictions for one letter: at most 50 of each")
    if any(not is_text(each, limit=MAX_NAME) for each in terms.readers):
        raise InvalidError("a reader is named on one line of at most 200 characters")
    return {
        "readers": list(terms.readers),
        "policy": asdict(terms.policy),
        "codes": list(terms.codes),
        "restrictions": list(terms.restrictions),
        "ask_first": terms.ask_first,
    }


def read_terms(body: Mapping[str, Json]) -> Terms:
    """Read the terms; `UntrustedError` with code `marking-unknown` where a word is none we know."""
    readers = [text(each, limit=MAX_NAME) for each in items(body["readers"], limit=MAX_READERS)]
    codes = [_word(HandlingCode, each) for each in items(body["codes"], limit=len(HandlingCode))]
    restrictions = [words(each) for each in items(body["restrictions"], limit=MAX_RESTRICTIONS)]
    for each in (readers, codes, restrictions):
        if each != sorted(set(each)):
            raise UntrustedError("what a marking lists is in order, each once", code="schema")
    with from_outside(UNKNOWN):
        return Terms(
            readers=tuple(readers),
            policy=_policy(body["policy"]),
            codes=tuple(codes),
            restrictions=tuple(restrictions),
            ask_first=flag(body["ask_first"]),
        )


def _policy(value: Json) -> Policy:
    said = members(value, *_STATEMENTS)
    return Policy(
        permitted_actions=_word(PermittedActions, said["permitted_actions"]),
        affected_party_notifications=_word(AffectedPartyNotifications, said["affected_party_notifications"]),
        attribution=_word(Attribution, said["attribution"]),
        encrypt_in_transit=_word(EncryptInTransit, said["encrypt_in_transit"]),
        unmodified_resale=_word(UnmodifiedResale, said["unmodified_resale"]),
    )


def _word(kind: type[E], value: Json) -> E:
    """Read a word of a marking: one that we do not know may forbid anything."""
    if not isinstance(value, str) or value not in set(kind):
        raise UntrustedError("a marking says what we do not know", code=UNKNOWN)
    return kind(value)
