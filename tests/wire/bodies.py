"""One body of each kind that ends a warning, puts it right or takes it back: the frozen vectors are made of these."""

from datetime import UTC, date, datetime

from tocsin.domain.claim import Basis, Status
from tocsin.domain.letter import Handling, SharedClaim
from tocsin.domain.recall import CancelGround, Fate, Outcome, WithdrawalGround
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.recall import (
    Cancel,
    Correction,
    RecallAnswer,
    Replacement,
    Withdrawal,
    cancel_bytes,
    correction_bytes,
    recall_answer_bytes,
    withdrawal_bytes,
)

SALT = bytes(range(32))
NOTICE, OLD, NEW = "7ca74e1eca437fa711f6b94465ab3ded", "339c0293a597c38e714fd91c3fc2a72e", "5c" * 16
MESSAGE = "e7" * 32
ANSWER_BY = datetime(2026, 11, 23, 15, 10, tzinfo=UTC)

CANCEL = Cancel(salt=SALT, notice=NOTICE, ground=CancelGround.AVERTED)
WITHDRAWAL = Withdrawal(salt=SALT, notice=NOTICE, claims=(OLD,), ground=WithdrawalGround.UNLAWFUL, answer_by=ANSWER_BY)
CORRECTION = Correction(
    salt=SALT,
    notice=NOTICE,
    replaced=(
        Replacement(
            name=OLD,
            by=SharedClaim(
                name=NEW,
                says="An attack is possible by two Ash Column militants aimed at Ireland.",
                status=Status.POSSIBLE,
                basis=Basis.FACT,
                grade="B3",
                tlp=Tlp.AMBER,
            ),
        ),
    ),
    handling=Handling(
        tlp=Tlp.AMBER,
        legal_basis="UN SCR 1373 (2001)",
        purpose="prevention of terrorist acts",
        onward="Ask us before you pass any of this on.",
        review_on=date(2027, 6, 30),
    ),
    answer_by=ANSWER_BY,
    text="TLP:AMBER\n\nCORRECTION from Lantern Desk to Harbour Watch\n",
)
ANSWER = RecallAnswer(
    salt=SALT,
    about=MESSAGE,
    notice=NOTICE,
    person="releasing officer",
    fates=(Fate(claim=OLD, outcome=Outcome.KEPT, basis="our own case 2026/114"),),
)

WRITTEN = {
    "cancel": cancel_bytes(CANCEL),
    "correction": correction_bytes(CORRECTION),
    "withdrawal": withdrawal_bytes(WITHDRAWAL),
    "recall-answer": recall_answer_bytes(ANSWER),
}
