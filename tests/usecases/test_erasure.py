"""After an entry is erased: the ledger stands, proofs hold, and a guesser learns nothing."""

import hashlib
import json

import pytest

from federation import deliver
from stories import known_as, open_notice, release_to
from tocsin.domain import ledger
from tocsin.usecases import audit
from tocsin.usecases.steps import heads, journal
from tocsin.wire import proof
from tocsin.wire.checkpoint import open_checkpoint


@pytest.fixture
def told(alpha, bravo):
    """A notice that was delivered, its message, and a proof made before anything was erased."""
    notice = open_notice(alpha)
    _, delivery = release_to(alpha, notice, "Bravo", "IE:target")
    deliver(alpha, bravo)
    return notice, delivery, audit.prove(alpha.node, alpha.uma, notice=notice.id, to=known_as(alpha, "Bravo").id)


def erase(town, about):
    with town.node.store.begin() as tx:
        leaves = tx.leaves.where(about=about)
        for leaf in leaves:
            journal.erase(tx, leaf)
    return leaves


def test_a_proof_from_before_still_verifies_against_the_same_ledger(alpha, told):
    _, delivery, file = told
    with alpha.node.store.read() as tx:
        before = heads.newest(alpha.node, tx)
    erase(alpha, delivery.id)

    assert proof.verify(file).holds
    with alpha.node.store.read() as tx:
        assert ledger.root(before.size, journal.node_reader(tx)) == _root(alpha, before)


def _root(town, head):
    return open_checkpoint(head.checkpoint, town.node.keyring.log).root


def test_the_recipients_proof_of_the_same_message_is_untouched_by_what_the_sender_erases(alpha, bravo, told):
    _, delivery, _ = told
    erase(alpha, delivery.id)

    assert proof.verify(audit.prove_received(bravo.node, bravo.uma, message=delivery.id)).holds


def test_who_knows_the_whole_record_cannot_tell_whether_it_was_there(alpha, told):
    _, delivery, _ = told
    erased = erase(alpha, delivery.id)
    with alpha.node.store.read() as tx:
        left = [tx.leaves.get(leaf.key) for leaf in erased]
        everything = repr([tx.leaves.where(), tx.nodes.where(), tx.heads.where()])

    for before, after in zip(erased, left, strict=True):
        assert (after.record, after.salt, after.about) == (None, None, None)
        assert delivery.id not in repr(after)
        # All that is left is the digest over salt and record; without the salt, the right guess gives another one.
        assert after.content == before.content
        for guess in (before.record, b"", bytes(32) + before.record):
            assert hashlib.sha256(guess).digest() != after.content
        assert repr(before.salt) not in everything


def test_an_erased_entry_is_still_counted_and_listed_as_erased(alpha, told):
    _, delivery, _ = told
    count = len(audit.entries(alpha.node, alpha.uma))
    erased = erase(alpha, delivery.id)
    entries = audit.entries(alpha.node, alpha.uma)

    assert len(entries) == count
    assert [each.index for each in entries if each.record is None] == [each.index for each in erased]
    assert not any(delivery.id in json.dumps(each.about) for each in entries)
