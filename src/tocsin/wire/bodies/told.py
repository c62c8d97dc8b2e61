"""What is told wherever something is told: a claim, and the conditions under which it may be held."""

import re
from collections.abc import Iterable, Mapping

from tocsin.domain.assessment import Aspect, Field
from tocsin.domain.claim import Basis, Status
from tocsin.domain.errors import UntrustedError
from tocsin.domain.letter import Handling, SharedClaim, SharedSentence
from tocsin.vocabulary.source import SourceType
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.parts import MAX_CLAIMS, MAX_FIELDS, MAX_SENTENCES, day, name, one_of, tlp, words
from tocsin.wire.bodies.terms import TERMS, read_terms, terms_json
from tocsin.wire.canonical import Json
from tocsin.wire.fields import flag, items, members

_GRADE = re.compile(r"[A-F][1-6]")


def handling_json(handling: Handling) -> Json:
    """Write the conditions."""
    return {
        "tlp": handling.tlp,
        "legal_basis": handling.legal_basis,
        "purpose": handling.purpose,
        "onward": handling.onward,
        "review_on": handling.review_on.isoformat(),
        **terms_json(handling.terms),
    }


def read_handling(value: Json) -> Handling:
    """Read the conditions; `UntrustedError` with code `marking-unknown` where the label is none we know."""
    body = members(value, "tlp", "legal_basis", "purpose", "onward", "review_on", *TERMS)
    label, terms = tlp(body["tlp"]), read_terms(body)
    if bool(terms.readers) != (label is Tlp.RED):
        raise UntrustedError("TLP:RED names its readers, and nothing else does", code="marking-unknown")
    return Handling(
        tlp=label,
        legal_basis=words(body["legal_basis"]),
        purpose=words(body["purpose"]),
        onward=words(body["onward"]),
        review_on=day(body["review_on"]),
        terms=terms,
    )


def require_covered(handling: Handling, claims: Iterable[SharedClaim]) -> None:
    """Raise where a claim is marked more narrowly than the whole: it could be read in two ways."""
    if any(not each.tlp.within(handling.tlp) for each in claims):
        raise UntrustedError("a claim is marked more narrowly than the whole", code="marking-unknown")


def claim_json(claim: SharedClaim) -> Json:
    """Write a claim."""
    return {
        "name": claim.name,
        "says": claim.says,
        "status": claim.status,
        "basis": claim.basis,
        "grade": claim.grade,
        "source": claim.source,
        "tlp": claim.tlp,
        "fields": [field_json(each) for each in claim.fields],
    }


def read_claim(value: Json) -> SharedClaim:
    """Read a claim; `UntrustedError` with code `marking-unknown` where its label is none we know."""
    body = members(value, "name", "says", "status", "basis", "grade", "source", "tlp", "fields")
    grade = body["grade"]
    if grade is not None and (not isinstance(grade, str) or _GRADE.fullmatch(grade) is None):
        raise UntrustedError("a grade is a letter A to F and a digit 1 to 6", code="schema")
    return SharedClaim(
        name=name(body["name"]),
        says=words(body["says"]),
        status=one_of(Status, body["status"]),
        basis=one_of(Basis, body["basis"]),
        grade=grade,
        source=None if body["source"] is None else one_of(SourceType, body["source"]),
        tlp=tlp(body["tlp"]),
        fields=tuple(read_field(each) for each in items(body["fields"], limit=MAX_FIELDS)),
    )


def field_json(field: Field) -> Mapping[str, Json]:
    """Write one answer that a claim gives."""
    return {"aspect": field.aspect, "part": field.part, "value": field.value}


def read_field(value: Json) -> Field:
    """Read what `field_json` wrote."""
    body = members(value, "aspect", "part", "value")
    return Field(aspect=one_of(Aspect, body["aspect"]), part=words(body["part"], limit=64), value=words(body["value"]))


def sentence_json(sentence: SharedSentence) -> Json:
    """Write a sentence of the text. Its basis and its grade are those of its claims."""
    return {"says": sentence.says, "claims": list(sentence.claims), "likelihood": sentence.is_likelihood}


def read_sentences(value: Json, claims: Iterable[SharedClaim], text: str) -> tuple[SharedSentence, ...]:
    """Read the sentences. Each stands in the text and says claims of the body, all of one basis and of one grade."""
    known = {claim.name: claim for claim in claims}
    return tuple(_read_sentence(each, known, text) for each in items(value, limit=MAX_SENTENCES))


def _read_sentence(value: Json, known: Mapping[str, SharedClaim], text: str) -> SharedSentence:
    body = members(value, "says", "claims", "likelihood")
    says, names = words(body["says"]), tuple(name(each) for each in items(body["claims"], limit=MAX_CLAIMS))
    if not set(names) <= set(known) or says not in text:
        raise UntrustedError("a sentence does not stand in the text, or says no claim of the body", code="schema")
    judged = {(known[each].basis, known[each].grade) for each in names}
    if len(judged) != 1:
        raise UntrustedError("a sentence says claims of one basis and of one grade", code="schema")
    ((basis, grade),) = judged
    is_likelihood = flag(body["likelihood"])
    return SharedSentence(
        says=says, claims=names, basis=basis, grade=None if is_likelihood else grade, is_likelihood=is_likelihood
    )
