"""The voice in which one counterpart is told: its language, its scale of likelihood, its own names for everything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tocsin.domain.assessment import Aspect, fields_of
from tocsin.domain.claim import Claim
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.ids import EntityId
from tocsin.domain.letter import SharedClaim, SharedSentence
from tocsin.domain.wording.grammar import Grammar
from tocsin.domain.wording.languages import grammar_of
from tocsin.domain.wording.statements import adds_nothing, grade_of
from tocsin.domain.wording.telling import tell, tell_one
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import names
from tocsin.usecases.steps.scene import Scene
from tocsin.vocabulary.language import Language

_TAG_LETTERS = str.maketrans("0123456789abcdef", "BCDFGHJKLMNPRSTV")  # no digit that could be a fact, and no word


@dataclass(frozen=True, slots=True)
class Voice:
    """How `counterpart` is told of what is in `view`. `name` gives its name for one of our things."""

    view: Scene
    counterpart: Counterpart
    language: Language
    name: Callable[[str], str]

    @property
    def grammar(self) -> Grammar:
        """Return the grammar of its language."""
        return grammar_of(self.language)

    def worth_telling(self, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """Leave out what only repeats a name."""
        return tuple(claim for claim in claims if not adds_nothing(claim, self.view.entities))

    def shared(self, claim: Claim) -> SharedClaim:
        """Return a claim as it is told by itself."""
        tags, scheme = self._tags([claim]), self.counterpart.agreement.scheme
        return SharedClaim(
            name=self.name(claim.id),
            says=tell_one(claim, self.view.entities, self.grammar, tags=tags, scheme=scheme),
            status=claim.status,
            basis=claim.basis,
            grade=grade_of(claim),
            source=self.view.sources.get(claim.id) if claim.marking.names_source else None,
            tlp=claim.marking.tlp,
            fields=tuple(each for each in fields_of(claim, self.view.entities) if each.aspect is not Aspect.SOURCE),
        )

    def sentences(self, claims: Sequence[Claim]) -> tuple[SharedSentence, ...]:
        """Return everything that is told of the claims, with their names."""
        tags, scheme = self._tags(claims), self.counterpart.agreement.scheme
        told = tell(claims, self.view.entities, self.grammar, tags=tags, scheme=scheme)
        return tuple(
            SharedSentence(
                says=each.says,
                claims=tuple(sorted(self.name(claim) for claim in each.claims)),
                basis=each.basis,
                grade=each.grade,
                is_likelihood=each.is_likelihood,
            )
            for each in told
        )

    def _tags(self, claims: Sequence[Claim]) -> dict[EntityId, str]:
        """A short mark for everybody: the beginning of this counterpart's own name for them, so that it stays."""
        people = dict.fromkeys(each for claim in claims for each in claim.entities)
        return {each: self.name(each)[:4].translate(_TAG_LETTERS) for each in people}


def voice_for(
    node: Node, tx: Transaction, view: Scene, counterpart: Counterpart, language: Language | None = None
) -> Voice:
    """Return the voice for a counterpart; its names are made where there are none yet."""

    def name(thing: str) -> str:
        return names.name_for(node, tx, counterpart=counterpart.id, thing=thing)

    return Voice(view, counterpart, language or counterpart.agreement.language, name)


def voice_heard(tx: Transaction, view: Scene, counterpart: Counterpart, language: Language) -> Voice:
    """Return the voice in which something has been told; it makes no names."""

    def name(thing: str) -> str:
        return names.known(tx, counterpart=counterpart.id, thing=thing) or ""

    return Voice(view, counterpart, language, name)
