"""The rules of release: what each of them says, and in which order they are asked. `domain.policy` asks them.

There are three kinds, each with its table at the end of this page:

- `ON_CLAIMS`: may the claim go at all? `(claim, view, agreement) -> Objection | None`
- `ON_PEOPLE`: may this person be made known to them, in whatever claim? `(person, view, agreement) -> bool`
- `ON_PARTS`: may this person, place or thing stand in the claim? `(claim, part, view, agreement) -> bool`

To add a rule: a member of `domain.rule.Rule`, with its reason and what would change it; a function here; a line in a
table. The preview, the sender, `release explain` and the generator of random notices all take it from here. A rule
reads facts from the `View` and grants from the `Agreement`, and never looks anything up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, PlaceRole, Review, Role
from tocsin.domain.counterpart import Agreement
from tocsin.domain.ids import EntityId
from tocsin.domain.lawful import lacks
from tocsin.domain.marking import UNMARKED
from tocsin.domain.rule import Rule
from tocsin.domain.view import View, is_target, is_threat
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.iep import EncryptInTransit
from tocsin.vocabulary.law import DataCategory
from tocsin.vocabulary.tlp import Tlp

_CATEGORIES = {
    AttributeKind.ALIAS: DataCategory.IDENTITY,
    AttributeKind.AGE: DataCategory.IDENTITY,
    AttributeKind.COUNT: DataCategory.IDENTITY,
    AttributeKind.NATIONALITY: DataCategory.NATIONALITY,
    AttributeKind.COUNTRY: DataCategory.WHEREABOUTS,
    AttributeKind.ROLE: DataCategory.AFFILIATION,
    AttributeKind.MEMBERSHIP: DataCategory.AFFILIATION,
}
_FROM = frozenset({AttributeKind.ORIGIN, AttributeKind.BIRTHPLACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why a whole claim stays here. `about` names whose consent is missing, or what else the rule speaks of."""

    rule: Rule
    about: tuple[str, ...] = ()


def hidden(person: EntityId, view: View) -> Rule | None:
    """Return the rule by which somebody must not be made known to the recipient, in whatever claim."""
    if person not in view.hidden:
        agreement = view.recipient.agreement
        view.hidden[person] = next((rule for rule, objects in ON_PEOPLE if objects(person, view, agreement)), None)
    return view.hidden[person]


def expired(_: Claim, view: View, agreement: Agreement) -> Objection | None:
    """An agreement that nobody reviewed in time grants nothing."""
    return Objection(rule=Rule.AGREEMENT_EXPIRED) if agreement.review_on < view.today else None


def not_theirs(claim: Claim, view: View, _: Agreement) -> Objection | None:
    """An event goes only to those whom it concerns; what is said of people follows them."""
    is_beside = isinstance(claim.content, Event) and claim.id not in view.basis
    return Objection(rule=Rule.NOT_THEIRS) if is_beside else None


def not_reviewed(claim: Claim, _: View, __: Agreement) -> Objection | None:
    """What a machine says, or what somebody rejected, goes nowhere."""
    return Objection(rule=Rule.NOT_REVIEWED) if claim.review is not Review.CONFIRMED else None


def not_marked(claim: Claim, _: View, __: Agreement) -> Objection | None:
    """Unknown is not free."""
    return Objection(rule=Rule.NOT_MARKED) if claim.marking == UNMARKED else None


def above_ceiling(claim: Claim, _: View, agreement: Agreement) -> Objection | None:
    """TLP counts up to what the agreement lets them hold."""
    return None if claim.marking.tlp.within(agreement.ceiling) else Objection(rule=Rule.CEILING)


def names_no_reader(claim: Claim, view: View, _: Agreement) -> Objection | None:
    """RED is for persons: an organisation of which it names nobody does not get it."""
    is_red = claim.marking.tlp is Tlp.RED
    return Objection(rule=Rule.NO_READER) if is_red and not claim.marking.readers_in(view.recipient.name) else None


def not_releasable(claim: Claim, view: View, agreement: Agreement) -> Objection | None:
    """A list of those who may hold it is complete."""
    is_listed = claim.marking.is_releasable_to(view.recipient.name, agreement.countries)
    return None if is_listed else Objection(rule=Rule.NOT_RELEASABLE)


