"""Asking: how the closed lists of inquiries, answers and escalations read to a person."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.delivery import Debt, Result
from tocsin.domain.escalation import Rung
from tocsin.domain.exchange import Direction
from tocsin.domain.inquiry import Extent, Ground, Haste, InquiryState
from tocsin.texts.phrases import phrase

ASKING: tuple[Mapping[StrEnum, str], ...] = (
    {Direction.OUT: phrase("we ask"), Direction.IN: phrase("we are asked")},
    {
        InquiryState.DRAFT: phrase("waits for a second person"),
        InquiryState.OPEN: phrase("not answered"),
        InquiryState.ANSWERED: phrase("answered"),
        InquiryState.REFUSED: phrase("refused"),
    },
    {
        Haste.URGENT_DIRECT: phrase("urgent, and they can look it up themselves: 8 hours"),
        Haste.URGENT_INDIRECT: phrase("urgent, and they must ask others: 3 days"),
        Haste.ORDINARY: phrase("not urgent: 7 days"),
    },
    {
        Extent.FULL: phrase("answered in full"),
        Extent.PARTIAL: phrase("answered in part"),
        Extent.REFUSED: phrase("refused"),
        Extent.DELAYED: phrase("delayed"),
    },
    {
        Ground.NOT_AVAILABLE: phrase("the information is not available"),
        Ground.REQUEST_INCOMPLETE: phrase("the inquiry does not say what it has to say"),
        Ground.AUTHORISATION_REFUSED: phrase("a court has not allowed it"),
        Ground.BEYOND_CATEGORIES: phrase("such data may not be passed on about such a person"),
        Ground.NOT_ACCURATE: phrase("the information is inaccurate, incomplete or out of date"),
        Ground.NATIONAL_SECURITY: phrase("it would harm essential interests of national security"),
        Ground.INVESTIGATION_OR_SAFETY: phrase("it would endanger an investigation or a person"),
        Ground.LEGAL_PERSON: phrase("it would harm important interests of a company or other legal person"),
        Ground.MINOR_OFFENCE: phrase("the offence is punished with one year or less"),
        Ground.NOT_AN_OFFENCE: phrase("it is no offence here"),
        Ground.NO_CONSENT: phrase("the state that it came from has not agreed"),
    },
    {
        Debt.RECEIPT: phrase("their node's receipt"),
        Debt.ACKNOWLEDGEMENT: phrase("word that a person has read it"),
        Debt.RESPONSE: phrase("what was done"),
        Debt.OUTCOME: phrase("what came of it"),
    },
    {
        Rung.STAND_IN: phrase("stand-in"),
        Rung.OFFICERS: phrase("our releasing officers"),
        Rung.FALLBACK: phrase("their contact, by a notice without content"),
    },
    {
        Result.PREVENTED: phrase("it was prevented"),
        Result.HAPPENED: phrase("it happened"),
        Result.DID_NOT_HAPPEN: phrase("it did not happen"),
        Result.UNFOUNDED: phrase("it was unfounded"),
        Result.UNDER_WAY: phrase("not decided yet"),
        Result.UNKNOWN: phrase("not known"),
    },
)
