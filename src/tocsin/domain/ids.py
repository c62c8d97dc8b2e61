"""Names of things inside one node; none of them ever leaves it."""

from typing import NewType

AccountId = NewType("AccountId", str)
ReportId = NewType("ReportId", str)
EntityId = NewType("EntityId", str)
ClaimId = NewType("ClaimId", str)
IdentityId = NewType("IdentityId", str)
NoticeId = NewType("NoticeId", str)
CounterpartId = NewType("CounterpartId", str)
TearlineId = NewType("TearlineId", str)
MessageId = NewType("MessageId", str)  # hex SHA-256 of the signed message bytes: the one name both sides share
