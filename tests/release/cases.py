"""Random notices, markings, agreements and decisions, in which every fact is a word of its own: a canary.

Wherever a canary turns up that may not, something leaked, and the word says which fact it was.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from markings import AMBER, markings
from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, Review
from tocsin.domain.counterpart import Agreement
from tocsin.domain.entity import Entity, EntityKind, Mention
from tocsin.domain.ids import ClaimId, EntityId, ReportId
from tocsin.domain.marking import Marking
from tocsin.domain.personal import Personal
from tocsin.vocabulary.law import SPECIAL, DataCategory, Purpose, Special, SubjectCategory
from tocsin.vocabulary.tlp import Tlp
from worlds import CODES, World, a_claim, a_span, an_event, said, worlds

TOLD = ("Bravo", "Charlie", "Dagny", "Eddavik")  # two with a node, two by hand
_OTHER = " ".join(["Xyotherax"] * 500)
_PLAIN = ("c-plain-event", "c-plain-country")
_LETTERS = "bcdfghklmnprstvz"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One example. `gates`: of each state, whether it may hear of who stands at its gate; None: nobody weighed it."""

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    agreements: dict[str, Agreement]
    gates: dict[str, bool | None]
    decided: dict[str, bool]
    at_night: dict[str, bool]  # who is told the minimum, by one person
    rejected: frozenset[str]  # claims that somebody rejects once the notice is open

    @property
    def facts(self) -> set[str]:
        """Every canary that stands for something said in a claim or a marking."""
        found = {word for each in self.entities for word in canaries(each.name)}
        return found.union(*(set(_of_claim(claim)) for claim in self.claims))


def elsewise(case: Case, words: set[str]) -> Case:
    """The same case, in which these facts are others, and longer to write."""

    def other(text: str) -> str:
        return " ".join(f"{word} {_OTHER}" if word in words else word for word in text.split(" "))

    return replace(
        case,
        entities=tuple(_called(each, other(each.name)) for each in case.entities),
        claims=tuple(_said_elsewise(claim, other) for claim in case.claims),
    )


def _said_elsewise(claim: Claim, other: Callable[[str], str]) -> Claim:
    content, marking = claim.content, claim.marking
    if isinstance(content, Attribute) and content.kind in {AttributeKind.ALIAS, AttributeKind.ROLE}:
        content = replace(content, value=other(content.value))
    restrictions = frozenset(replace(each, text=other(each.text)) for each in marking.restrictions)
    return replace(claim, content=content, marking=replace(marking, restrictions=restrictions))


def canary(number: int) -> str:
    """A word that is no word, one for each number, and never a part of another."""
    digits = []
    for _ in range(5):
        number, digit = divmod(number, len(_LETTERS))
        digits.append(_LETTERS[digit])
    return "Xy" + "o".join(digits) + "ax"


