"""An assessment of A's, and the parts of it that two recipients may show."""

from dataclasses import replace
from datetime import date

from tocsin.domain import ledger
from tocsin.domain.assessment import Aspect, AssessedField, Field, size_class, tree
from tocsin.domain.claim import Basis, Status
from tocsin.domain.letter import Handling, SharedClaim
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.alert import Alert, alert_bytes
from tocsin.wire.disclosure import Disclosure, Opening, Root, commitment, leaf, sign_root
from wire.builders import CARD_A, A, B, a_message, signed
from wire.keys import NOON, TestKeys

C = TestKeys("c")
ATTACK, CELL = bytes(range(16)), bytes(range(16, 32))
WHAT = Field(aspect=Aspect.WHAT, part="event", value="attack")
WHERE = Field(aspect=Aspect.WHERE, part="target", value="Ireland")
WHEN = Field(aspect=Aspect.WHEN, part="day", value="2026-03-09")
OTHER_DAY = replace(WHEN, value="2026-03-10")
WHO = Field(aspect=Aspect.WHO, part="subject", value="two Ash Column militants")
STAY = Field(aspect=Aspect.WHAT, part="country", value="NO")
SAYS = ((ATTACK, WHAT), (ATTACK, WHERE), (ATTACK, WHEN), (CELL, WHO), (CELL, STAY))


class Whole:
    """Everything A says, in one tree."""

    def __init__(self, says=SAYS) -> None:
        salts = {each: bytes([number + 1]) * 32 for number, each in enumerate(says)}
        leaves = [
            (each, AssessedField(hash=leaf(each[1], tag=each[0], salt=salt), salt=salt)) for each, salt in salts.items()
        ]
        leaves += [(None, AssessedField(hash=bytes([0, number]) * 16)) for number in range(size_class(1) - len(leaves))]
        leaves.sort(key=lambda each: each[1].hash)
        self.salts, self.at = salts, {each: index for index, (each, _) in enumerate(leaves) if each is not None}
        self.node = tree([each.hash for _, each in leaves])
        self.root = Root(root=ledger.root(len(leaves), self.node), size=len(leaves), approved_at=NOON)

    def opening(self, name: str, tag: bytes, field: Field) -> Opening:
        index = self.at[tag, field]
        path = ledger.inclusion(index, self.root.size, self.node)
        return Opening(claim=name, field=field, tag=tag, salt=self.salts[tag, field], index=index, path=path)

    def part(self, told, *, to=B, blind=bytes([97]) * 32, **changes) -> Disclosure:
        """What `to` was told: (its name for a claim, tag, field) each, all of it opened."""
        names = dict.fromkeys(name for name, _, _ in told)
        claims = [a_claim(name, tuple(field for each, _, field in told if each == name)) for name in names]
        body = alert_bytes(an_alert(tuple(claims), assessment=commitment(self.root.root, blind)))
        disclosure = Disclosure(
            card=CARD_A,
            message=signed(a_message(body=body, recipient=to.node_id)).to_bytes(),
            root=self.root,
            root_card=CARD_A,
            signatures=sign_root(self.root, A.sign),
            blind=blind,
            openings=tuple(self.opening(*each) for each in told),
        )
        return replace(disclosure, **changes)


def a_claim(name: str, fields: tuple[Field, ...]) -> SharedClaim:
    return SharedClaim(
        name=name, says="So.", status=Status.PLANNED, basis=Basis.FACT, grade=None, tlp=Tlp.AMBER, fields=fields
    )


def an_alert(claims: tuple[SharedClaim, ...], *, assessment: bytes) -> Alert:
    handling = Handling(
        tlp=Tlp.AMBER, legal_basis="law", purpose="aim", onward="Ask us first.", review_on=date(2027, 1, 1)
    )
    return Alert(
        salt=bytes(range(32)),
        notice="7c" * 16,
        version=1,
        reasons=(),
        handling=handling,
        asks=(),
        answer_by=NOON,
        contact="line 1",
        claims=claims,
        text="TLP:AMBER\n",
        assessment=assessment,
    )


WHOLE = Whole()
OF_B = WHOLE.part([("aa" * 16, ATTACK, WHAT), ("aa" * 16, ATTACK, WHERE), ("ab" * 16, CELL, WHO)])
OF_C = WHOLE.part(
    [("ca" * 16, ATTACK, WHAT), ("ca" * 16, ATTACK, WHEN), ("cb" * 16, CELL, STAY)], to=C, blind=bytes([98]) * 32
)
