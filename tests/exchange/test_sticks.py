"""Mail on a stick: any order, any repetition, any loss; the same envelopes, receipts and proofs as on a line."""

import io
import os
import random
from dataclasses import replace

import pytest

from exchange.forging import an_alert, an_envelope
from federation import deliver
from stories import a_federation, by_hand, known_as, open_notice, release_to
from tocsin.domain.counterpart import Standing
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, RefusedError, UntrustedError
from tocsin.surfaces import stick
from tocsin.usecases import audit, browse, receipts
from tocsin.usecases.steps import post
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import bundle, proof
from tocsin.wire.framing import block
from tocsin.wire.message import Kind
from tocsin.wire.receipt import open_receipt


@pytest.fixture
def gap():
    """Three nodes with no line between them."""
    clock, wires, towns = a_federation()
    wires.cut.update(town.node.organisation.address for town in towns)
    return clock, wires, towns


def mail(sender, name, urgency=Urgency.EXPECTED):
    """Post an alert; return its id."""
    posting = post.Posting(kind=Kind.ALERT, urgency=urgency, body=an_alert(sender))
    with sender.node.store.begin() as tx:
        return post.post(sender.node, tx, known_as(sender, name), posting).id


def export(town, name, target):
    return stick.export(town.node, town.rosa, to=known_as(town, name).id, target=target)


def bring(town, *paths):
    return stick.take_in(town.node, town.ines, paths)


def states(town):
    return [each.state for each in browse.outbox(town.node, town.rosa)]


def arrived(town):
    with town.node.store.read() as tx:
        return tx.incoming.where()


def items(folder):
    return [item for path in sorted(folder.iterdir()) for item in bundle.read(io.BytesIO(path.read_bytes()).read)]


def test_a_warning_crosses_an_air_gap_and_its_receipt_comes_back_and_proves_it(gap, tmp_path):
    clock, _, (alpha, bravo, _) = gap
    there, back = tmp_path / "there", tmp_path / "back"
    there.mkdir()
    back.mkdir()
    notice = open_notice(alpha)
    _, sent = release_to(alpha, notice, "Bravo", "IE:target")

    export(alpha, "Bravo", there)
    clock.advance(hours=30)
    brought = bring(bravo, there)
    returned = export(bravo, "Alpha", back)
    clock.advance(hours=30)
    bring(alpha, back)

    assert (brought.messages, brought.mistakes) == (1, [])
    assert returned.receipts == {sent.id}
    assert states(alpha) == [DeliveryState.STORED]
    assert [each.incoming.id for each in browse.inbox(bravo.node, bravo.ines)] == [sent.id]
    file = audit.prove(alpha.node, alpha.uma, notice=notice.id, to=known_as(alpha, "Bravo").id)
    assert proof.verify(file).holds


def test_an_envelope_and_its_receipt_are_the_same_bytes_on_a_line_and_on_a_stick(gap, tmp_path):
    clock, wires, (alpha, bravo, _) = gap
    message = mail(alpha, "Bravo")
    export(alpha, "Bravo", tmp_path)
    (carried,) = items(tmp_path)

    wires.cut.clear()
    deliver(alpha)
    bring(bravo, tmp_path)
    clock.advance(minutes=1)
    export(bravo, "Alpha", tmp_path / "receipt")

    (sent,) = browse.outbox(alpha.node, alpha.rosa)
    assert wires.carried == [carried]
    assert bundle.compose([sent.receipt]) == (tmp_path / "receipt").read_bytes()
    assert [each.id for each in arrived(bravo)] == [message]


def test_a_lost_stick_loses_nothing(gap, tmp_path):
    _, _, (alpha, bravo, _) = gap
    first, lost_answer, second, answer = (tmp_path / name for name in ("1", "2", "3", "4"))
    mail(alpha, "Bravo")

    export(alpha, "Bravo", tmp_path / "lost")
    export(alpha, "Bravo", first)
    bring(bravo, first)
    export(bravo, "Alpha", lost_answer)
    nothing = export(bravo, "Alpha", answer)
    export(alpha, "Bravo", second)
    bring(bravo, second)
    export(bravo, "Alpha", answer)
    bring(alpha, answer)

    assert nothing.files == []
    assert lost_answer.read_bytes() == answer.read_bytes()
    assert states(alpha) == [DeliveryState.STORED]
    assert len(arrived(bravo)) == 1


def test_bringing_a_stick_again_changes_nothing(gap, tmp_path):
    _, _, (alpha, bravo, _) = gap
    mail(alpha, "Bravo")
    export(alpha, "Bravo", tmp_path / "there")

    for _ in range(3):
        bring(bravo, tmp_path / "there")
    export(bravo, "Alpha", tmp_path / "back")
    bring(alpha, tmp_path / "back")
    receipt = browse.outbox(alpha.node, alpha.rosa)[0].receipt
    bring(alpha, tmp_path / "back", tmp_path / "back")

    assert len(arrived(bravo)) == 1
    assert browse.outbox(alpha.node, alpha.rosa)[0].receipt == receipt
    assert open_receipt(receipt, bravo.node.keyring.signing).verdict == "stored"


