"""Of what type a source is: as much as is ever told of it besides its grade."""

from enum import StrEnum


class SourceType(StrEnum):
    """How we came to know."""

    DOCUMENT = "document"
    NOTE = "note"  # a call, or an assessment of our own
    PARTNER = "partner-service"  # which one, is not told