def canaries(text: str) -> Iterator[str]:
    """The canaries in a text, whole words only."""
    for word in text.replace(",", " ").replace(".", " ").split():
        if word.startswith("Xy") and word.endswith("ax"):
            yield word


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A world whose every name is a canary, with markings and agreements of every kind."""
    world = draw(worlds())
    plain = _plain_threat() if draw(st.booleans()) else ()
    entities, claims = _renamed(replace(world, claims=(*world.claims, *plain)))
    stands_as = {each.id: draw(_rarely(SubjectCategory.OTHER, st.sampled_from(SubjectCategory))) for each in entities}
    return Case(
        entities=entities,
        claims=tuple(
            replace(
                claim,
                marking=AMBER if claim.id == _PLAIN[1] else draw(_sometimes(AMBER, _marked(number))),
                personal=draw(_grounds(claim.personal, stands_as)),
            )
            for number, claim in claims
        ),
        agreements={
            name: draw(_agreements(st.booleans() if name == TOLD[-1] else st.just(value=True))) for name in TOLD
        },
        gates={code: draw(st.sampled_from([True, True, False, None])) for code in CODES},
        decided={name: draw(st.sampled_from([True] * 8 + [False])) for name in TOLD},
        at_night={name: name in TOLD[:2] and draw(st.booleans()) for name in TOLD},  # it goes to nodes only
        rejected=draw(st.frozensets(st.sampled_from([f"c-1-{number}" for number, _ in claims]), max_size=2)),
    )


def _plain_threat() -> tuple[Claim, ...]:
    """Something that there is every reason to tell: chance alone seldom comes upon it."""
    contents = an_event(by=("the Ash Column",), target="Bergen"), said("Bergen", AttributeKind.COUNTRY, "NO")
    return tuple(a_claim(name, content) for name, content in zip(_PLAIN, contents, strict=True))


@st.composite
def _grounds(draw: st.DrawFn, usual: Personal, stands_as: dict[EntityId, SubjectCategory]) -> Personal | None:
    """What the law asks for, seldom with one thing missing, past, or for another purpose."""
    subjects = tuple(replace(each, category=stands_as[each.entity]) for each in usual.subjects)
    whole = replace(usual, subjects=subjects)
    lacking = (
        None,
        replace(whole, subjects=subjects[1:]),
        replace(whole, legal_basis=" "),
        replace(whole, review_on=date(2026, 1, 1)),
        replace(whole, special=frozenset({Special.HEALTH})),
        replace(whole, purpose=Purpose.PROSECUTION),
        replace(whole, purpose=Purpose.DETECTION),
    )
    return draw(_seldom(whole, st.sampled_from(lacking)))


def _marked(number: int) -> st.SearchStrategy[Marking]:
    """Any marking, or one in which a single thing stands in the way: no other rule then covers for a wrong one."""
    listed = st.frozensets(st.sampled_from([*CODES, *TOLD]), max_size=2)
    alone = (
        st.just(replace(AMBER, tlp=Tlp.RED)),
        listed.map(lambda those: replace(AMBER, releasable_to=those)),
        _any_marking(number).map(lambda made: replace(AMBER, tlp=made.tlp, readers=made.readers)),
        _any_marking(number).map(lambda made: replace(AMBER, originators=made.originators)),
        _any_marking(number).map(lambda made: replace(AMBER, codes=made.codes, restrictions=made.restrictions)),
        _any_marking(number).map(lambda made: replace(AMBER, policy=made.policy)),
    )
    return st.one_of(_any_marking(number), *alone)


@st.composite
def _any_marking(draw: st.DrawFn, number: int) -> Marking:
    """A marking whose words are canaries too."""
    made = draw(markings(organisations=TOLD))
    names = {"Ann": canary(9_000 + number), "Ben": canary(9_100 + number)}
    words = {"x": canary(9_200 + number), "y": canary(9_300 + number)}
    return replace(
        made,
        readers=frozenset(replace(each, name=f"{names[each.name]} {each.organisation}") for each in made.readers),
        restrictions=frozenset(replace(each, text=words[each.text]) for each in made.restrictions),
    )


def _agreements(is_authority: st.SearchStrategy[bool]) -> st.SearchStrategy[Agreement]:
    return st.builds(
        Agreement,
        countries=st.frozensets(st.sampled_from(CODES), min_size=2, max_size=3),
        legal_basis=st.just("law"),
        purpose=st.just("aim"),
        review_on=_rarely(date(2027, 6, 1), st.just(date(2026, 11, 1))),
        ceiling=st.sampled_from([*[Tlp.RED] * 4, *[Tlp.AMBER_STRICT, Tlp.AMBER] * 2, *Tlp]),
        purposes=_sometimes(frozenset(Purpose), st.frozensets(st.sampled_from(Purpose), min_size=2, max_size=4)),
        subjects=_rarely(frozenset(SubjectCategory), st.frozensets(st.sampled_from(SubjectCategory))),
        data=_rarely(frozenset(DataCategory) - SPECIAL, st.frozensets(st.sampled_from(DataCategory))),
        night_minimum=st.sampled_from([True, True, False]),
        is_authority=is_authority,
        regions=_sometimes(None, st.frozensets(st.sampled_from(CODES), min_size=1, max_size=3)),
    )


def _rarely(usual: object, other: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.sampled_from([True] * 7 + [False]).flatmap(lambda is_usual: st.just(usual) if is_usual else other)


def _seldom(usual: object, other: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.sampled_from([True] * 15 + [False]).flatmap(lambda is_usual: st.just(usual) if is_usual else other)


def _sometimes(usual: object, other: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.booleans().flatmap(lambda is_usual: st.just(usual) if is_usual else other)


def _renamed(world: World) -> tuple[tuple[Entity, ...], list[tuple[int, Claim]]]:
    """Give every entity, alias and role a canary for a name."""
    names = {entity.id: canary(number) for number, entity in enumerate(world.entities)}
    entities = tuple(_called(entity, _group(entity) + names[entity.id]) for entity in world.entities)
    claims = []
    for number, claim in enumerate(world.claims):
        content = claim.content
        if isinstance(content, Attribute) and content.kind in {AttributeKind.ALIAS, AttributeKind.ROLE}:
            friend = names[EntityId("Baba Kidege")] if "Baba" in content.value else ""
            content = replace(content, value=f"{canary(500 + number)} {friend}".strip())
        claims.append((number, replace(claim, content=content)))
    return entities, claims


def _group(entity: Entity) -> str:
    return f"group of {entity.count} " if entity.kind is EntityKind.GROUP and entity.count else ""


def _called(entity: Entity, name: str) -> Entity:
    mentions = tuple(Mention(span=a_span(name), form=each.form) for each in entity.mentions)
    return replace(entity, name=name, mentions=mentions)


def _of_claim(claim: Claim) -> Iterator[str]:
    if isinstance(claim.content, Attribute):
        yield from canaries(claim.content.value)
    for reader in claim.marking.readers:
        yield from canaries(reader.name)
    for restriction in claim.marking.restrictions:
        yield from canaries(restriction.text)


def stored(case: Case) -> tuple[ReportId, tuple[Entity, ...], tuple[Claim, ...]]:
    """The case's records, under ids that are none of its words."""
    report = ReportId("r-1")
    names = {entity.id: EntityId(f"e-1-{number}") for number, entity in enumerate(case.entities)}
    entities = tuple(replace(entity, id=names[entity.id], report=report) for entity in case.entities)
    claims = tuple(
        replace(
            claim,
            id=ClaimId(f"c-1-{number}"),
            report=report,
            content=_moved(claim.content, names),
            personal=_regrounded(claim.personal, names),
        )
        for number, claim in enumerate(case.claims)
        if claim.review is not Review.SUPERSEDED
    )
    return report, entities, claims


def _regrounded(personal: Personal | None, names: dict[EntityId, EntityId]) -> Personal | None:
    if personal is None:
        return None
    return replace(personal, subjects=tuple(replace(each, entity=names[each.entity]) for each in personal.subjects))


def _moved(content: Event | Attribute, names: dict[EntityId, EntityId]) -> Event | Attribute:
    if isinstance(content, Event):
        return replace(
            content,
            participants=tuple(replace(each, entity=names[each.entity]) for each in content.participants),
            places=tuple(replace(each, entity=names[each.entity]) for each in content.places),
        )
    return replace(
        content,
        entity=names[content.entity],
        value=names.get(EntityId(content.value), content.value),
        organisation=None if content.organisation is None else names[content.organisation],
    )
