"""What there is to do next, as it reads on the page of what waits."""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.task import Act
from tocsin.texts.phrases import phrase

ACTS: tuple[Mapping[StrEnum, str], ...] = (
    {
        Act.READ_WARNING: phrase("Open the warning"),
        Act.ACKNOWLEDGE: phrase("Acknowledge the warning"),
        Act.RESPOND: phrase("Say what was done"),
        Act.REVIEW_REPORT: phrase("Review the claims"),
        Act.DECIDE: phrase("Decide"),
        Act.WEIGH_GATE: phrase("Weigh the human-rights gate"),
        Act.APPROVE_GATE: phrase("Approve what was weighed at the human-rights gate"),
        Act.ASK: phrase("Ask, then decide"),
        Act.APPROVE_WAIVER: phrase("Approve the waiver"),
        Act.PREVIEW: phrase("Preview what they would get"),
        Act.APPROVE: phrase("Approve and send"),
        Act.HAND_OVER: phrase("Hand it over"),
        Act.CHASE: phrase("Chase the answer"),
        Act.MEND_DELIVERY: phrase("See why it was not taken"),
        Act.LOOK_AT_FORK: phrase("Ask why they show two ledgers"),
        Act.ANSWER_RECALL: phrase("Say what became of it"),
        Act.CORRECT: phrase("Correct what they were told"),
        Act.TAKE_BACK: phrase("Tell them that it is taken back"),
        Act.APPROVE_INQUIRY: phrase("Read it and send it, as a second person"),
        Act.ANSWER_INQUIRY: phrase("Answer the inquiry"),
        Act.ASK_CONSENT: phrase("Ask whoever told us whether they may be told"),
        Act.ANSWER_CONSENT: phrase("Say whether they may pass it on"),
        Act.CONFIRM_EMERGENCY: phrase("Confirm the emergency, as a second person"),
        Act.CONFIRM_LIFT: phrase("Confirm that a protection is lifted, as a second person"),
        Act.REVIEW_MINIMUM: phrase("Review what one person sent at night"),
        Act.REVIEW_EMERGENCY: phrase("Review what went without consent"),
        Act.SEE_REDIRECT: phrase("Decide whether to tell whom they name"),
        Act.SEE_STAND_IN: phrase("See who opened a warning in your place"),
        Act.ANSWER_SUBJECT: phrase("Answer whoever asks what is held about them"),
        Act.REDRESS_SUBJECT: phrase("Do what was granted to them, and close the request"),
        Act.FINISH_ERASURE: phrase("Do what an erasure leaves to people"),
        Act.REVIEW_DATA: phrase("Review what is held about people, or it is erased"),
        Act.RENEW_KEYS: phrase("Our keys run out: start tocsin serve, or tocsin key renew"),
        Act.ASK_FOR_CARD: phrase("Their keys run out: ask them for a new card"),
        Act.ACCEPT_CARD: phrase("Accept their new card"),
        Act.TELL_AUTHORITY: phrase("Tell the data-protection authority of the breach, or write down why not"),
        Act.NOTIFY_CONTRACT: phrase("Notify the data-protection authority of the standard contract"),
        Act.HEAR_AUTHORITY: phrase("Hear what the authority says before you process it"),
        Act.TELL_OF_DIRECT: phrase("Tell the authority who was told of somebody directly"),
        Act.COMPARE_FINGERPRINTS: phrase("Compare fingerprints: no mail passes"),
    },
)
