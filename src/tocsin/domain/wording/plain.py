"""How a claim reads in plain English. Sentences are composed from claims and from nothing else."""

from collections.abc import Iterable, Mapping
from datetime import date

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, PlaceRole, Role, Status, When
from tocsin.domain.entity import Entity, EntityKind, Form
from tocsin.domain.ids import EntityId
from tocsin.vocabulary.country import COUNTRIES
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.likelihood import Direction

_STATUS = {
    Status.OCCURRED: "took place",
    Status.ONGOING: "is under way",
    Status.PLANNED: "is planned",
    Status.ATTEMPTED: "was attempted",
    Status.THREATENED: "has been threatened",
    Status.ALLEGED: "is said to have taken place",
    Status.DENIED: "is denied",
    Status.POSSIBLE: "is possible",
    Status.CONDITIONAL: "is planned under a condition",
    Status.STATED: "is stated",
}
_PARTS = (
    (Role.PERPETRATOR, "by"),
    (Role.AUTHORITY, "by"),
    (Role.DETAINEE, "of"),
    (Role.TRAVELLER, "by"),
    (Role.ATTENDEE, "between"),
    (Role.SOURCE, "by"),
    (Role.RECIPIENT, "to"),
    (Role.VICTIM, "against"),
    (Role.TARGET, "aimed at"),
    (Role.SUBJECT, "concerning"),
    (Role.INSTRUMENT, "using"),
)
_PLACES = (
    (PlaceRole.TARGET, "aimed at"),
    (PlaceRole.AT, "in"),
    (PlaceRole.FROM, "from"),
    (PlaceRole.THROUGH, "through"),
    (PlaceRole.TO, "to"),
)
# Who comes right after the noun: "a killing of X".
_UNDERGONE = {
    **dict.fromkeys(("killing", "execution", "kidnapping", "hostage taking"), (Role.VICTIM, Role.TARGET)),
    **dict.fromkeys(("detention", "arrest", "release", "deportation", "extradition"), (Role.DETAINEE, Role.SUBJECT)),
    **dict.fromkeys(("interrogation", "trial", "search"), (Role.SUBJECT, Role.DETAINEE)),
}
_DOERS = {Role.PERPETRATOR, Role.AUTHORITY, Role.SOURCE}
_PEOPLE = {EntityKind.PERSON, EntityKind.GROUP}


def sentence(claim: Claim, entities: Mapping[EntityId, Entity]) -> str:
    """Write one claim as one sentence. An entity that is not in `entities` is "somebody"."""
    match claim.content:
        case Event():
            return _event(claim.content, claim.status, entities)
        case Attribute():
            return _attribute(claim.content, claim.status, entities)


def _name(entity: EntityId, entities: Mapping[EntityId, Entity]) -> str:
    known = entities.get(entity)
    if known is None:
        return "somebody"
    is_described = known.kind in _PEOPLE and all(mention.form is not Form.NAME for mention in known.mentions)
    needs_article = is_described and (known.kind is EntityKind.PERSON or known.name.startswith("group "))
    return _article(known.name) if needs_article else known.name


def enumerate_words(words: Iterable[str]) -> str:
    """Join words as a person would: "a, b and c"."""
    listed = list(dict.fromkeys(words))
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def _event(event: Event, status: Status, entities: Mapping[EntityId, Entity]) -> str:
    people = {role: [_name(p.entity, entities) for p in event.participants if p.role is role] for role in Role}
    undergone = next((role for role in _UNDERGONE.get(event.type, ()) if people[role]), None)
    words = [_capital(_article(event.type))]
    if undergone is not None:
        words += ["of", enumerate_words(people.pop(undergone))]
    words.append(_status(event, status))
    for role, preposition in _PARTS:
        if names := people.get(role):
            is_alone = role is Role.ATTENDEE and len(set(names)) == 1  # of whom the others may not be told
            words += ["with" if is_alone else preposition, enumerate_words(names)]
    for place, preposition in _PLACES:
        is_told = place is PlaceRole.TARGET and bool(people.get(Role.TARGET))  # what it is aimed at
        names = [_name(each.entity, entities) for each in event.places if each.role is place]
        if names:
            words += ["in" if is_told else preposition, enumerate_words(names)]
    if event.time is not None:
        words.append(f"({time_words(event.time)})")
    return " ".join(words) + _hedge(event) + "."


def _status(event: Event, status: Status) -> str:
    is_done = any(each.role in _DOERS for each in event.participants)
    if status is not Status.OCCURRED or not is_done:
        return _STATUS[status]
    return "was given" if EVENT_TYPES[event.type].family == "communication" else "was carried out"


def _hedge(event: Event) -> str:
    if event.likelihood is None:
        return ""
    if event.likelihood.term is not None:
        return f"; this is {event.likelihood.term}"
    if event.likelihood.direction is Direction.UP:
        return "; this is said to have become more likely"
    return "; this is said to have become less likely" if event.likelihood.direction is not None else ""


