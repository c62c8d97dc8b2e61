"""What the leak check found, for the terminal."""

from collections.abc import Iterator

from tocsin.domain.leak import Leak
from tocsin.domain.tearline import Tearline
from tocsin.surfaces.cli.context import _
from tocsin.texts.labels import label
from tocsin.texts.leaks import proposal


def leak_lines(made: Tearline) -> Iterator[str]:
    """Write every trace with its number and its way out, and how a trace that is none is answered."""
    if not made.leaks:
        return
    excuses = {each.leak: each for each in made.excuses}
    yield "--- " + _("leak check, for our eyes only")
    for number, leak in enumerate(made.leaks, start=1):
        if number in excuses:
            yield _("  {number}. “{words}”: stated to be none: {why}").format(
                number=number, words=leak.words, why=excuses[number].why
            )
            continue
        yield _line(number, leak)
    if made.standing_leaks:
        yield _("It cannot be approved like this. Change it and preview again; or, where a trace is none:")
        yield f"  tocsin release excuse {made.id} NUMBER --why …"
    yield ""


def _line(number: int, leak: Leak) -> str:
    way_out = _(label(leak.change)).format(**proposal(leak))
    of = "" if leak.claim is None else f" ({leak.claim})"
    return f"  {number}. “{leak.words}”: {_(label(leak.trace))}{of}. {_('Proposal:')} {way_out}"
