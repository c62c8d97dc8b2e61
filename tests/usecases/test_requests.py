"""Requests of data subjects: found by name, answered in time, and restricted where they have to be."""

from datetime import timedelta

import pytest

from federation import deliver
from stories import a_federation, claims_of, open_notice, release_to, submit, the_claim
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.logbook import Operation
from tocsin.domain.subject import Decision, Restriction, Right, Verdict
from tocsin.domain.task import Act
from tocsin.usecases import browse, processing, requests
from tocsin.usecases.processing import Search


@pytest.fixture
def towns():
    return a_federation()[2]


@pytest.fixture
def alpha(towns):
    return towns[0]


def received(town, whom):
    return requests.receive(town.node, town.uma, whom=whom, right=Right.ACCESS, said="", verified="passport")


def answered(town, asked, *, reasons="because", **decided):
    decision = Decision(reasons=reasons, **decided)
    return requests.answer(town.node, town.uma, request=asked.id, decision=decision)


def his_name(town, report):
    attack = the_claim(town, report, says="attack")
    with town.node.store.read() as tx:
        return tx.entities.get(attack.content.participants[0].entity).name


def test_a_request_waits_for_thirty_days_and_then_is_answered_once(alpha):
    asked = received(alpha, "Nobody Known")
    waits = [task for task in browse.now(alpha.node, alpha.uma) if task.act is Act.ANSWER_SUBJECT]
    assert [(task.subject, task.due) for task in waits] == [(asked.id, asked.received_at + timedelta(days=30))]

    answer = {"verdict": Verdict.NOTHING_HELD, "reasons": "looked everywhere"}
    answered(alpha, asked, **answer)

    assert not [task for task in browse.now(alpha.node, alpha.uma) if task.act is Act.ANSWER_SUBJECT]
    with pytest.raises(ConflictError):
        answered(alpha, asked, **answer)


def test_who_may_be_meant_is_found_in_other_letters_and_the_look_is_in_the_journal(alpha):
    report = submit(alpha)
    name = his_name(alpha, report)
    asked = received(alpha, name.upper())

    held = requests.found(alpha.node, alpha.uma, request=asked.id).held

    assert name in [each.entity.name for each in held]
    looks = processing.search(alpha.node, alpha.uma, wanted=Search(operation=Operation.CONSULTATION), why="x").rows
    assert asked.id in [row.entry.case for row in looks]


def test_from_a_restricted_answer_nobody_can_tell_whether_anything_is_held(alpha):
    letters = set()
    for verdict, ground in ((Verdict.RESTRICTED, Restriction.INQUIRIES), (Verdict.NOTHING_HELD, None)):
        asked = received(alpha, "Tomas Lund")
        made = answered(alpha, asked, verdict=verdict, restriction=ground, reasons="an inquiry runs")
        letters.add(made.answer.letter)
        assert made.answer.reasons == "an inquiry runs"

    assert len(letters) == 1
    assert "an inquiry runs" not in letters.pop()


def test_what_is_granted_tells_basis_origin_and_recipients(towns, alpha):
    report = submit(alpha)
    release_to(alpha, open_notice(alpha, report), "Charlie", "NO:target")
    deliver(*towns)
    attack = the_claim(alpha, report, says="attack")
    asked = received(alpha, his_name(alpha, report))

    made = answered(alpha, asked, verdict=Verdict.GRANTED, claims=(attack.id,))

    for said in ("suspect", "prevention", "the act that founds us", "Origin: withheld", "passed on to: Charlie"):
        assert said in made.answer.letter
    assert made.found == (attack.id,)


def test_no_request_is_taken_without_knowing_who_asks_nor_answered_without_reasons(alpha):
    with pytest.raises(InvalidError):
        requests.receive(alpha.node, alpha.uma, whom="X", right=Right.ERASURE, said="", verified=" ")
    asked = received(alpha, "X")
    claims = tuple(each.id for each in claims_of(alpha, submit(alpha)))
    nonsense = {
        "reasons": {"verdict": Verdict.NOTHING_HELD, "reasons": " "},
        "names the claims": {"verdict": Verdict.GRANTED},
        "nothing else does": {"verdict": Verdict.NOTHING_HELD, "claims": claims},
        "ground of the restriction": {"verdict": Verdict.RESTRICTED},
        "withheld names": {"verdict": Verdict.GRANTED, "claims": claims[:1], "withheld": claims[1:2]},
        "refusal names": {"verdict": Verdict.REFUSED},
        "told or withheld": {
            "verdict": Verdict.GRANTED,
            "claims": claims,
            "withheld": claims,
            "restriction": Restriction.OTHERS,
        },
    }
    for said, decided in nonsense.items():
        with pytest.raises(InvalidError, match=said):
            answered(alpha, asked, **decided)
    assert requests.view(alpha.node, alpha.uma, request=asked.id).answer is None