def restriction_unread(claim: Claim, _: View, __: Agreement) -> Objection | None:
    """No rule understands words: a person has to."""
    return Objection(rule=Rule.RESTRICTION_UNREAD) if claim.marking.unread else None


def no_consent(claim: Claim, view: View, _: Agreement) -> Objection | None:
    """What is somebody else's goes on with their consent (third-party rule, H2); with nobody to ask, not at all."""
    consented = view.recipient.consents.get(claim.id, frozenset())
    missing = claim.marking.awaits(view.recipient.name, consented)
    is_nobodys = HandlingCode.H2 in claim.marking.codes and not claim.marking.originators
    return Objection(rule=Rule.CONSENT, about=missing) if missing or is_nobodys else None


def not_let_go(claim: Claim, view: View, _: Agreement) -> Objection | None:
    """What a counterpart told us goes on as it answered: not at all, in part, or when it has."""
    refused = view.recipient.refused.get(claim.id)
    return None if refused is None else Objection(rule=refused)


def in_the_open(claim: Claim, view: View, _: Agreement) -> Objection | None:
    """Paper is not encrypted."""
    must = claim.marking.policy.encrypt_in_transit is EncryptInTransit.MUST
    return Objection(rule=Rule.IN_THE_OPEN) if must and view.recipient.is_by_hand else None


def special_category(claim: Claim, _: View, __: Agreement) -> Objection | None:
    """Where somebody comes from routes nothing and helps nobody to recognise them."""
    attribute = claim.content
    is_origin = isinstance(attribute, Attribute) and attribute.kind in _FROM
    return Objection(rule=Rule.ORIGIN) if is_origin else None


def says_who_is_protected(claim: Claim, _: View, __: Agreement) -> Objection | None:
    """That somebody is protected is itself what protects them, or endangers them."""
    attribute = claim.content
    is_protection = isinstance(attribute, Attribute) and attribute.kind is AttributeKind.PROTECTED
    return Objection(rule=Rule.PROTECTED) if is_protection else None


def no_law(claim: Claim, view: View, _: Agreement) -> Objection | None:
    """What is said of people leaves with everything the law asks for, or stays (LED art. 4, 6, 10)."""
    missing = lacks(claim, view.entities, view.today)
    return Objection(rule=Rule.NO_LAW, about=(missing,)) if missing is not None else None


def purpose_not_covered(claim: Claim, _: View, agreement: Agreement) -> Objection | None:
    """What we hold for one purpose is not passed on for another."""
    is_covered = claim.personal is None or claim.personal.purpose in agreement.purposes
    return None if is_covered else Objection(rule=Rule.PURPOSE)


def kind_not_covered(claim: Claim, view: View, agreement: Agreement) -> Objection | None:
    """The agreement lists the kinds of data about people; where a town lies is none."""
    content = claim.content
    is_about_things = isinstance(content, Attribute) and not view.is_human(content.entity)
    kind = _CATEGORIES.get(content.kind) if isinstance(content, Attribute) else DataCategory.EVENT
    if is_about_things or kind is None or kind in agreement.data:
        return None
    return Objection(rule=Rule.CATEGORY, about=(kind,))


def about_somebody_hidden(claim: Claim, view: View, _: Agreement) -> Objection | None:
    """What is said of somebody hidden stays here whole; an event without them goes if it is aimed at somewhere."""
    content = claim.content
    if isinstance(content, Attribute):
        named = (content.entity, content.organisation, content.place, EntityId(content.value))
        rules = (hidden(each, view) for each in named if each is not None and each in view.entities)
        rule = next((each for each in rules if each is not None), None)
        return Objection(rule=rule) if rule is not None else None
    everybody = [each.entity for each in content.participants]
    if everybody and all(hidden(each, view) for each in everybody) and not _still_aims(claim, view):
        rule = hidden(everybody[0], view)
        return Objection(rule=rule) if rule is not None else None
    return None


def elsewhere(claim: Claim, view: View, agreement: Agreement) -> Objection | None:
    """An event all of whose known places lie outside the agreement's regions is none of theirs."""
    event = claim.content
    if not isinstance(event, Event):
        return None
    states = [view.states_of(each.entity) for each in event.places]
    is_outside = any(states) and not any(_is_covered(each, agreement) for each in states if each)
    return Objection(rule=Rule.REGION) if is_outside else None


