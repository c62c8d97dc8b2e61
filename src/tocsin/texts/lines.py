"""Lines: how it reads to a person whether a warning would reach somebody, and what speaks against it."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.line import Reached, Stretch, Trouble
from tocsin.domain.link import Tally
from tocsin.texts.phrases import phrase

LINES: tuple[Mapping[StrEnum, str], ...] = (
    {
        Reached.YES: phrase("yes"),
        Reached.DOUBTFUL: phrase("doubtful"),
        Reached.NO: phrase("no"),
        Reached.BY_HAND: phrase("by hand only"),
    },
    {
        Tally.STORED: phrase("stored"),
        Tally.QUARANTINED: phrase("kept aside"),
        Tally.REFUSED: phrase("refused"),
        Tally.REPEATED: phrase("repeated"),
        Tally.UNREADABLE: phrase("not theirs or unreadable"),
        Tally.POSTPONED: phrase("too much at once"),
    },
    {
        Trouble.SUSPENDED: phrase("suspended: compare fingerprints with them again"),
        Trouble.CARD_EXPIRED: phrase("their card or its key has expired: ask them for a new one"),
        Trouble.UNREACHABLE: phrase("what waits cannot be delivered"),
        Trouble.BARRED: phrase("they refuse something without a reason"),
        Trouble.NEVER_HEARD: phrase("nothing was ever heard of them"),
        Trouble.SILENT: phrase("nothing was heard of them for two days"),
        Trouble.CARD_ENDS: phrase("their card or its key expires within thirty days"),
        Trouble.CLOCK: phrase("their clock and ours differ by minutes"),
        Trouble.EPOCH: phrase("they count anew: ring them, then accept it"),
        Trouble.MISSING: phrase("messages of theirs are missing and asked for"),
        Trouble.LOST: phrase("messages of theirs are lost: they cannot send them again"),
        Trouble.GONE: phrase("they have lost messages of ours, and this node cannot send them again"),
        Trouble.FORGOTTEN: phrase("they hold messages of ours that this node no longer knows"),
    },
    {
        Stretch.MISSING: phrase("missing here"),
        Stretch.LOST: phrase("lost, also with them"),
        Stretch.GONE: phrase("lost with them, and here"),
        Stretch.FORGOTTEN: phrase("with them, forgotten here"),
        Stretch.ENDED: phrase("here, from before they began anew"),
    },
)
