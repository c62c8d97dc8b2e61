"""Labels of what the law asks for, and of what is done with personal data."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.logbook import Operation
from tocsin.texts.phrases import phrase
from tocsin.vocabulary.law import Special
from tocsin.vocabulary.transfer import TransferGround

LAWFUL: tuple[Mapping[StrEnum, str], ...] = (
    {
        Operation.COLLECTION: phrase("collected"),
        Operation.ALTERATION: phrase("altered"),
        Operation.CONSULTATION: phrase("looked at"),
        Operation.DISCLOSURE: phrase("disclosed"),
        Operation.COMBINATION: phrase("combined"),
        Operation.ERASURE: phrase("erased"),
    },
    {
        TransferGround.ADEQUACY: phrase("an adequacy decision"),
        TransferGround.AUTHORITIES: phrase("an agreement between authorities, with the Board's permission"),
        TransferGround.RULES: phrase("binding corporate rules that the Board approved"),
        TransferGround.STANDARD_CONTRACT: phrase("the standard contract, unmodified"),
        TransferGround.UNDERTAKING: phrase("an undertaking, with the Board's permission"),
        TransferGround.OCCASIONAL: phrase("an exception for an occasional transfer"),
    },
    {
        Special.ORIGIN: phrase("racial or ethnic origin"),
        Special.POLITICS: phrase("political opinions"),
        Special.BELIEF: phrase("religious or philosophical beliefs"),
        Special.UNION: phrase("membership of a trade union"),
        Special.GENETIC: phrase("genetic data"),
        Special.BIOMETRIC: phrase("biometric data"),
        Special.HEALTH: phrase("health"),
        Special.SEX_LIFE: phrase("sex life or orientation"),
        Special.DRESS: phrase("appearance and dress"),
        Special.ASSOCIATION: phrase("membership of an association"),
        Special.CONVICTIONS: phrase("convictions and security measures"),
    },
)

LAWFUL_HELP = (
    phrase("Private is no authority: it hears of people one by one (tocsin direct)."),
    phrase("On what a transfer abroad rests (KVKK art. 9)."),
    phrase("When a standard contract was signed."),
    phrase("When the authority was notified of it."),
    phrase("Let whoever is no authority hear of somebody: a company that is threatened (LED art. 39)."),
    phrase("The counterpart that is no authority."),
    phrase("Why it is strictly necessary, and outweighs what it does to them."),
    phrase("Why its state's authority would be told in vain, or too late."),
    phrase("Which authority: it is told afterwards."),
    phrase("Decide it for one person; PERSON is the id that a preview shows. A second person approves the letter."),
    phrase("How the authority was told, or why that would be in vain."),
    phrase("Record how the authority was told."),
    phrase("List who was made known to whom directly, and whether the authority has heard of it."),
    phrase("By which right it holds claims about people."),
    phrase("By which right it is held; else as the node's settings have it."),
    phrase("Confirm claims in one act, recorded for each, and with them why we may hold what they say of people."),
    phrase("Every confirmed claim of this report."),
    phrase("Only by this person of ours."),
    phrase("Only from then on (UTC)."),
    phrase("Only this."),
    phrase("Show the entries, or those about WHOM: what is held about them, who saw it, and who got it."),
    phrase("State anew why we may hold confirmed claims: after a review, or when what somebody is to it has changed."),
    phrase("What everybody in it is to the matter; else as proposed."),
    phrase("What is special about it; may be repeated."),
    phrase("What it is held for; else as the node's settings have it."),
    phrase("When it is to be reviewed."),
    phrase("Who did what with which record about whom, and why: for the auditor."),
    phrase("Why holding what is special is strictly necessary."),
    phrase("Why you look at it: asked of whoever did not take it in, and kept in the journal."),
    phrase("Why you search: kept in the journal like any other look."),
)
