"""Witnesses: counterparts see one another's ledgers grow, cosign what only grew, and keep what forked."""

import itertools
import json
from dataclasses import replace

import pytest

from exchange.forging import a_message, an_envelope
from federation import deliver
from stories import known_as, open_notice, release_to
from tocsin.domain import ledger
from tocsin.domain.errors import UntrustedError
from tocsin.domain.exchange import WorkKind
from tocsin.usecases import audit
from tocsin.usecases.reception import receive
from tocsin.usecases.steps import heads, journal, witness
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import checkpoint
from tocsin.wire.leaf import facts
from tocsin.wire.message import Kind
from tocsin.wire.receipt import open_receipt
from tocsin.wire.status import compose, parse

POSITIONS = itertools.count(1)
URGENCIES = itertools.cycle(Urgency)


def says(sender, recipient):
    """What one states to the other now, in bytes and back."""
    with sender.node.store.begin() as tx:
        stated, shown = witness.testify(sender.node, tx, known_as(sender, recipient.node.organisation.name), (), ())
        tx.shown.put(shown)
    return parse(compose(stated))


def hears(recipient, sender, status, **changes):
    """Let a status arrive; return the fork, if it is one."""
    position = changes.pop("position", None) or next(POSITIONS)
    message = a_message(sender, recipient, kind=Kind.STATUS, position=position, previous="00" * 32, **changes)
    with recipient.node.store.begin() as tx:
        return witness.hear(
            recipient.node,
            tx,
            known_as(recipient, sender.node.organisation.name),
            message=message,
            id_=f"{position:064x}",
            status=status,
        )


def exchange(one, other):
    """One status each way."""
    hears(other, one, says(one, other))
    hears(one, other, says(other, one))


def grow(town, *, head=True):
    """Something is done, and a head is signed."""
    with town.node.store.begin() as tx:
        journal.record(town.node, tx, "test.done")
        if head:
            heads.sign(town.node, tx)


def held(town, collection, **equals):
    with town.node.store.read() as tx:
        return getattr(tx, collection).where(**equals)


def another_ledger(town, size):
    """A head over so many other entries, signed with the town's keys by a node with another past."""
    nodes = {}
    for at in range(size):
        for level, index, value in ledger.append(at, ledger.leaf_hash(bytes([at])), lambda *key: nodes[key]):
            nodes[level, index] = value
    keys = town.node.keyring.log
    root = ledger.root(size, lambda *key: nodes[key])
    head = checkpoint.Checkpoint(origin=keys.origin, size=size, root=root, timestamp=1)
    return checkpoint.compose(head, keys=keys, sign=town.node.keyring.sign_head)


def test_after_one_status_each_way_each_has_the_others_cosignature(alpha, bravo):
    exchange(alpha, bravo)
    hears(bravo, alpha, says(alpha, bravo))

    for ours, theirs in ((alpha, bravo), (bravo, alpha)):
        (cosignature,) = held(ours, "cosignatures")
        with ours.node.store.read() as tx:
            head = heads.at(tx, cosignature.size)
        file = checkpoint.with_line(head.checkpoint, cosignature.line)
        assert checkpoint.open_cosignature(file, ours.node.keyring.log, witness=theirs.node.keyring.log)


def test_a_ledger_that_only_grows_is_cosigned_at_every_size_it_is_shown_at(alpha, bravo):
    for _ in range(5):
        grow(alpha)
        grow(alpha)
        exchange(alpha, bravo)

    assert len(held(alpha, "cosignatures")) == 5
    assert not held(bravo, "forks")


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_statuses_in_any_order_are_no_fork_and_in_the_end_the_newest_is_cosigned(alpha, bravo, order):
    stated = []
    for position in (1, 2, 3):
        grow(alpha)
        stated.append((says(alpha, bravo), position))
    for each in order:
        assert hears(bravo, alpha, stated[each][0], position=stated[each][1]) is None
    hears(alpha, bravo, says(bravo, alpha))
    grow(alpha)
    newest = says(alpha, bravo)

    assert hears(bravo, alpha, newest, position=4) is None
    assert held(bravo, "watched")[0].size == checkpoint.open_checkpoint(newest.checkpoint, alpha.node.keyring.log).size


