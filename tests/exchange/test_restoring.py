"""Restoring: a node that comes back from a backup loses, doubles and hides nothing, and uses no place twice."""

import itertools
from dataclasses import replace

import pytest

from exchange.forging import an_envelope
from federation import PASSWORD, deliver
from stories import a_federation, known_as, open_notice, release_to
from tocsin.adapters.backup import read as unpack
from tocsin.adapters.backup import write as back_up
from tocsin.adapters.sql.store import SqlStore
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, InvalidError, NotFoundError, RefusedError
from tocsin.domain.exchange import Direction
from tocsin.domain.line import Stretch
from tocsin.usecases import accounts, agenda, epochs, lines
from tocsin.usecases.reception import receive
from tocsin.usecases.restoring import begin_anew
from tocsin.usecases.steps import witness
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Reason, Verdict, open_receipt
from tocsin.wire.status import Held, compose

NAMES = itertools.count(1)


class Places:
    """Where the databases of the towns lie, and how one is put back."""

    def __init__(self, folder):
        self.folder = folder
        self.again = {}

    def store(self, name):
        (self.folder / name).mkdir()
        return SqlStore(self.folder / name / "tocsin.db")

    def back_up(self, town):
        file = self.folder / f"{next(NAMES)}.backup"
        name = town.node.organisation.name
        back_up(self.again.get(name, self.folder / name), file, database="tocsin.db", now=town.node.clock.now())
        return file

    def restore(self, wires, town, file):
        """The town as it is after its database was put back; its old one is gone."""
        town.node.store.close()
        folder = self.folder / f"again-{next(NAMES)}"
        folder.mkdir(mode=0o700)
        unpack(file, folder)
        self.again[town.node.organisation.name] = folder
        node = replace(town.node, store=SqlStore(folder / "tocsin.db"))
        begin_anew(node)
        wires.nodes[node.organisation.address] = node
        return replace(town, node=node)


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path)


@pytest.fixture
def federation(places):
    clock, wires, towns = a_federation(make_store=places.store)
    yield clock, wires, towns
    for node in wires.nodes.values():
        node.store.close()


def held(town, kind="alert"):
    with town.node.store.read() as tx:
        return {each.id: each.verdict for each in tx.incoming.where(kind=kind)}


def sent(town):
    with town.node.store.read() as tx:
        return {each.id: each.state for each in tx.deliveries.where(kind="alert")}


def streams(town, direction):
    with town.node.store.read() as tx:
        return [each for each in tx.streams.where() if each.direction is direction]


def days_pass(clock, towns, days=3):
    """Everybody starts, and goes on for some days."""
    for town in towns:
        agenda.begin(town.node)
    for _ in range(days * 24):
        deliver(*towns)
        clock.advance(hours=1)


def warn(town, name="Bravo", key="IE:target", **changes):
    return release_to(town, open_notice(town, **changes), name, key)[1].id


def test_a_restored_sender_uses_no_place_twice_and_what_it_sends_waits_for_a_person(federation, places):
    clock, wires, (alpha, bravo, charlie) = federation
    before = warn(alpha)
    deliver(alpha)
    file = places.back_up(alpha)
    forgotten = warn(alpha)
    deliver(alpha)
    alpha = places.restore(wires, alpha, file)
    after = warn(alpha)
    days_pass(clock, (alpha, bravo, charlie))

    assert held(bravo) == {before: "stored", forgotten: "stored", after: "quarantined"}
    assert sent(alpha)[after] is DeliveryState.QUARANTINED

    (epoch,) = epochs.waiting(bravo.node, bravo.rosa, counterpart=known_as(bravo, "Alpha").id)
    assert epochs.accept(bravo.node, bravo.rosa, counterpart=known_as(bravo, "Alpha").id) >= 1
    days_pass(clock, (alpha, bravo, charlie), days=1)

    assert held(bravo) == {before: "stored", forgotten: "stored", after: "stored"}
    assert sent(alpha) == {before: DeliveryState.STORED, after: DeliveryState.STORED}
    (old,) = [each for each in streams(alpha, Direction.OUT) if each.theirs and each.epoch == 1 and each.forgotten]
    assert old.forgotten == ((2, 2),)
    assert epoch.number > 1


