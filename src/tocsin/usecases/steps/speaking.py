"""Speaking: what one of us writes to a counterpart beside any notice, looked through before it can leave.

A question, an answer, a word on their warning, the basis on which something of theirs is kept: none of it rests on
claims of ours, so what is searched for is what a counterpart in particular must not learn by any notice that is open,
and our own identifiers. Whom they ask about, or we, is no secret between the two.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tocsin.domain.counterpart import Counterpart
from tocsin.domain.errors import InvalidError
from tocsin.domain.leaks.message import Message
from tocsin.domain.leaks.secrets import Secrets
from tocsin.domain.leaks.words import key, words_of
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import checking, rendering, scene

_NEWEST = 20  # notices that are looked at: older ones are over, or told


def require_clean(
    node: Node, tx: Transaction, counterpart: Counterpart, written: Mapping[str, str], *, whom: str = ""
) -> None:
    """Raise `InvalidError` with the place, never the words, where something shows that they must not learn."""
    texts = {place: text for place, text in written.items() if text.strip()}
    if not texts:
        return
    for held in _guarded(node, tx, counterpart, whom):
        for place, text in texts.items():
            for leak in checking.of_message(node, Message(text=text, written=(text,)), held):
                before = sum(word.end <= (leak.start or 0) for word in words_of(text))
                raise InvalidError(
                    f"word {before + 1} of what is {place} shows them what they must not learn (leak check): "
                    "say it in other words"
                )


def _guarded(node: Node, tx: Transaction, counterpart: Counterpart, whom: str) -> Iterator[Secrets]:
    """What they must not learn of each open notice: guarded secrets, and our identifiers."""
    for notice in tx.notices.newest(_NEWEST):
        if notice.ended is not None:
            continue
        view = scene.load(node, tx, notice)
        found = checking.secrets(node, tx, view, counterpart, rendering.portion_for(view, counterpart))
        yield replace(
            found,
            names=tuple(each for each in found.names if each.is_guarded),
            states=(),
            numbers=(),
            days=(),
            quotes=tuple(each for each in found.quotes if each.is_guarded),
            rests=(),
            told_words=found.told_words | set(key(whom)),
        )
