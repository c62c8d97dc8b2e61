"""Three nodes, a bad network, and any order of events: nothing is lost, doubled, or told to the wrong one."""

import hashlib
from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from stories import a_federation, approve, decide, known_as, open_notice, preview, submit
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, UnavailableError
from tocsin.domain.exchange import InboxState
from tocsin.surfaces.worker import perform
from tocsin.usecases import agenda, answers, browse
from tocsin.usecases.reception import receive
from tocsin.wire.receipt import REFUSAL, open_receipt

RECEIVERS = {"Bravo": "IE:target", "Charlie": "NO:target"}


@dataclass
class BadNetwork:
    """Delivers, loses, repeats, delays; `fate` says what happens to the next envelopes."""

    nodes: dict
    fate: list = field(default_factory=list)
    delayed: list = field(default_factory=list)
    carried: list = field(default_factory=list)

    def carry(self, address, envelope):
        """Carry an envelope as fate has it."""
        self.carried.append((address, envelope))
        match self.fate.pop() if self.fate else "arrives":
            case "lost":
                raise UnavailableError("timed out")
            case "delayed":
                self.delayed.append((address, envelope))
                raise UnavailableError("timed out")
            case "receipt lost":
                self.bring(address, envelope)
                raise UnavailableError("timed out")
            case "twice":
                first, second = self.bring(address, envelope), self.bring(address, envelope)
                assert first == second
                return first
            case _:
                return self.bring(address, envelope)

    def bring(self, address, envelope):
        """Bring an envelope to its door."""
        answer = receive(self.nodes[address], envelope)
        assert answer != REFUSAL
        return answer


class Federation(RuleBasedStateMachine):
    """Alpha warns Bravo and Charlie; people answer; the network does what it likes."""

    @initialize()
    def found(self):
        self.clock, wires, towns = a_federation()
        self.network = BadNetwork(nodes=wires.nodes)
        self.towns = {
            town.node.organisation.name: replace(town, node=replace(town.node, couriers={"https": self.network}))
            for town in towns
        }
        self.alpha = self.towns["Alpha"]
        self.report = submit(self.alpha)
        self.approved = {name: {} for name in RECEIVERS}

    @rule(name=st.sampled_from(sorted(RECEIVERS)))
    def warn(self, name):
        """Open a notice and tell one of the two."""
        notice = open_notice(self.alpha, self.report)
        decide(self.alpha, notice, RECEIVERS[name])
        tearline = preview(self.alpha, notice, known_as(self.alpha, name))
        delivery = approve(self.alpha, tearline)
        self.approved[name][delivery.id] = tearline.digest

    @rule(fate=st.lists(st.sampled_from(["lost", "delayed", "receipt lost", "twice", "arrives"]), max_size=4))
    def work(self, fate):
        """Let every node carry what is due, while the network misbehaves."""
        self.network.fate = fate
        for town in self.towns.values():
            for work in agenda.due(town.node):
                perform(town.node, work)
        self.network.fate = []

    @rule(data=st.data())
    def arrive_late(self, data):
        """Let something that was delayed arrive, in any order."""
        if self.network.delayed:
            at = data.draw(st.integers(0, len(self.network.delayed) - 1))
            self.network.bring(*self.network.delayed.pop(at))

    @rule(data=st.data())
    def replay(self, data):
        """Bring anything once more that was ever carried."""
        if self.network.carried:
            at = data.draw(st.integers(0, len(self.network.carried) - 1))
            self.network.bring(*self.network.carried[at])

    @rule(name=st.sampled_from(sorted(RECEIVERS)), act=st.sampled_from(["open", "acknowledge", "respond"]))
    def answer(self, name, act):
        """Let a person at a receiver take one step with the first warning that waits."""
        town = self.towns[name]
        waiting = [each for each in browse.inbox(town.node, town.ines) if each.incoming.state != InboxState.RESPONDED]
        if not waiting:
            return
        message = waiting[0].incoming.id
        try:
            if act == "open":
                answers.open_warning(town.node, town.ines, message=message)
            elif act == "acknowledge":
                answers.acknowledge(town.node, town.ines, message=message)
            else:
                answers.respond(town.node, town.ines, message=message, said="done")
        except ConflictError:
            assert waiting[0].incoming.state == InboxState.ACKNOWLEDGED

    @rule(minutes=st.sampled_from([0, 1, 30]))
    def wait(self, minutes):
        """Let time pass."""
        self.clock.advance(minutes=minutes)

    @invariant()
    def only_what_was_approved_is_anywhere_and_only_once(self):
        if not hasattr(self, "towns"):
            return
        assert self.held("Alpha") == []
        for name in RECEIVERS:
            held = self.held(name)
            assert len(held) == len({each.id for each in held})
            for each in held:
                assert self.approved[name][each.id] == hashlib.sha256(each.body).hexdigest()

    def held(self, name):
        """The warnings a town holds."""
        with self.towns[name].node.store.read() as tx:
            return list(tx.incoming.where(kind="alert"))

    def teardown(self):
        """In the end, with a good network, everything is where it belongs."""
        if not hasattr(self, "towns"):
            return
        for _ in range(200):
            self.work([])
            self.clock.advance(minutes=11)
            if not any(self.queued(town) for town in self.towns.values()):
                break
        for name, town in self.towns.items():
            assert self.queued(town) == []
            self._every_receipt_is_theirs(town)
            if name in RECEIVERS:
                assert {each.id for each in self.held(name)} == set(self.approved[name])
        self._every_answer_has_come_back()
        self._no_stream_has_a_hole()

    def queued(self, town):
        with town.node.store.read() as tx:
            return list(tx.deliveries.where(state=DeliveryState.QUEUED))

    def _every_receipt_is_theirs(self, town):
        with town.node.store.read() as tx:
            for delivery in tx.deliveries.where():
                theirs = self.towns[tx.counterparts.get(delivery.counterpart).name]
                with theirs.node.store.read() as other:
                    assert other.incoming.get(delivery.id).receipt == delivery.receipt
                assert delivery.state is DeliveryState.STORED
                assert open_receipt(delivery.receipt, theirs.node.keyring.signing).message_id == delivery.id

    def _every_answer_has_come_back(self):
        sent = {each.id: each for each in browse.outbox(self.alpha.node, self.alpha.rosa)}
        for name in RECEIVERS:
            for each in self.held(name):
                answer = sent[each.id].answer
                assert (answer.responded_at is not None) == (each.state == InboxState.RESPONDED)
                assert (answer.opened_at is not None) == (each.opened_by is not None)

    def _no_stream_has_a_hole(self):
        for town in self.towns.values():
            with town.node.store.read() as tx:
                assert [stream for stream in tx.streams.where() if stream.missing] == []


Federation.TestCase.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestFederation = Federation.TestCase
