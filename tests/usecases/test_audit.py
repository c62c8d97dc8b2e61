"""The ledger: what is in it, its heads, and proofs made of it."""

import re

import pytest

from federation import PASSWORD, deliver
from readings import PLOT
from stories import (
    Choice,
    Outcome,
    by_hand,
    claims_of,
    decide,
    known_as,
    open_notice,
    pass_gate,
    release_to,
    submit,
    the_claim,
)
from tocsin.domain import ledger
from tocsin.domain.errors import ConflictError, NotFoundError
from tocsin.usecases import accounts, answers, audit, browse, identities, review
from tocsin.usecases.steps import journal
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.wire import checkpoint, proof


def records(town):
    with town.node.store.read() as tx:
        return [leaf.record.decode() for leaf in tx.leaves.where()]


def the_whole_story(alpha, bravo):
    """Do everything that can be done to one report; return the letter."""
    by_hand(alpha, "Dar", "TZ")
    report = submit(alpha)
    notice = open_notice(alpha, report)
    review.grade(
        alpha.node,
        alpha.ines,
        claims=[claim.id for claim in claims_of(alpha, report)],
        reliability=Reliability.B,
        credibility=Credibility.POSSIBLY_TRUE,
        why="a usually dependable newspaper",
    )
    review.correct(alpha.node, alpha.ines, claim=the_claim(alpha, report, says="IE").id, why="mistaken", value="IE")
    people = [entity.id for entity in browse.report(alpha.node, alpha.ines, report=report).entities[:2]]
    identities.judge(alpha.node, alpha.ines, entities=people, are_same=False, why="photographs differ")
    pass_gate(alpha, notice, "TZ", may_be_named=True)
    decide(alpha, notice, "TZ:suspect-national", Choice(outcome=Outcome.INFORM, text="neighbourly"))
    tearline, _ = release_to(alpha, notice, "Bravo", "IE:target")
    deliver(alpha, bravo)
    (item,) = browse.inbox(bravo.node, bravo.ines)
    answers.open_warning(bravo.node, bravo.ines, message=item.incoming.id)
    answers.acknowledge(bravo.node, bravo.ines, message=item.incoming.id, said="gratefully received")
    answers.respond(bravo.node, bravo.ines, message=item.incoming.id, said="harbour patrolled")
    deliver(bravo, alpha)
    return notice, tearline, item.incoming.id


def test_no_word_of_a_report_a_claim_a_letter_or_a_reason_stands_in_the_ledger(alpha, bravo):
    _, tearline, _ = the_whole_story(alpha, bravo)
    said = [PLOT, tearline.text, "a usually dependable newspaper mistaken photographs differ neighbourly"]
    said += ["gratefully received harbour patrolled the plot plot.txt a paper Dar Bravo Charlie Alpha", PASSWORD]
    words = {word.casefold() for text in said for word in re.findall(r"[^\W\d_]{4,}", text)}
    # The words of the ledger itself, which say what was done and never to what end.
    own = {"signed", "message", "about", "kind", "alert", "claim", "claims", "version", "receipt", "received", "sender"}
    own |= {"reported", "report", "warning", "response", "acknowledgement", "answer", "decided", "country"}

    for record in [*records(alpha), *records(bravo)]:
        written = {word.casefold() for word in re.findall(r"[^\W\d_]{4,}", record)}
        assert written & words <= own


def test_the_root_in_a_head_is_that_of_every_entry_in_order(alpha, bravo):
    the_whole_story(alpha, bravo)
    head = audit.sign_head(alpha.node)
    entries = audit.entries(alpha.node, alpha.uma)
    nodes = {}
    for entry in entries:
        leaf = ledger.leaf_hash(ledger.leaf_data(entry.salt, entry.record))
        for level, index, value in ledger.append(entry.index, leaf, lambda *at: nodes[at]):
            nodes[level, index] = value

    opened = checkpoint.open_checkpoint(head.checkpoint, alpha.node.keyring.log)

    assert (opened.size, opened.root) == (len(entries), ledger.root(len(entries), lambda *at: nodes[at]))
    assert [entry.index for entry in entries] == list(range(len(entries)))


