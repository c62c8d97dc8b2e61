"""Ties: why a phrase is counted among those of a figure."""

from dataclasses import dataclass

from tocsin.domain.ground import Ground, Question, Rejected, Rule
from tocsin.reading.grammar.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Tie:
    """Why a phrase is counted among a figure's: the phrase it goes with, and who else was weighed."""

    rule: Rule
    to: Phrase
    rejected: tuple[Rejected, ...] = ()

    def ground(self, text: str) -> Ground:
        """Say it of a mention, in the words of the report."""
        words = self.to.span(text)
        return Ground(
            question=Question.WHO_IS_MEANT,
            answer=" ".join(words.text.split()),
            rule=self.rule,
            words=(words,),
            rejected=self.rejected,
        )
