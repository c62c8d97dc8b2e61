"""Withheld facts, drawn at random, each in a small notice of which a counterpart holds another part."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from leaks.spelling import words
from tocsin.domain.claim import AttributeKind, Claim, Event, Role, When
from tocsin.domain.entity import Entity, EntityKind, Form, Mention
from tocsin.domain.ids import EntityId
from tocsin.domain.leaks.secrets import Portion, SecretMark, Secrets, gather
from tocsin.domain.report import Span
from tocsin.domain.rule import Rule
from tocsin.domain.tearline import Withheld
from tocsin.domain.wording.plain import sentence
from worlds import a_claim, an_event, said

TODAY = date(2026, 11, 22)
GIVEN = words(
    "Salim Baba Tomas Ann Yusuf Kerem Defne Ayşe Mehmet Çağla Oğuz Şirin İlker Nadia Karim Sofiane Driss Hafsa "
    "Bilal Anouk Luc Margaux Théo Piet Femke Joost Ingrid Åsa Søren Mikkel Olga Dmitri Sergei Oksana Tadeusz "
    "Wanda Zoltán Ilona Petros Eleni Stavros Kwame Abena Chidi Ngozi Tariq Leyla Farid Samira Rustam Aziza Marek "
    "Jana Goran Vesna"
)
FAMILY = words(
    "Faru Kidege Lund Ravn Demirtepe Yalçınkaya Kocabaş Özgüneş Benkacem Tahrouni Mezgheldi Ouldzeid Vandermolen "
    "Hoekzema Delacombe Morvanec Skarholt Bjerregard Lindqvester Petrushenko Volgarev Zaleskowicz Kovarnik "
    "Halmosi Stathakopoulos Papadimidis Mensakwa Okonjide Rahmatullin Karimzadeh Husseinoglu Darvishan Novotrebny "
    "Brankovac Tserelidze Harutunov Alvarinho Quintesa Ferrabosco Grimaldesi Tanaskovic Oyelaran Wachukwu "
    "Dzhabrailov Sulemanovic Abarkouh Tamimdar Zerrouf"
)
FIRST = words(
    "Ash Lantern River Iron Northern Silver Crimson Hidden Broken Morning Desert Thunder Olive Amber Falcon Copper"
)
SECOND = words("Column Banner Dawn Spear Harvest Covenant Lions Vanguard Shepherds Pillars Torches Horizon")
PLACES = words(
    "Arklow Bergstad Pembanga Odensholm Kirazlıtepe Vallombreuse Tarnogora Selcanköy Drenovica Hammerfold "
    "Oudewaard Fuentelviento Mazraat Karabulak Szentmarton Lykotrypa Nordhavre Ballycarrow Djebelia Ksarouen"
)
STATES = ("NO", "TZ", "DK", "PL", "GR", "MA", "SE", "HU", "KE", "PE", "TR", "FR", "NL", "BE", "IT", "ES")
_WORDS = words(
    "convoy harbour crates midnight warehouse courier driver bridge ferry market signal basement rifles fuel "
    "timer uniforms passports border checkpoint orchard quarry tunnel antenna ledger lantern anchor canvas barrel "
    "cellar"
)
_VERBS = words("moved hid counted watched bought carried buried painted followed repaired loaded emptied")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something withheld, and the secrets of the notice it is withheld from."""

    value: str  # the name, the file, the quote; for others as a person would write it
    number: int = 0
    day: date = TODAY
    code: str = ""
    secrets: Secrets
    said: str  # what the counterpart is told
    chance: random.Random = field(default_factory=lambda: random.Random(0))


def _entity(name: str, kind: EntityKind, count: int | None = None) -> Entity:
    span = Span(start=0, end=len(name), text=name)
    form = Form.NOMINAL if kind is EntityKind.GROUP else Form.NAME
    return Entity(
        id=EntityId(f"e-{name}"), kind=kind, name=name, mentions=(Mention(span=span, form=form),), count=count
    )


_TOLD = _entity("Henrik Aalborg", EntityKind.PERSON)
_TOLD_PLACE = _entity("Waterford", EntityKind.PLACE)


def _fact(
    rng: random.Random,
    value: str,
    claim: Claim,
    *entities: Entity,
    because: Rule = Rule.NOT_THEIRS,
    marks: tuple[SecretMark, ...] = (),
    **more: object,
) -> Fact:
    told = an_event("attack", by=(_TOLD.id,), target=_TOLD_PLACE.id)
    shared = a_claim("c-told", told, evidence=(_span("He plans it"),))
    known = {each.id: each for each in (_TOLD, _TOLD_PLACE, *entities)}
    withheld = (Withheld(claim=claim.id, because=because),)
    portion = Portion(
        claims=(shared, claim),
        shared=(shared,),
        withheld=withheld,
        entities=known,
        states=frozenset({"IE", "PT"}),
        organisations=("Garda Liaison", "Lisbon Desk"),
    )
    return Fact(value=value, secrets=gather(portion, marks), said=sentence(shared, known), chance=rng, **more)


def _span(words: str) -> Span:
    return Span(start=0, end=len(words), text=words)