def test_what_they_have_beyond_a_gap_that_stays_is_known_to_be_forgotten(federation, places):
    clock, wires, (alpha, bravo, charlie) = federation
    warn(alpha)
    deliver(alpha)
    file = places.back_up(alpha)
    for _ in range(2):
        warn(alpha)
    deliver(alpha)
    with bravo.node.store.begin() as tx:
        (whole,) = [each for each in streams(bravo, Direction.IN) if each.position == 3]
        tx.streams.put(replace(whole, lost=((2, 2),)))
    alpha = places.restore(wires, alpha, file)
    days_pass(clock, (alpha, bravo, charlie), days=1)

    (old,) = [each for each in streams(alpha, Direction.OUT) if each.epoch == 1 and each.forgotten]
    assert old.forgotten == ((2, 3),)


def test_the_receipt_for_what_was_let_in_says_stored_and_is_the_same_on_both_sides(federation, places):
    clock, wires, (alpha, bravo, charlie) = federation
    alpha = places.restore(wires, alpha, places.back_up(alpha))
    after = warn(alpha)
    days_pass(clock, (alpha, bravo, charlie), days=1)
    epochs.accept(bravo.node, bravo.omar, counterpart=known_as(bravo, "Alpha").id)
    days_pass(clock, (alpha, bravo, charlie), days=1)

    with alpha.node.store.read() as ours, bravo.node.store.read() as theirs:
        receipt = ours.deliveries.get(after).receipt
        assert receipt == theirs.incoming.get(after).receipt
        assert theirs.aside.where() == ()
    assert open_receipt(receipt, bravo.node.keyring.signing).verdict is Verdict.STORED


def test_what_a_restored_receiver_has_lost_comes_again_under_the_same_ids(federation, places):
    clock, wires, (alpha, bravo, charlie) = federation
    first = warn(alpha)
    deliver(alpha, bravo)
    file = places.back_up(bravo)
    lost = {warn(alpha) for _ in range(3)}
    deliver(alpha, bravo)
    with alpha.node.store.read() as tx:
        receipts = {each: tx.deliveries.get(each).receipt for each in lost}
    bravo = places.restore(wires, bravo, file)
    assert held(bravo) == {first: "stored"}

    days_pass(clock, (alpha, bravo, charlie))
    epochs.accept(alpha.node, alpha.rosa, counterpart=known_as(alpha, "Bravo").id)
    days_pass(clock, (alpha, bravo, charlie))

    assert held(bravo) == dict.fromkeys((first, *lost), "stored")
    assert set(sent(alpha).values()) == {DeliveryState.STORED}
    with alpha.node.store.read() as tx:
        assert {each: tx.deliveries.get(each).receipt for each in lost} == receipts
    assert [each for each in streams(bravo, Direction.IN) if each.missing or each.lost] == []


def test_what_is_lost_is_asked_for_once_while_the_question_waits_there_for_a_person(federation, places):
    clock, wires, (alpha, bravo, _) = federation
    file = places.back_up(bravo)
    warn(alpha)
    deliver(alpha, bravo)
    bravo = places.restore(wires, bravo, file)

    days_pass(clock, (alpha, bravo))
    with bravo.node.store.read() as tx:
        asked = tx.deliveries.where(kind=Kind.RESEND)
    days_pass(clock, (alpha, bravo))

    assert asked
    assert {each.reason for each in asked} == {Reason.EPOCH_UNKNOWN}
    with bravo.node.store.read() as tx:
        assert tx.deliveries.where(kind=Kind.RESEND) == asked


def test_what_was_on_its_way_when_the_backup_was_made_arrives_once(federation, places):
    clock, wires, (alpha, bravo, charlie) = federation
    waiting = {warn(alpha) for _ in range(2)}
    file = places.back_up(alpha)
    deliver(alpha)
    alpha = places.restore(wires, alpha, file)
    days_pass(clock, (alpha, bravo, charlie), days=1)

    assert held(bravo) == dict.fromkeys(waiting, "stored")
    assert set(sent(alpha).values()) == {DeliveryState.STORED}


