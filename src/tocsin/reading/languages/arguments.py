"""Arguments: who does a deed and to whom, where, from and to where, by how phrases stand to it.

Where the verb comes last (Turkish) a phrase's case says what it is, and the one whom a participle describes follows it.
Where complements follow the verb (French) prepositions do, and the subject goes before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tocsin.domain.claim import PlaceRole, Role
from tocsin.domain.entity import EntityKind
from tocsin.reading import lexicon
from tocsin.reading.languages.cast import Cast, follower
from tocsin.reading.languages.phrases import Phrase
from tocsin.reading.languages.sentences import Sentence
from tocsin.reading.languages.tongue import Tongue
from tocsin.reading.languages.triggers import Trigger

_SPOTS = {"at": PlaceRole.AT, "ki": PlaceRole.AT, "from": PlaceRole.FROM, "to": PlaceRole.TO}
_SPOTS |= {"through": PlaceRole.THROUGH, "by": PlaceRole.THROUGH}
_NEAR = 3  # words between a noun and what it governs
_THINGS = frozenset({EntityKind.FACILITY, EntityKind.EVENT, EntityKind.ORGANISATION})


@dataclass(slots=True)
class Arguments:
    """What fills the roles of one deed."""

    parts: list[tuple[Role, Phrase]] = field(default_factory=list)
    spots: list[tuple[PlaceRole, Phrase]] = field(default_factory=list)

    @property
    def phrases(self) -> Iterator[Phrase]:
        """Return everything that fills them."""
        yield from (phrase for _, phrase in self.parts)
        yield from (phrase for _, phrase in self.spots)


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence as one of its deeds sees it."""

    tongue: Tongue
    sentence: Sentence
    phrases: Sequence[Phrase]
    triggers: Sequence[Trigger]
    cast: Cast


def arguments(clause: Clause, trigger: Trigger, used: set[int]) -> Arguments:
    """Fill the roles of a deed; `used` holds what is the object of another already."""
    found = Arguments()
    subject = _subject(clause, trigger, used)
    own = list(_complements(clause, trigger))
    roles = _roles(trigger)
    befallen = _object(clause, trigger, own, subject)
    doers = [each for each in own if each.mark == "by" and (each.is_people or each.kind in _THINGS)]
    if trigger.voice == "passive" and trigger.family not in {"movement", "stays"}:
        befallen, subject = subject, next(iter(doers), None)
    if subject is not None and roles["subject"] and _may_do(roles["subject"], subject):
        found.parts.append((Role(roles["subject"]), subject))
    for phrase in [befallen] if befallen is not None else []:
        _befall(found, roles, phrase)
        used |= {id(phrase)} if trigger.voice == "active" else set()
    for phrase in own:
        if phrase is not befallen and phrase is not subject and phrase not in doers:
            _stand(found, trigger, roles, phrase)
    return found


def _roles(trigger: Trigger) -> dict[str, str]:
    table = lexicon.table("patterns")
    roles = {"subject": "", "people": "", "things": "", "place": ""}
    return roles | dict(table["family"].get(trigger.family, {})) | dict(table["type"].get(trigger.type, {}))


def _may_do(role: str, phrase: Phrase) -> bool:
    """Only people and armed groups attack or travel; only those in office arrest."""
    if role in {"perpetrator", "traveller", "attendee"}:
        return phrase.is_people or phrase.is_armed
    return phrase.is_people or phrase.kind is EntityKind.ORGANISATION


def _befall(found: Arguments, roles: dict[str, str], phrase: Phrase) -> None:
    if phrase.kind is EntityKind.PLACE:
        if roles["place"]:
            found.spots.append((PlaceRole(roles["place"]), phrase))
    elif phrase.is_people:
        if roles["people"]:
            found.parts.append((Role(roles["people"]), phrase))
    elif phrase.kind is EntityKind.WEAPON and roles["things"]:
        found.parts.append((Role.INSTRUMENT, phrase))
    elif roles["things"] and (phrase.kind is not EntityKind.ORGANISATION or roles["things"] != "subject"):
        found.parts.append((Role(roles["things"]), phrase))


def _stand(found: Arguments, trigger: Trigger, roles: dict[str, str], phrase: Phrase) -> None:
    """What a mark makes of a phrase in this deed."""
    is_violent = trigger.family in {"violence", "operation"}
    is_aim = phrase.mark == "against" or (is_violent and phrase.mark == "to")
    if is_aim or (is_violent and phrase.kind in _THINGS and phrase.mark in {"at", "ki"}):
        _befall(found, roles, phrase)
    elif phrase.kind is EntityKind.WEAPON and phrase.mark == "with" and is_violent:
        found.parts.append((Role.INSTRUMENT, phrase))
    elif phrase.kind in {EntityKind.PLACE, EntityKind.FACILITY, EntityKind.EVENT} and phrase.mark in _SPOTS:
        found.spots.append((_spot(trigger, phrase), phrase))
    elif phrase.kind is EntityKind.PLACE and trigger.family == "movement" and phrase.mark in {"of", "for"}:
        found.spots.append((PlaceRole.FROM if phrase.mark == "of" else PlaceRole.TO, phrase))