def test_another_root_at_the_same_size_is_a_fork_whatever_else_is_said(alpha, bravo):
    first = says(alpha, bravo)
    hears(bravo, alpha, first)
    (known,) = held(bravo, "watched")

    fork = hears(bravo, alpha, replace(first, checkpoint=another_ledger(alpha, known.size)))

    assert fork == held(bravo, "forks")[0]
    assert (fork.known, fork.known_size, fork.shown_size) == (known.status, known.size, known.size)
    assert held(bravo, "watched") == (known,)


def test_a_ledger_that_shrank_is_a_fork(alpha, bravo):
    grow(alpha)
    grow(alpha)
    first = says(alpha, bravo)
    hears(bravo, alpha, first)

    assert hears(bravo, alpha, replace(first, checkpoint=another_ledger(alpha, 16), continues=()))


def test_a_larger_ledger_that_does_not_continue_is_a_fork_where_a_path_says_it_does(alpha, bravo):
    hears(bravo, alpha, says(alpha, bravo))
    grow(alpha)
    grown = says(alpha, bravo)
    (known,) = held(bravo, "watched")
    other = another_ledger(alpha, 2 * known.size)

    assert (
        hears(bravo, alpha, replace(grown, checkpoint=other, continues=())) is None
    )  # nothing is said, nothing cosigned
    assert held(bravo, "watched") == (known,)
    assert hears(bravo, alpha, replace(grown, checkpoint=other))


def test_after_a_fork_nothing_of_that_ledger_is_cosigned_and_the_first_fork_is_kept(alpha, bravo):
    first = says(alpha, bravo)
    hears(bravo, alpha, first)
    (known,) = held(bravo, "watched")
    forked = replace(first, checkpoint=another_ledger(alpha, known.size))
    fork = hears(bravo, alpha, forked)
    grow(alpha)

    assert hears(bravo, alpha, forked) == fork
    assert hears(bravo, alpha, says(alpha, bravo)) is None
    assert held(bravo, "forks") == (fork,)
    assert held(bravo, "watched") == (known,)


def test_a_new_epoch_is_watched_anew_and_the_old_one_counts_no_more(alpha, bravo):
    first = says(alpha, bravo)
    hears(bravo, alpha, first)
    (known,) = held(bravo, "watched")

    assert hears(bravo, alpha, replace(first, checkpoint=another_ledger(alpha, 16)), epoch=2) is None
    assert hears(bravo, alpha, first, epoch=1) is None
    (now,) = held(bravo, "watched")
    assert (now.epoch, now.size) == (2, 16)
    assert known.epoch == 1


def test_a_cosignature_that_is_not_theirs_counts_for_nothing(alpha, bravo, federation):
    charlie = federation[2][2]
    exchange(alpha, charlie)
    hears(bravo, alpha, says(alpha, bravo))
    theirs = says(charlie, alpha).cosigned
    stated = says(bravo, alpha)

    hears(alpha, bravo, replace(stated, cosigned=replace(theirs, line=theirs.line)))
    hears(alpha, bravo, replace(stated, cosigned=replace(stated.cosigned, line="— x AAAA")))
    hears(alpha, bravo, replace(stated, cosigned=replace(stated.cosigned, size=5)))

    assert {each.counterpart for each in held(alpha, "cosignatures")} == {known_as(alpha, "Charlie").id}


def test_a_checkpoint_that_another_log_signed_is_refused(alpha, bravo):
    stated = says(alpha, bravo)

    with pytest.raises(UntrustedError):
        hears(bravo, alpha, replace(stated, checkpoint=says(bravo, alpha).checkpoint))
    assert not held(bravo, "watched")


def test_what_a_node_shows_of_itself_names_no_third_party(alpha, bravo, federation):
    charlie = federation[2][2]
    for _ in range(2):
        grow(alpha)
        exchange(alpha, charlie)
        exchange(alpha, bravo)
    shown = compose(says(alpha, bravo))

    assert charlie.node.keyring.log.origin.encode() not in shown
    assert charlie.node.organisation.node_id.encode() not in shown
    assert known_as(alpha, "Charlie").id.encode() not in shown