def test_two_restores_of_one_backup_count_in_two_epochs(federation, places):
    clock, wires, (alpha, bravo, charlie) = federation
    file = places.back_up(alpha)
    once = places.restore(wires, alpha, file)
    one = warn(once)
    deliver(once)
    again = places.restore(wires, once, file)
    other = warn(again)
    deliver(again)

    waiting = epochs.waiting(bravo.node, bravo.rosa, counterpart=known_as(bravo, "Alpha").id)
    assert len({each.number for each in waiting}) == 2
    with pytest.raises(ConflictError, match="several epochs"):
        epochs.accept(bravo.node, bravo.rosa, counterpart=known_as(bravo, "Alpha").id)
    for each in waiting:
        epochs.accept(bravo.node, bravo.rosa, counterpart=known_as(bravo, "Alpha").id, number=each.number)
    days_pass(clock, (again, bravo, charlie), days=1)
    assert held(bravo) == {one: "stored", other: "stored"}


def a_status(town, to, sent_in):
    """The body of a status that says so much of its own streams."""
    with town.node.store.begin() as tx:
        counterpart = tx.counterparts.get(known_as(town, to.node.organisation.name).id)
        return compose(witness.testify(town.node, tx, counterpart, (), sent_in)[0])


def accept_all(town, name):
    """A person rings the counterpart and accepts whatever of it waits."""
    them = known_as(town, name).id
    for each in epochs.waiting(town.node, town.rosa, counterpart=them):
        epochs.accept(town.node, town.rosa, counterpart=them, number=each.number)


def where(town, name):
    """What the lines say of positions: what is the matter, and with which."""
    (line,) = [each.line for each in lines.states(town.node, town.ines) if each.line.counterpart.name == name]
    return {(each.what, each.epoch, each.positions) for each in line.wheres if each.urgency is Urgency.IMMEDIATE}


def in_between(federation, places):
    """A warning of an epoch that is over with its sender, restored twice, and unknown to its restored recipient."""
    clock, wires, (alpha, bravo, charlie) = federation
    early = places.back_up(bravo)
    alpha = places.restore(wires, alpha, places.back_up(alpha))
    message = warn(alpha, urgency=Urgency.IMMEDIATE)
    days_pass(clock, (alpha, bravo, charlie), days=1)
    accept_all(bravo, "Alpha")
    days_pass(clock, (alpha, bravo, charlie), days=1)
    assert (held(bravo), sent(alpha)) == ({message: "stored"}, {message: DeliveryState.STORED})
    alpha = places.restore(wires, alpha, places.back_up(alpha))
    bravo = places.restore(wires, bravo, early)
    return clock, (alpha, bravo, charlie), message


def test_an_epoch_in_between_that_its_recipient_has_forgotten_waits_for_a_person_and_comes_again(federation, places):
    clock, towns, message = in_between(federation, places)
    alpha, bravo, _ = towns
    days_pass(clock, towns, days=2)
    accept_all(bravo, "Alpha")  # the newest: what it tells of the one before is believed
    accept_all(alpha, "Bravo")
    days_pass(clock, towns, days=2)

    (waiting,) = epochs.waiting(bravo.node, bravo.rosa, counterpart=known_as(bravo, "Alpha").id)
    assert where(bravo, "Alpha") == {(Stretch.MISSING, waiting.number, "1")}
    accept_all(bravo, "Alpha")
    days_pass(clock, towns, days=2)
    assert (held(bravo), sent(alpha)) == ({message: "stored"}, {message: DeliveryState.STORED})
    assert where(bravo, "Alpha") == {(Stretch.ENDED, waiting.number, "1")}


