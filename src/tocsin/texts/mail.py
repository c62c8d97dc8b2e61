"""Mail: how the kinds of messages and what becomes of them read to a person."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.delivery import DeliveryState
from tocsin.texts.phrases import phrase
from tocsin.wire.message import Kind

MAIL: tuple[Mapping[StrEnum, str], ...] = (
    {
        DeliveryState.QUEUED: phrase("on its way"),
        DeliveryState.LEFT: phrase("left for them; their receipt is awaited"),
        DeliveryState.STORED: phrase("delivered: their node has it"),
        DeliveryState.QUARANTINED: phrase("delivered, but kept aside there"),
        DeliveryState.REFUSED: phrase("refused by their node"),
        DeliveryState.BARRED: phrase("refused at the door, without a reason"),
        DeliveryState.FAILED: phrase("given up"),
        DeliveryState.TO_HAND: phrase("to be handed over"),
        DeliveryState.TOLD: phrase("told by hand (stated, not proven)"),
        DeliveryState.STOPPED: phrase("taken back before it was handed over"),
    },
    {
        Kind.ALERT: phrase("warning"),
        Kind.UPDATE: phrase("update"),
        Kind.CANCEL: phrase("end of a warning"),
        Kind.CORRECTION: phrase("correction"),
        Kind.WITHDRAWAL: phrase("withdrawal"),
        Kind.OPENED: phrase("word that it was opened"),
        Kind.ACKNOWLEDGEMENT: phrase("acknowledgement"),
        Kind.RESPONSE: phrase("response"),
        Kind.OUTCOME: phrase("outcome"),
        Kind.REDIRECT: phrase("redirection"),
        Kind.RECALL_ANSWER: phrase("answer to a recall"),
        Kind.INQUIRY: phrase("inquiry"),
        Kind.INQUIRY_ANSWER: phrase("answer to an inquiry"),
        Kind.CONSENT_REQUEST: phrase("request for consent"),
        Kind.CONSENT_ANSWER: phrase("answer on consent"),
        Kind.RESEND: phrase("request to send again"),
        Kind.CARD: phrase("card"),
        Kind.STATUS: phrase("status"),
    },
)