def test_each_shows_the_other_its_entries_about_the_others_messages_once_and_no_third_partys(alpha, bravo, federation):
    charlie = federation[2][2]
    grow(alpha)
    for sender in (bravo, charlie, bravo):
        receive(alpha.node, an_envelope(sender, alpha, urgency=next(URGENCIES)))
    ids = {each.id for each in held(alpha, "incoming", counterpart=known_as(alpha, "Bravo").id)}
    before = says(alpha, bravo)
    grow(alpha)
    after = says(alpha, bravo)
    head = checkpoint.open_checkpoint(after.checkpoint, alpha.node.keyring.log)

    assert {facts(leaf.record)["message"] for leaf in after.entries} == ids
    assert all(leaf.is_under(head.size, head.root) for leaf in after.entries)
    assert before.entries == says(alpha, bravo).entries == ()


def test_the_entry_that_a_recipient_shows_is_found_from_the_delivery(alpha, bravo):
    _, delivery = release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    deliver(alpha, bravo)
    grow(bravo)
    hears(alpha, bravo, says(bravo, alpha), position=9)

    (found,) = held(alpha, "deliveries")
    assert (found.id, found.shown_in) == (delivery.id, f"{9:064x}")


def test_an_entry_about_nothing_that_we_sent_or_under_another_head_is_not_kept(alpha, bravo, federation):
    charlie = federation[2][2]
    release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    deliver(alpha, bravo)
    grow(bravo)
    stated = says(bravo, alpha)
    grow(bravo)

    hears(alpha, charlie, replace(says(charlie, alpha), entries=stated.entries))
    hears(alpha, bravo, replace(says(bravo, alpha), entries=stated.entries))

    assert [each.shown_in for each in held(alpha, "deliveries")] == [None]


def test_a_receipt_says_under_which_head_the_entry_will_be_and_not_how_many_there_are(alpha, bravo):
    for urgency in Urgency:
        data = receive(alpha.node, an_envelope(bravo, alpha, urgency=urgency))
        receipt = open_receipt(data, alpha.node.keyring.signing)
        (leaf,) = held(alpha, "leaves", about=receipt.message_id)
        with alpha.node.store.begin() as tx:
            head = heads.sign(alpha.node, tx)
        assert leaf.index < receipt.log_size == head.size
        assert receipt.log_size % alpha.node.cadence.leaves == 0


def test_a_head_grows_by_the_same_however_much_was_done(alpha):
    sizes = []
    for done in (0, 1, 5, 0, 11):
        for _ in range(done):
            grow(alpha, head=False)
        with alpha.node.store.begin() as tx:
            sizes.append(heads.sign(alpha.node, tx).size)

    assert {later - earlier for earlier, later in itertools.pairwise(sizes)} == {alpha.node.cadence.leaves}


def test_a_busy_period_spills_over_to_the_next_multiple(alpha):
    with alpha.node.store.begin() as tx:
        before = heads.sign(alpha.node, tx).size
    for _ in range(40):
        grow(alpha, head=False)
    with alpha.node.store.begin() as tx:
        after = heads.sign(alpha.node, tx).size

    assert after - before == 48


def test_heads_are_signed_by_the_clock_and_not_by_what_is_done(alpha, clock):
    times = []
    for minutes in (1, 14, 20, 3):
        clock.advance(minutes=minutes)
        audit.sign_head(alpha.node)
        times += [work.due_at for work in held(alpha, "work") if work.kind is WorkKind.HEAD]

    assert [time.minute for time in times] == [15, 30, 45, 45]


def test_dummies_look_like_all_other_leaves(alpha):
    audit.sign_head(alpha.node)
    leaves = held(alpha, "leaves")

    assert heads.DUMMY in {json.loads(leaf.record)["action"] for leaf in leaves}
    assert {len(leaf.salt) for leaf in leaves} == {32}
    assert len({leaf.salt for leaf in leaves}) == len(leaves)