def test_no_size_is_ever_signed_twice(alpha, clock):
    for _ in range(3):
        audit.sign_head(alpha.node)
        clock.advance(hours=1)
    submit(alpha)
    audit.sign_head(alpha.node)

    with alpha.node.store.read() as tx:
        assert len({head.size for head in tx.heads.where()}) == len(tx.heads.where())


def test_what_was_undone_is_undone_in_the_ledger_too(alpha):
    before = records(alpha)

    def fail():
        with alpha.node.store.begin() as tx:
            journal.record(alpha.node, tx, "test.done")
            raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert records(alpha) == before
    audit.sign_head(alpha.node)


def test_both_ends_prove_the_same_message(alpha, bravo):
    notice, _, message = the_whole_story(alpha, bravo)

    sent = proof.verify(audit.prove(alpha.node, alpha.uma, notice=notice.id, to=known_as(alpha, "Bravo").id))
    received = proof.verify(audit.prove_received(bravo.node, bravo.uma, message=message))

    assert (sent.holds, sent.failures) == (True, ())
    assert (received.holds, received.failures) == (True, ())


def test_a_proof_made_before_the_answers_came_holds_and_says_less(federation):
    _, _, (alpha, bravo, _) = federation
    notice = open_notice(alpha)
    _, delivery = release_to(alpha, notice, "Bravo", "IE:target")
    bravo_id = known_as(alpha, "Bravo").id
    with pytest.raises(ConflictError, match="nothing to prove"):
        audit.prove(alpha.node, alpha.uma, notice=notice.id, to=bravo_id)
    deliver(alpha, bravo)
    early = proof.verify(audit.prove(alpha.node, alpha.uma, notice=notice.id, to=bravo_id))

    answers.acknowledge(bravo.node, bravo.ines, message=delivery.id)
    deliver(bravo, alpha)
    late = proof.verify(audit.prove(alpha.node, alpha.uma, notice=notice.id, to=bravo_id))

    assert early.holds
    assert late.holds
    assert len(late.proven) > len(early.proven)


def test_a_proof_holds_no_content_unless_it_is_asked_for(alpha, bravo):
    notice, tearline, _ = the_whole_story(alpha, bravo)
    to = known_as(alpha, "Bravo").id
    closed = audit.prove(alpha.node, alpha.uma, notice=notice.id, to=to)
    opened = audit.prove(alpha.node, alpha.uma, notice=notice.id, to=to, with_content=True)

    assert proof.verify(opened).holds
    assert len(opened) > len(closed) + len(tearline.body)
    for word in (b"Kidege", b"Ireland", notice.id.encode(), b"ines", b"rosa"):
        assert word not in closed


def test_one_changed_bit_anywhere_is_noticed(alpha, bravo):
    notice, _, _ = the_whole_story(alpha, bravo)
    file = audit.prove(alpha.node, alpha.uma, notice=notice.id, to=known_as(alpha, "Bravo").id)

    for at in range(0, len(file), 1009):
        changed = bytearray(file)
        changed[at] ^= 1
        assert not proof.verify(bytes(changed)).holds


def test_nothing_is_proven_to_who_was_not_told(alpha, bravo):
    notice, _, _ = the_whole_story(alpha, bravo)

    with pytest.raises(NotFoundError, match="has not been told"):
        audit.prove(alpha.node, alpha.uma, notice=notice.id, to=known_as(alpha, "Charlie").id)
    with pytest.raises(NotFoundError):
        audit.prove(alpha.node, alpha.uma, notice="n-unknown", to=known_as(alpha, "Bravo").id)
    with pytest.raises(NotFoundError):
        audit.prove_received(bravo.node, bravo.uma, message="00" * 32)


def test_signing_in_is_on_record_and_no_password_is(alpha):
    accounts.login(alpha.node, name="ines", password=PASSWORD)

    assert '"action":"account.signed_in"' in records(alpha)[-1]
    assert not [record for record in records(alpha) if "horse" in record or "ines" in record]