def is_protected_from_them(person: EntityId, view: View, agreement: Agreement) -> bool:
    """Who fled may be known by where they come from and by nothing else: that state does not hear of them."""
    if not view.known(person, AttributeKind.PROTECTED):
        return False
    kinds = (AttributeKind.NATIONALITY, *_FROM)
    from_there = {country for kind in kinds for country in view.known(person, kind) & agreement.countries}
    return any((country, person) not in view.recipient.lifted for country in from_there)


def waits_at_gate(person: EntityId, view: View, agreement: Agreement) -> bool:
    """A state hears of its own national, or of whom it may hold, once that was weighed by people."""
    if not view.is_identifiable(person):
        return False
    own = view.known(person, AttributeKind.NATIONALITY) & agreement.countries
    is_let_through = all((country, person) in view.recipient.cleared for country in own)
    return not is_let_through or person in view.recipient.guarded


def such_people_not_covered(person: EntityId, view: View, agreement: Agreement) -> bool:
    """The agreement lists the categories of people about whom they may hold something (LED art. 6)."""
    return view.is_identifiable(person) and not view.categories_of(person) <= agreement.subjects


def is_not_for_companies(person: EntityId, view: View, agreement: Agreement) -> bool:
    """Whoever is no authority hears of somebody only where that is strictly necessary, in this case (LED art. 39)."""
    return not agreement.is_authority and view.is_identifiable(person) and person not in view.recipient.directly


def is_others_target(claim: Claim, part: EntityId, view: View, agreement: Agreement) -> bool:
    """Whom else an attack is aimed at is for them to hear."""
    states = view.states_of(part)
    return is_target(claim, part) and bool(states) and not states & (agreement.countries | view.home)


def is_others_detainee(claim: Claim, part: EntityId, view: View, agreement: Agreement) -> bool:
    """Who is held beside their national is for his own state to hear, through its own gate."""
    event = claim.content
    if not isinstance(event, Event) or EVENT_TYPES[event.type].family != "custody":
        return False
    is_held = any(each.entity == part and each.role is Role.DETAINEE for each in event.participants)
    states = view.known(part, AttributeKind.NATIONALITY)
    return is_held and bool(states) and not states & agreement.countries


def lies_elsewhere(_: Claim, part: EntityId, view: View, agreement: Agreement) -> bool:
    """A place outside the agreement's regions drops out of what goes."""
    states = set() if view.is_human(part) else view.said(part, AttributeKind.COUNTRY)
    return bool(states) and not _is_covered(states, agreement)


def _still_aims(claim: Claim, view: View) -> bool:
    """Say whether something that concerns the recipient is left of an event once its people are out of it."""
    places = {PlaceRole.TARGET, PlaceRole.TO} | ({PlaceRole.AT} if is_threat(claim) else set())
    event, agreement = claim.content, view.recipient.agreement
    return isinstance(event, Event) and any(
        each.role in places and not any(objects(claim, each.entity, view, agreement) for _, objects in ON_PARTS)
        for each in event.places
    )


def _is_covered(states: set[str], agreement: Agreement) -> bool:
    return agreement.regions is None or bool(states & agreement.regions)


_OfClaim: TypeAlias = Callable[[Claim, View, Agreement], Objection | None]
_OfPerson: TypeAlias = Callable[[EntityId, View, Agreement], bool]
_OfPart: TypeAlias = Callable[[Claim, EntityId, View, Agreement], bool]

ON_CLAIMS: tuple[_OfClaim, ...] = (
    expired,
    not_theirs,
    not_reviewed,
    not_marked,
    above_ceiling,
    names_no_reader,
    not_releasable,
    restriction_unread,
    not_let_go,
    no_consent,
    in_the_open,
    special_category,
    says_who_is_protected,
    no_law,
    purpose_not_covered,
    kind_not_covered,
    elsewhere,
    about_somebody_hidden,
)
ON_PEOPLE: tuple[tuple[Rule, _OfPerson], ...] = (
    (Rule.PROTECTED, is_protected_from_them),
    (Rule.GATE, waits_at_gate),
    (Rule.CATEGORY, such_people_not_covered),
    (Rule.NO_AUTHORITY, is_not_for_companies),
)
ON_PARTS: tuple[tuple[Rule, _OfPart], ...] = (
    (Rule.OTHERS_TARGET, is_others_target),
    (Rule.OTHERS_DETAINEE, is_others_detainee),
    (Rule.REGION, lies_elsewhere),
)
