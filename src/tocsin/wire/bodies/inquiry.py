"""The bodies of an inquiry and of an answer to one."""

from tocsin.domain.inquiry import Extent, Ground, Haste, Question, Reply
from tocsin.wire.bodies.parts import SALT, name, one_of, require_format, tlp, words
from tocsin.wire.canonical import Json, decode, encode, rfc3339
from tocsin.wire.fields import base64url, from_outside, hex_digest, members, moment, octets
from tocsin.wire.limits import MAX_BODY

INQUIRY = "tocsin/inquiry/1"
ANSWER = "tocsin/inquiry-answer/1"


def inquiry_bytes(question: Question, *, salt: bytes) -> bytes:
    """Write the body of an inquiry."""
    body: Json = {
        "format": INQUIRY,
        "salt": base64url(salt),
        "person": {"name": question.name, "words": question.whom},
        "asked": question.asked,
        "reasons": question.reasons,
        "purpose": question.purpose,
        "legal_basis": question.legal_basis,
        "haste": question.haste,
        "restrictions": question.restrictions,
        "tlp": question.tlp,
        "contact": question.contact,
    }
    return encode(body)


def read_inquiry(data: bytes) -> Question:
    """Read the body of an inquiry; it must say whom, what, why and by what law."""
    names = ("format", "salt", "person", "asked", "reasons", "purpose", "legal_basis", "haste", "restrictions")
    body = members(decode(data, limit=MAX_BODY), *names, "tlp", "contact")
    require_format(body["format"], INQUIRY)
    octets(body["salt"], size=SALT)
    person = members(body["person"], "name", "words")
    with from_outside("schema"):
        question = Question(
            whom=words(person["words"]),
            name=None if person["name"] is None else name(person["name"]),
            asked=words(body["asked"]),
            reasons=words(body["reasons"]),
            purpose=words(body["purpose"]),
            legal_basis=words(body["legal_basis"]),
            haste=one_of(Haste, body["haste"]),
            restrictions=words(body["restrictions"]),
            tlp=tlp(body["tlp"]),
            contact=words(body["contact"]),
        )
        question.require_sense()
    return question


def answer_bytes(reply: Reply, *, about: str, salt: bytes) -> bytes:
    """Write the body of an answer to the inquiry of this message id."""
    body: Json = {
        "format": ANSWER,
        "salt": base64url(salt),
        "about": about,
        "extent": reply.extent,
        "said": reply.said,
        "ground": reply.ground,
        "part": reply.part,
        "restrictions": reply.restrictions,
        "until": None if reply.until is None else rfc3339(reply.until),
        "tlp": reply.tlp,
    }
    return encode(body)


def read_answer(data: bytes) -> tuple[str, Reply]:
    """Read the body of an answer: the inquiry's message id, and what is said to it."""
    names = ("format", "salt", "about", "extent", "said", "ground", "part", "restrictions", "until", "tlp")
    body = members(decode(data, limit=MAX_BODY), *names)
    require_format(body["format"], ANSWER)
    octets(body["salt"], size=SALT)
    with from_outside("schema"):
        reply = Reply(
            extent=one_of(Extent, body["extent"]),
            said=words(body["said"]),
            ground=None if body["ground"] is None else one_of(Ground, body["ground"]),
            part=words(body["part"]),
            restrictions=words(body["restrictions"]),
            until=None if body["until"] is None else moment(body["until"]),
            tlp=tlp(body["tlp"]),
        )
        reply.require_sense()
    return hex_digest(body["about"]), reply