def test_what_neither_side_has_any_more_is_shown_as_lost_on_both(federation, places):
    clock, towns, message = in_between(federation, places)
    alpha, bravo, _ = towns
    with alpha.node.store.begin() as tx:
        gone = tx.outgoing.get(message)
        tx.outgoing.put(replace(gone, signed=b"", envelope=b""))
    for _ in range(2):
        days_pass(clock, towns, days=2)
        accept_all(bravo, "Alpha")
        accept_all(alpha, "Bravo")
    days_pass(clock, towns, days=2)

    assert where(bravo, "Alpha") == {(Stretch.LOST, gone.epoch, "1")}
    assert where(alpha, "Bravo") == {(Stretch.GONE, gone.epoch, "1")}


def test_what_its_sender_forgot_first_and_its_recipient_then_is_shown_as_lost_on_both(federation, places):
    clock, wires, (alpha, bravo, charlie) = federation
    ours, theirs = places.back_up(alpha), places.back_up(bravo)
    warn(alpha, urgency=Urgency.IMMEDIATE)
    deliver(alpha)
    alpha = places.restore(wires, alpha, ours)
    days_pass(clock, (alpha, bravo, charlie), days=1)
    assert where(alpha, "Bravo") == {(Stretch.FORGOTTEN, 1, "1")}
    bravo = places.restore(wires, bravo, theirs)
    for _ in range(2):
        days_pass(clock, (alpha, bravo, charlie), days=2)
        accept_all(bravo, "Alpha")
        accept_all(alpha, "Bravo")
    days_pass(clock, (alpha, bravo, charlie), days=2)

    assert where(bravo, "Alpha") == {(Stretch.LOST, 1, "1")}
    assert where(alpha, "Bravo") == {(Stretch.GONE, 1, "1")}


def test_who_asked_for_what_is_gone_and_forgets_that_in_a_restore_is_told_all_the_same(federation, places):
    clock, wires, (alpha, bravo, charlie) = federation
    warn(alpha, urgency=Urgency.IMMEDIATE)
    deliver(alpha)
    alpha = places.restore(wires, alpha, places.back_up(alpha))
    with alpha.node.store.begin() as tx:  # Bravo had a second one, Alpha has forgotten it, and Bravo then asked
        (stream,) = tx.streams.where(counterpart=known_as(alpha, "Bravo").id)
        tx.streams.put(replace(stream, lost=((2, 2),), theirs=1))
    for _ in range(2):
        days_pass(clock, (alpha, bravo, charlie))
        accept_all(bravo, "Alpha")

    assert (Stretch.LOST, 1, "2") in where(bravo, "Alpha")
    assert (Stretch.GONE, 1, "2") in where(alpha, "Bravo")


def test_what_they_say_they_have_is_shown_as_lost_no_more(federation):
    clock, _, (alpha, bravo, charlie) = federation
    warn(alpha, urgency=Urgency.IMMEDIATE)
    deliver(alpha)
    with alpha.node.store.begin() as tx:
        (stream,) = [each for each in streams(alpha, Direction.OUT) if each.urgency is Urgency.IMMEDIATE]
        tx.streams.put(replace(stream, lost=((1, 1),)))  # as when their request for it came late
    assert where(alpha, "Bravo") == {(Stretch.GONE, 1, "1")}
    days_pass(clock, (alpha, bravo, charlie), days=1)

    assert where(alpha, "Bravo") == set()


def test_where_an_old_epoch_ended_is_shown_by_both_sides(federation, places):
    clock, wires, (alpha, bravo, charlie) = federation
    file = places.back_up(alpha)
    warn(alpha, urgency=Urgency.IMMEDIATE)
    deliver(alpha)
    alpha = places.restore(wires, alpha, file)
    days_pass(clock, (alpha, bravo, charlie), days=1)
    accept_all(bravo, "Alpha")

    assert where(alpha, "Bravo") == {(Stretch.FORGOTTEN, 1, "1")}
    assert where(bravo, "Alpha") == {(Stretch.ENDED, 1, "1")}


