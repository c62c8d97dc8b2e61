"""Fiction: reports on books, films and plays speak of violence that nobody does."""

from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene

_ENOUGH = 4  # so many different words of the arts, and none of a case


def is_fiction(scene: Scene) -> bool:
    """Say whether a report speaks of a work of art, and nowhere of police, courts or the wounded."""
    arts = scene.lemmas & lexicon.words("status", "arts")
    return len(arts) >= _ENOUGH and not scene.lemmas & lexicon.words("status", "earnest")
