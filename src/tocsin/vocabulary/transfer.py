"""On what a transfer of personal data abroad rests: Law 6698 (KVKK) art. 9, as in force since 1 June 2024."""

from enum import StrEnum


class TransferGround(StrEnum):
    """One ground for each agreement; which one holds is for lawyers to say."""

    ADEQUACY = "adequacy-decision"
    AUTHORITIES = "agreement-between-authorities"  # with the Board's permission
    RULES = "binding-corporate-rules"  # approved by the Board
    STANDARD_CONTRACT = "standard-contract"  # unmodified, and notified to the authority
    UNDERTAKING = "undertaking"  # with the Board's permission
    OCCASIONAL = "occasional"  # an exception, where there is nothing else