@pytest.mark.parametrize("seed", range(8))
def test_sticks_in_any_order_some_lost_some_twice_lose_nothing_and_double_nothing(gap, tmp_path, seed):
    clock, _, (alpha, bravo, _) = gap
    chance = random.Random(seed)
    bags = {"Alpha": [], "Bravo": []}
    pairs = ((alpha, "Bravo", bravo), (bravo, "Alpha", alpha))

    for step in range(40):
        sender, name, receiver = chance.choice(pairs)
        act = chance.choice(("mail", "mail", "export", "export", "bring"))
        if act == "mail":
            mail(sender, name, chance.choice(tuple(Urgency)))
        elif act == "export":
            bags[name] += export(sender, name, tmp_path / f"{step}").files
        elif bags[name]:
            bring(receiver, chance.choice(bags[name]))
        clock.advance(hours=chance.random() * 10)
    for round_ in range(3):
        for sender, name, receiver in pairs:
            bring(receiver, *export(sender, name, tmp_path / f"last-{round_}-{name}").files)

    for sender, _, receiver in pairs:
        assert set(states(sender)) <= {DeliveryState.STORED}
        assert sorted(each.id for each in arrived(receiver)) == sorted(
            each.id for each in browse.outbox(sender.node, sender.rosa)
        )


def test_the_urgent_lies_on_top(gap, tmp_path):
    _, _, (alpha, _, _) = gap
    routine, urgent = mail(alpha, "Bravo", tuple(Urgency)[-1]), mail(alpha, "Bravo", next(iter(Urgency)))
    with alpha.node.store.read() as tx:
        envelopes = [tx.outgoing.get(each).envelope for each in (urgent, routine)]

    export(alpha, "Bravo", tmp_path)

    assert items(tmp_path) == envelopes


def test_what_does_not_fit_into_one_file_goes_into_the_next(gap, tmp_path, monkeypatch):
    _, _, (alpha, bravo, _) = gap
    for module in ("tocsin.usecases.bundles", "tocsin.wire.bundle"):
        monkeypatch.setattr(f"{module}.MAX_BUNDLE", 40_000)
    sent = [mail(alpha, "Bravo") for _ in range(7)]

    written = export(alpha, "Bravo", tmp_path)
    brought = bring(bravo, tmp_path)

    assert len(written.files) == 2
    assert all(path.stat().st_size <= 40_000 for path in written.files)
    assert brought.messages == 7
    assert {each.id for each in arrived(bravo)} == set(sent) == written.messages
    with pytest.raises(ConflictError, match="name a folder"):
        export(alpha, "Bravo", tmp_path / "one-file")


def test_an_envelope_for_somebody_else_or_from_nobody_we_know_is_counted_and_forgotten(gap, tmp_path):
    _, _, (alpha, _, charlie) = gap
    mail(alpha, "Bravo")
    export(alpha, "Bravo", tmp_path)

    brought = bring(charlie, tmp_path)

    assert (brought.messages, brought.refused) == (0, 1)
    assert arrived(charlie) == ()
    assert export(charlie, "Alpha", tmp_path / "answer").files == []


def test_a_receipt_is_filed_only_from_the_counterpart_it_is_of(gap, tmp_path):
    _, _, (alpha, bravo, charlie) = gap
    mail(alpha, "Bravo")
    export(alpha, "Bravo", tmp_path)
    bring(bravo, tmp_path)
    with bravo.node.store.read() as tx:
        (receipt,) = (each.receipt for each in tx.incoming.where())

    for data in (receipt[:-1], receipt[:-1] + bytes([receipt[-1] ^ 1]), receipt[:60], b"TOCSINR1", b""):
        with pytest.raises(UntrustedError):
            receipts.file(alpha.node, data)
    with pytest.raises(UntrustedError):
        receipts.file(charlie.node, receipt)

    assert states(alpha) == [DeliveryState.QUEUED]
    assert receipts.file(alpha.node, receipt).state is DeliveryState.STORED
    assert receipts.file(alpha.node, receipt).receipt == receipt


def test_a_receipt_about_nothing_we_sent_is_counted_and_harms_nothing(gap, tmp_path):
    _, _, (alpha, bravo, _) = gap
    (tmp_path / "forged").write_bytes(bundle.compose([an_envelope(alpha, bravo)]))
    bring(bravo, tmp_path / "forged")
    export(bravo, "Alpha", tmp_path / "back")

    brought = bring(alpha, tmp_path / "back")

    assert (brought.receipts, brought.strange) == (0, 1)