def _invented(rng: random.Random) -> str:
    """A name that nobody bears and no list has."""
    onsets, vowels = words("b d f g h k l m n p r s t v z ch sh kh dr br st"), "aeiou"
    word = "".join(rng.choice(onsets) + rng.choice(vowels) for _ in range(rng.randrange(2, 5)))
    return (word + rng.choice(("", "n", "r", "s", "k", "v"))).title()


def a_person(rng: random.Random) -> Fact:
    family = rng.choice(FAMILY) if rng.random() < 0.5 else _invented(rng)
    name = f"{rng.choice(GIVEN)} {family}"
    entity = _entity(name, EntityKind.PERSON)
    because = rng.choice((Rule.NOT_THEIRS, Rule.GATE, Rule.PROTECTED))
    claim = a_claim("c-1", an_event("travel", by=(entity.id,), role=Role.TRAVELLER))
    return _fact(rng, name, claim, entity, because=because)


def an_alias(rng: random.Random) -> Fact:
    entity = _entity("Ilse Winterbourne", EntityKind.PERSON)
    told = f"the {rng.choice(FIRST)} {rng.choice(SECOND)[:-1]}er"
    alias = rng.choice((f"Abu {rng.choice(GIVEN)}", told, f"{rng.choice(FAMILY)[:5]}ov"))
    return _fact(rng, alias, a_claim("c-1", said(entity.id, AttributeKind.ALIAS, alias)), entity)


def an_organisation(rng: random.Random) -> Fact:
    name = f"{rng.choice(FIRST)} {rng.choice(SECOND)}"
    if rng.random() < 0.5:
        name = f"{name} {rng.choice(('Front', 'Movement', 'Brigade', 'Council'))}"
    entity = _entity(name, EntityKind.ORGANISATION)
    return _fact(rng, name, a_claim("c-1", an_event("attack", by=(entity.id,))), entity)


def a_place(rng: random.Random) -> Fact:
    name = rng.choice(PLACES) if rng.random() < 0.5 else _invented(rng)
    entity = _entity(name, EntityKind.PLACE)
    return _fact(rng, name, a_claim("c-1", an_event("attack", at=entity.id)), entity)


def a_state(rng: random.Random) -> Fact:
    code = rng.choice(STATES)
    entity = _entity("Ilse Winterbourne", EntityKind.PERSON)
    kind = rng.choice((AttributeKind.NATIONALITY, AttributeKind.COUNTRY, AttributeKind.ORIGIN))
    return _fact(rng, code, a_claim("c-1", said(entity.id, kind, code)), entity, code=code)


def a_count(rng: random.Random) -> Fact:
    number = rng.randrange(2, 400)
    entity = _entity(f"group of {number} porters", EntityKind.GROUP, number)
    return _fact(rng, str(number), a_claim("c-1", an_event("travel", by=(entity.id,))), entity, number=number)


def an_age(rng: random.Random) -> Fact:
    number = rng.randrange(14, 80)
    entity = _entity("Ilse Winterbourne", EntityKind.PERSON)
    return _fact(
        rng, str(number), a_claim("c-1", said(entity.id, AttributeKind.AGE, str(number))), entity, number=number
    )


def a_day(rng: random.Random) -> Fact:
    day = TODAY + timedelta(days=rng.randrange(-200, 200))
    value = day.isoformat() if rng.random() < 0.7 else f"-{day:-%m-%d}"
    time = When(text="then", start=value, end=value, precision="day")
    event = an_event("attack")
    return _fact(rng, value, a_claim("c-1", Event(type="attack", trigger=event.trigger, time=time)), day=day)


_FEASTS = {
    "Christmas Eve": "12-24",
    "Boxing Day": "12-26",
    "New Year’s Eve": "12-31",
    "Bastille Day": "07-14",
    "Halloween": "10-31",
    "Toussaint": "11-01",
    "Nowruz": "03-21",
    "Cumhuriyet Bayramı": "10-29",
    "Easter Monday": "04-05",  # it moves
    "the feast of the patron": "09-08",  # of whom?
}


def a_feast(rng: random.Random) -> Fact:
    feast = rng.choice([*_FEASTS])
    value = f"{rng.choice(('2026', '2027', '-'))}-{_FEASTS[feast]}"
    time = When(text="then", start=value, end=value, precision="day")
    event = an_event("attack")
    return _fact(rng, feast, a_claim("c-1", Event(type="attack", trigger=event.trigger, time=time)))


def a_quote(rng: random.Random) -> Fact:
    parts = [f"they {rng.choice(_VERBS)} the {rng.choice(_WORDS)} near the {rng.choice(_WORDS)}" for _ in range(2)]
    text = " and ".join(parts)
    return _fact(rng, text, a_claim("c-1", an_event("meeting"), evidence=(_span(text),)))


def a_mark(rng: random.Random) -> Fact:
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    code = "".join(rng.choice(letters) for _ in range(8))
    value = rng.choice(
        (
            f"{rng.choice('ncert')}-{code}",
            f"ops_{rng.choice(_WORDS)}-{rng.randrange(10, 99)}.docx",
            f"{rng.choice('ABCKPU')}{rng.randrange(10**6, 10**8)}",
            f"+{rng.randrange(10**10, 10**12)}",
        )
    )
    return _fact(rng, value, a_claim("c-1", an_event("meeting")), marks=(SecretMark(text=value, claim=None),))
