"""Words that more than one page uses."""

from collections.abc import Mapping

from tocsin.texts.phrases import phrase
from tocsin.vocabulary.urgency import Urgency

OWED: Mapping[str, str] = {
    "receipt": phrase("their node has not said that it has it"),
    "acknowledgement": phrase("nobody there has said that a person has read it"),
    "response": phrase("they have not said what they did"),
    "outcome": phrase("they have not said what came of it"),
}
URGENCY = {
    Urgency.IMMEDIATE: phrase("urgency: immediate"),
    Urgency.EXPECTED: phrase("urgency: expected"),
    Urgency.FUTURE: phrase("urgency: future"),
}