def _attribute(attribute: Attribute, status: Status, entities: Mapping[EntityId, Entity]) -> str:
    name = _capital(_name(attribute.entity, entities))
    known = entities.get(attribute.entity)
    verb = "are" if known is not None and known.kind is EntityKind.GROUP else "is"
    said = {Status.ALLEGED: f"{verb} said to be", Status.DENIED: f"{verb} said not to be"}.get(status, verb)
    quality = _quality(attribute, entities)
    if attribute.kind is AttributeKind.COUNTRY and country_name(attribute.value) == name:
        quality = "a country"  # not "Vietnam is in Vietnam"
    if status is not Status.STATED and attribute.kind is AttributeKind.ROLE:
        quality = quality.removeprefix("described as ")
        is_noun = known is not None and known.kind is EntityKind.PERSON and quality not in _STATES
        quality = _article(quality) if is_noun else quality
    if known is not None and known.kind not in _PEOPLE and attribute.kind is AttributeKind.NATIONALITY:
        return f"{name} {_BELONGS.get(status, 'belongs to')} {country_name(attribute.value)}."
    if verb == "are":
        quality = quality.replace("a national of", "nationals of").replace("a member of", "members of")
    return f"{name} {said} {quality}."


_STATES = {"wanted"}
_BELONGS = {Status.ALLEGED: "is said to belong to", Status.DENIED: "is said not to belong to"}
_QUALITIES = {
    AttributeKind.ALIAS: "also known as {}",
    AttributeKind.NATIONALITY: "a national of {}",
    AttributeKind.ORIGIN: "of origin {}",
    AttributeKind.BIRTHPLACE: "born in {}",
    AttributeKind.AGE: "{} years old",
    AttributeKind.COUNT: "{} in number",
    AttributeKind.MEMBERSHIP: "a member of {}",
    AttributeKind.COUNTRY: "in {}",
    AttributeKind.PROTECTED: "protected ({})",
    AttributeKind.ROLE: "described as {}",
}
_COUNTRIES = {AttributeKind.NATIONALITY, AttributeKind.COUNTRY, AttributeKind.ORIGIN, AttributeKind.BIRTHPLACE}


def _quality(attribute: Attribute, entities: Mapping[EntityId, Entity]) -> str:
    value = attribute.value
    if attribute.kind in _COUNTRIES:
        value = country_name(value)
    elif attribute.kind is AttributeKind.MEMBERSHIP:
        value = _name(EntityId(value), entities)
    elif attribute.kind is AttributeKind.ROLE:
        value = _role(attribute, entities)
    return _QUALITIES[attribute.kind].format(value)


def country_name(code: str) -> str:
    """Return the English name of a country, or the text itself where it is no code."""
    country = COUNTRIES.get(code)
    return country.name if country is not None else code


def _role(attribute: Attribute, entities: Mapping[EntityId, Entity]) -> str:
    where = [_name(each, entities) for each in (attribute.organisation, attribute.place) if each is not None]
    return f"{attribute.value} ({', '.join(where)})" if where else attribute.value


def says_nothing(claim: Claim, entities: Mapping[EntityId, Entity]) -> bool:
    """Say whether a sentence would be empty: "Ireland is in Ireland", "Two militants are militants"."""
    content = claim.content
    known = entities.get(content.entity) if isinstance(content, Attribute) else None
    if known is None or not isinstance(content, Attribute):
        return False
    name = known.name.casefold().removeprefix("the ")
    match content.kind:
        case AttributeKind.COUNTRY:
            return name == country_name(content.value).casefold()
        case AttributeKind.ALIAS:
            return name == content.value.casefold()
        case AttributeKind.ROLE:
            return content.value.casefold() in name
        case AttributeKind.COUNT:
            return known.kind is EntityKind.GROUP and known.count_text is not None
        case _:
            return False


def time_words(time: When) -> str:
    """Write a time as the text gave it, with the date it stands for where one is known."""
    placed = [day for day in (day_words(time.start), day_words(time.end)) if day is not None]
    said = time.text.strip()
    spelt = " to ".join(dict.fromkeys(placed))
    return f"{said}: {spelt}" if spelt and spelt.casefold() not in said.casefold() else said


def day_words(value: str | None) -> str | None:
    """Write a date for people; what is no date stays as it is."""
    if value is None:
        return None
    if value.startswith("--"):
        month, day = int(value[2:4]), int(value[5:7])
        return f"{day} {date(2000, month, 1):%B}, year not stated"
    try:
        found = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return f"{found.day} {found:%B %Y}"


def _article(noun: str) -> str:
    if noun in {
        "travel",
        "training",
        "financing",
        "recruitment",
        "arson",
        "hostage taking",
        "information sharing",
    }:
        return noun
    return f"an {noun}" if noun.casefold().startswith(("a", "e", "i", "o", "8", "11", "18")) else f"a {noun}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