def test_a_status_announces_no_more_epochs_than_a_person_can_look_at(federation):
    _, _, (alpha, bravo, _) = federation
    sent_in = tuple(Held(urgency=Urgency.IMMEDIATE, epoch=each, position=1, newest=1) for each in range(2, 14))
    receive(alpha.node, an_envelope(bravo, alpha, kind="status", body=a_status(bravo, alpha, sent_in)))

    waiting = epochs.waiting(alpha.node, alpha.rosa, counterpart=known_as(alpha, "Bravo").id)
    assert [each.number for each in waiting] == list(range(2, 10))


def test_a_counterpart_that_is_enrolled_after_a_restore_is_written_to_in_the_new_epoch(federation, places):
    _, wires, (alpha, bravo, _) = federation
    alpha = places.restore(wires, alpha, places.back_up(alpha))
    warn(alpha)

    with alpha.node.store.read() as tx:
        assert {each.epoch for each in tx.outgoing.where()} == {tx.epochs.newest(1, counterpart=None)[0].number}
    assert bravo.node.organisation.name == "Bravo"


def test_who_was_signed_in_is_not_after_a_restore(federation, places):
    _, wires, (alpha, *_) = federation
    token = accounts.login(alpha.node, name="rosa", password=PASSWORD)
    accounts.actor_for(alpha.node, token=token)
    alpha = places.restore(wires, alpha, places.back_up(alpha))

    with pytest.raises(RefusedError):
        accounts.actor_for(alpha.node, token=token)


def test_only_who_may_release_or_administer_accepts_an_epoch_and_only_one_that_waits(federation):
    _, _, (alpha, bravo, _) = federation
    receive(alpha.node, an_envelope(bravo, alpha, epoch=7))
    them = known_as(alpha, "Bravo").id

    with pytest.raises(RefusedError):
        epochs.accept(alpha.node, alpha.ines, counterpart=them)
    with pytest.raises(NotFoundError):
        epochs.accept(alpha.node, alpha.rosa, counterpart=them, number=8)
    assert epochs.accept(alpha.node, alpha.rosa, counterpart=them, number=7) == 1
    with pytest.raises(NotFoundError):
        epochs.accept(alpha.node, alpha.rosa, counterpart=them)


def test_nobody_can_announce_more_epochs_than_a_person_can_look_at(federation):
    _, _, (alpha, bravo, _) = federation
    answers = [receive(alpha.node, an_envelope(bravo, alpha, epoch=each)) for each in range(2, 14)]

    reasons = [open_receipt(each, alpha.node.keyring.signing).reason for each in answers]
    assert reasons == [Reason.EPOCH_UNKNOWN] * 8 + [Reason.OVER_LIMIT] * 4


def test_a_backup_overwrites_nothing_and_holds_no_key_that_comes_next(tmp_path):
    from tocsin.bootstrap import back_up as back_up_node
    from tocsin.bootstrap import create_node, restore_node
    from tocsin.settings import Settings

    node = create_node(tmp_path / "node", Settings(name="Lantern Desk", countries=("PT",), contact="line 1"))
    file = tmp_path / "a.backup"
    back_up_node(tmp_path / "node", file)
    with pytest.raises(ConflictError, match="overwrites nothing"):
        back_up_node(tmp_path / "node", file)
    with pytest.raises(ConflictError, match="already"):
        restore_node(file, tmp_path / "node")

    again = restore_node(file, tmp_path / "again")
    with again.store.read() as tx:
        assert tx.epochs.newest(1, counterpart=None)[0].number > 1
    assert again.organisation == node.organisation
    assert file.stat().st_mode & 0o077 == 0
    assert not (tmp_path / "again" / "keys" / "next").exists()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.backup", "again", "node"]
    for each in (node, again):
        each.store.close()


@pytest.mark.parametrize("damage", [b"", b"x" * 2000])
def test_what_is_no_backup_restores_nothing(tmp_path, damage):
    from tocsin.bootstrap import restore_node

    file = tmp_path / "a.backup"
    file.write_bytes(damage)

    with pytest.raises(InvalidError, match="not a backup"):
        restore_node(file, tmp_path / "again")
    assert not (tmp_path / "again").exists()
