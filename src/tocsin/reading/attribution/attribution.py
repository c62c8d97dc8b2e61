"""Attribution: who says so, the outermost speaker first ("according to sources, officials suspect …")."""

from collections.abc import Iterator

from tocsin.domain.claim import Attribution
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.events.frames import Trigger
from tocsin.reading.grammar.clauses import Step, climb
from tocsin.reading.grammar.doers import antecedent
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.trees import child

_INSIDE = frozenset({"ccomp", "xcomp", "parataxis", "prep", "dobj", "oprd", "pcomp", "advcl"})


def attribution(scene: Scene, trigger: Trigger) -> tuple[Attribution, ...]:
    """Follow the reporting verbs above an event, then "according to" in its sentence."""
    inner = list(_reported(scene, trigger))
    outer = list(_according(scene, trigger))
    hops = [*outer, *reversed(inner)]
    seen: dict[str, Attribution] = {}
    for hop in hops:
        seen.setdefault(hop.source, hop)
    return tuple(seen.values())


def _reported(scene: Scene, trigger: Trigger) -> Iterator[Attribution]:
    verbs = lexicon.words("status", "reporting", "verbs")
    for step in climb(trigger.head):
        word = step.word
        if word.pos_ not in {"VERB", "AUX"} or lemma(word) not in verbs or not _is_inside(step):
            continue
        speaker = _speaker(scene, word)
        if speaker is not None:
            yield _hop(scene, speaker, word)


def _is_inside(step: Step) -> bool:
    """The event is what is said, not the saying's own circumstance ("said during the attack")."""
    if step.relation == "prep":
        return bool(step.below.lower_ in {"over", "of", "about", "on", "against"})
    return step.relation in _INSIDE - {"advcl", "prep"} or (step.relation == "advcl" and step.below.i < step.word.i)


def _speaker(scene: Scene, verb: Token) -> Token | None:
    agent = child(verb, "agent")
    if agent is not None:
        return child(agent, "pobj")
    subject = child(verb, "nsubj")
    if subject is None or subject.lower_ in {"it", "there"}:
        return None
    subject = antecedent(scene, verb, subject)
    return subject if _may_speak(scene, subject) else None


def _may_speak(scene: Scene, token: Token) -> bool:
    figure = scene.cast.at(token)
    if figure is not None and figure.kind in {"person", "group", "organisation", "place"}:
        return True
    return lemma(token) in lexicon.words("status", "reporting", "source_nouns")


def _according(scene: Scene, trigger: Trigger) -> Iterator[Attribution]:
    for token in trigger.head.sent:
        if token.lower_ != "according" or token.i + 2 >= len(token.doc) or token.nbor().lower_ != "to":
            continue
        source = child(token.nbor(), "pobj") or child(token, "pobj")
        if source is not None:
            yield _hop(scene, source, token)


def _hop(scene: Scene, speaker: Token, cue: Token) -> Attribution:
    figure = scene.cast.at(speaker)
    phrase = (
        next((each for each in figure.phrases if each.doc is speaker.doc and speaker.i in each.heads), None)
        if figure
        else None
    )
    if phrase is not None:
        first, last = speaker.doc[phrase.first], speaker.doc[phrase.last]
    else:
        first = next(
            (token for token in speaker.doc[speaker.left_edge.i : speaker.i + 1] if not token.is_punct), speaker
        )
        last = speaker
    ends = sorted((first, last, cue), key=lambda token: token.i)
    quote = scene.quote(ends[0], ends[-1])
    source = scene.quote(first, last).text
    return Attribution(source=" ".join(source.split()), quote=quote)