def test_no_receipt_counts_that_a_suspended_counterpart_signed(gap, tmp_path):
    _, _, (alpha, bravo, _) = gap
    mail(alpha, "Bravo")
    export(alpha, "Bravo", tmp_path / "there")
    bring(bravo, tmp_path / "there")
    export(bravo, "Alpha", tmp_path / "back")
    with alpha.node.store.begin() as tx:
        tx.counterparts.put(replace(known_as(alpha, "Bravo"), standing=Standing.SUSPENDED))

    assert bring(alpha, tmp_path / "back").strange == 1
    assert states(alpha) == [DeliveryState.QUEUED]


def test_a_cut_file_gives_what_it_holds_and_is_named(gap, tmp_path):
    _, _, (alpha, bravo, _) = gap
    for _ in range(3):
        mail(alpha, "Bravo")
    (path,) = export(alpha, "Bravo", tmp_path).files
    path.write_bytes(path.read_bytes()[:-5000])

    brought = bring(bravo, tmp_path)

    assert brought.messages == 2
    assert brought.mistakes == [f"{path.name}: the file ends too early: ask for it again"]


def test_ten_gigabytes_are_not_read(gap, tmp_path):
    _, _, (_, bravo, _) = gap
    for name, start in (("nothing", b""), ("magic", bundle.MAGIC), ("long", bundle.MAGIC + b"\xff\xff\xff\xff")):
        with (tmp_path / f"{name}.tocsin").open("wb") as file:
            file.write(start)
            file.truncate(10 * 1024**3)  # sparse: it only looks so

    brought = bring(bravo, tmp_path)

    assert len(brought.mistakes) == 3
    assert (brought.messages, brought.refused) == (0, 0)


def test_links_pipes_folders_in_folders_and_other_files_are_left_alone(gap, tmp_path):
    _, _, (alpha, bravo, _) = gap
    mail(alpha, "Bravo")
    elsewhere, folder = tmp_path / "elsewhere.tocsin", tmp_path / "stick"
    folder.mkdir()
    export(alpha, "Bravo", elsewhere)
    (folder / "link.tocsin").symlink_to(elsewhere)
    (folder / "deep.tocsin").mkdir()
    (folder / "deep.tocsin" / "mail.tocsin").write_bytes(elsewhere.read_bytes())
    os.mkfifo(folder / "pipe.tocsin")
    (folder / "notes.txt").write_bytes(elsewhere.read_bytes())
    (folder / "half.tocsin.part").write_bytes(elsewhere.read_bytes())
    before = sorted(tmp_path.rglob("*"))

    brought = bring(bravo, folder)

    assert brought.files == 0
    assert sorted(each.split(":")[0] for each in brought.mistakes) == ["deep.tocsin", "link.tocsin", "pipe.tocsin"]
    assert arrived(bravo) == ()
    assert sorted(tmp_path.rglob("*")) == before


def test_no_name_in_a_bundle_leads_anywhere(gap, tmp_path):
    _, _, (_, bravo, _) = gap
    wicked = b"../../escape/../etc/passwd"
    (tmp_path / "a.tocsin").write_bytes(bundle.MAGIC + block(b"TOCSINE1" + wicked) + block(wicked) + bundle.END)
    before = sorted(tmp_path.rglob("*"))

    brought = bring(bravo, tmp_path)

    assert brought.refused == 1
    assert len(brought.mistakes) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_stick_that_cannot_be_written_leaves_no_half_file_and_marks_nothing(gap, tmp_path):
    _, _, (alpha, bravo, _) = gap
    mail(alpha, "Bravo")
    export(alpha, "Bravo", tmp_path / "there")
    bring(bravo, tmp_path / "there")

    with pytest.raises(OSError, match="directory"):
        export(bravo, "Alpha", tmp_path / "nowhere" / "mail")

    assert len(export(bravo, "Alpha", tmp_path / "back").receipts) == 1


def test_a_counterpart_without_a_node_gets_no_bundle(gap, tmp_path):
    _, _, (alpha, *_) = gap
    told = by_hand(alpha, "Gotham", "US")

    with pytest.raises(RefusedError, match="by hand"):
        stick.export(alpha.node, alpha.rosa, to=told.id, target=tmp_path)


def test_mail_on_a_stick_is_still_tried_on_the_line(gap, tmp_path):
    clock, wires, (alpha, bravo, _) = gap
    mail(alpha, "Bravo")
    export(alpha, "Bravo", tmp_path)
    assert browse.outbox(alpha.node, alpha.rosa)[0].exported_at == clock.now()

    wires.cut.clear()
    deliver(alpha)

    assert states(alpha) == [DeliveryState.STORED]
    assert len(arrived(bravo)) == 1
