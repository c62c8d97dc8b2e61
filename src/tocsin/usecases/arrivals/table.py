"""Which kinds of message this node takes, and by which rule. What is not here is refused as of an unknown kind."""

from collections.abc import Mapping

from tocsin.usecases.arrivals import alerts, consents, inquiries, recalls, renewals, replies, resends, statuses
from tocsin.usecases.arrivals.arrival import Take
from tocsin.wire import bundle
from tocsin.wire.message import Kind

TAKES: Mapping[str, Take] = {
    Kind.ALERT: alerts.alert,
    Kind.UPDATE: alerts.alert,
    Kind.CANCEL: recalls.cancel,
    Kind.CORRECTION: recalls.correction,
    Kind.WITHDRAWAL: recalls.withdrawal,
    Kind.RECALL_ANSWER: recalls.answer,
    Kind.OPENED: replies.reply,
    Kind.ACKNOWLEDGEMENT: replies.reply,
    Kind.RESPONSE: replies.reply,
    Kind.OUTCOME: replies.reply,
    Kind.REDIRECT: replies.reply,
    Kind.INQUIRY: inquiries.inquiry,
    Kind.INQUIRY_ANSWER: inquiries.answer,
    Kind.CONSENT_REQUEST: consents.request,
    Kind.CONSENT_ANSWER: consents.answer,
    Kind.RESEND: resends.resend,
    Kind.STATUS: statuses.status,
    Kind.CARD: renewals.card,
}

FORMATS = (*(f"tocsin/{kind}/1" for kind in TAKES), bundle.FORMAT)
"""What our card says that we read."""
