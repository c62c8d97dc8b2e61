"""Labels of requests of data subjects, their answers, and of what an erasure leaves to people."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.erasure import Errand
from tocsin.domain.subject import Refusal, Restriction, Right, Step, Verdict
from tocsin.texts.phrases import phrase

SUBJECTS: tuple[Mapping[StrEnum, str], ...] = (
    {
        Right.ACCESS: phrase("to see what is held"),
        Right.RECTIFICATION: phrase("to have it put right"),
        Right.ERASURE: phrase("to have it erased"),
    },
    {
        Verdict.GRANTED: phrase("granted, in whole or in part"),
        Verdict.NOTHING_HELD: phrase("nothing is held: the letter neither confirms nor denies it"),
        Verdict.RESTRICTED: phrase("restricted: the letter neither confirms nor denies that anything is held"),
        Verdict.REFUSED: phrase("refused, with the ground that the letter names"),
    },
    {
        Restriction.INQUIRIES: phrase("it would obstruct inquiries, investigations or procedures (a)"),
        Restriction.PREVENTION: phrase("it would prejudice the prevention or prosecution of crime (b)"),
        Restriction.PUBLIC_SECURITY: phrase("it would harm public security (c)"),
        Restriction.NATIONAL_SECURITY: phrase("it would harm national security (d)"),
        Restriction.OTHERS: phrase("it would harm the rights and freedoms of others (e)"),
    },
    {
        Refusal.UNFOUNDED: phrase("manifestly unfounded, or repeated without measure"),
        Refusal.ACCURATE: phrase("checked, and accurate"),
        Refusal.NEEDED: phrase("lawfully held, and still needed"),
        Refusal.EVIDENCE: phrase("to be kept as evidence, and used for nothing else"),
    },
    {
        Step.ERASE: phrase("still to be erased"),
        Step.CORRECT: phrase("still to be put right"),
        Step.TELL: phrase("whoever was told has no correction yet"),
        Step.APPROVE: phrase("the correction waits for a second person"),
        Step.TAKE_BACK: phrase("to be taken back: they may not hold what it says now"),
    },
    {
        Errand.BACKUPS: phrase("Destroy backups made before, or write down when they go"),
        Errand.PRINTED: phrase("Destroy what was printed or downloaded: letters, pages, files"),
        Errand.OPENED: phrase("Destroy proofs written with --open; ask back those that were handed on"),
        Errand.REASONS: phrase("Somebody may be named in a reason that people wrote: look at it"),
        Errand.ASKED: phrase("Ask them to cover the name in what we asked them"),
        Errand.PAPER: phrase("Ask back the paper that was handed over"),
        Errand.NOT_REACHED: phrase("Tell them by another way: the node could not"),
        Errand.ORIGIN: phrase("Tell whoever told us that it is wrong (LED 16(5))"),
    },
)