def _spot(trigger: Trigger, phrase: Phrase) -> PlaceRole:
    """ "Se rendre à" is a way there, not a stay there."""
    role = _SPOTS[phrase.mark]
    is_way = trigger.type in {"travel", "arrival", "deportation"} and role is PlaceRole.AT and phrase.mark == "at"
    return PlaceRole.TO if is_way and phrase.first > trigger.last else role


def _complements(clause: Clause, trigger: Trigger) -> Iterator[Phrase]:
    others = [each for each in clause.triggers if each is not trigger]
    if clause.tongue.verb_is_last:
        left = max((each.last for each in others if each.last < trigger.first), default=-1)
        inside = [each for each in clause.phrases if left < each.first and each.last < trigger.first]
        yield from inside
        return
    right = min((each.first for each in others if each.first > trigger.last), default=len(clause.sentence.words))
    is_first = not any(each.first < trigger.first for each in others)
    for phrase in clause.phrases:
        if trigger.last < phrase.first < right or (
            phrase.last < trigger.first and phrase.mark == "at" and phrase.kind is EntityKind.PLACE and is_first
        ):
            yield phrase


def _object(clause: Clause, trigger: Trigger, own: Sequence[Phrase], subject: Phrase | None) -> Phrase | None:
    if trigger.voice == "passive":
        return None
    if clause.tongue.verb_is_last:
        marked = [each for each in own if each.mark == "object" and each is not subject]
        return marked[-1] if marked else None
    for phrase in own:
        is_near = phrase.first - trigger.last <= _NEAR + (3 if trigger.voice == "active" else 0)
        wanted = {"of", "of?"} if trigger.voice == "noun" else {"", "of?"}
        if phrase.mark in wanted and is_near and phrase is not subject:
            return phrase
        if phrase.mark in {"", "of?", "by"}:
            return None
    return None


def _subject(clause: Clause, trigger: Trigger, used: set[int]) -> Phrase | None:
    if trigger.voice == "noun" and trigger.tie is None:
        return None
    later = follower(clause.tongue, clause.sentence, trigger.last, clause.phrases)
    if later is not None and trigger.type != "leading":  # "X'in liderliğindeki hücre": X leads, the cell is led
        return later
    if clause.tongue.verb_is_last:
        return _before_last_verb(clause, trigger, used)
    return _among(clause, trigger) or _before_verb(clause, trigger, used)


def _among(clause: Clause, trigger: Trigger) -> Phrase | None:
    """ "Quatre morts, dont deux soldats": those whom the deed befell are told after it."""
    words = clause.sentence.words
    after = range(trigger.last + 1, min(trigger.last + 1 + _NEAR, len(words)))
    at = next((at for at in after if words[at].key in clause.tongue.keys("among")), None)
    if trigger.voice != "passive" or at is None:
        return None
    return next((each for each in clause.phrases if at < each.first <= at + 2 and each.is_people), None)


def _before_last_verb(clause: Clause, trigger: Trigger, used: set[int]) -> Phrase | None:
    for phrase in reversed(clause.phrases):
        if (
            phrase.last < trigger.first
            and id(phrase) not in used
            and _is_human(phrase)
            and phrase.mark in {"", "of", "about"}
        ):
            return phrase
    return next(iter(clause.cast.topics.get(id(clause.sentence), ())), None)


def _before_verb(clause: Clause, trigger: Trigger, used: set[int]) -> Phrase | None:
    end = trigger.first if trigger.tie is None else min(trigger.tie, trigger.first)
    words = clause.sentence.words
    for at in range(end - 1, -1, -1):
        if words[at].key in clause.tongue.keys("relative"):
            return next((each for each in reversed(clause.phrases) if at - 2 <= each.last < at), None)
        if words[at].key in clause.tongue.keys("pronouns") and end - at <= 5:
            return next(iter(clause.cast.topics.get(id(clause.sentence), ())), None)
        phrase = next((each for each in clause.phrases if each.last == at), None)
        if phrase is None or id(phrase) in used or not _is_human(phrase):
            continue
        is_beside = trigger.voice == "passive" and end - at <= 2
        if phrase.is_bare or is_beside:
            return phrase
    return None


def _is_human(phrase: Phrase) -> bool:
    return phrase.is_people or phrase.kind is EntityKind.ORGANISATION
