"""One run of a random case through a whole node: every use case from the report to the proof, and what came out."""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import timedelta

from structlog.testing import capture_logs

from federation import deliver
from release.cases import TOLD, Case, stored
from stories import INFORM, a_federation, by_hand, known_as, pass_gate, say_why
from tocsin.domain.claim import Claim, Review
from tocsin.domain.counterpart import Reach
from tocsin.domain.delivery import Delivery
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity
from tocsin.domain.errors import TocsinError
from tocsin.domain.night import Danger, Intent
from tocsin.domain.notice import Notice
from tocsin.domain.report import Document, Report, ReportKind
from tocsin.domain.tearline import Tearline
from tocsin.usecases import audit, browse, counterparts, disclosure, duties, explaining, notices, release, roster
from tocsin.usecases.explaining import Matrix
from tocsin.vocabulary.urgency import Urgency

# Words that stand in our own papers and belong in nobody else's.
OUR_OWN = {"title": "Xytitelax", "report": "Xyreportax", "source": "Xysourceax", "why": "Xywhyax", "ask": "please act"}


@dataclass
class Out:
    """Everything that came out of one run, by counterpart where it is somebody's."""

    notice: Notice | None = None
    claims: tuple[Claim, ...] = ()
    entities: tuple[Entity, ...] = ()
    concerns: dict[str, list[Concern]] = field(default_factory=dict)
    tearlines: dict[str, Tearline] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    files: dict[str, list[bytes]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    matrix: Matrix | None = None
    cleared: set[str] = field(default_factory=set)


class Theatre:
    """A node that tells four counterparts, two of which have nodes; one for all runs, for making one takes long.

    Every run begins where the first began, down to the salts, so that a case that fails does so whenever it is played.
    """

    def __init__(self) -> None:
        self.clock, self._wires, (self.town, *self.others) = a_federation()
        for name in TOLD[2:]:
            by_hand(self.town, name, "IE")
        now = self.clock.now()
        roster.set_watch(self.town.node, self.town.ada, since=now, until=now + timedelta(days=999), on_duty="rosa")
        self._towns = (self.town, *self.others)
        self._start = [(each.node.store, each.node.entropy) for each in self._towns]

    def _begin_anew(self) -> None:
        for town, (store, entropy) in zip(self._towns, self._start, strict=True):
            town.node = replace(town.node, store=store.copy(), entropy=copy(entropy))
            self._wires.nodes[town.node.organisation.address] = town.node
        self._wires.carried.clear()

    def run(self, case: Case) -> Out:
        """Play a case."""
        self._begin_anew()
        out = Out()
        before = len(self._leaves())
        with capture_logs() as lines:
            self._agree(case)
            self._open(case, out)
            if out.notice is not None:
                self._decide(case, out)
                for name in TOLD:
                    (self._at_night if case.at_night[name] else self._release)(name, out)
                deliver(self.town, *self.others)
                for name, delivery in out.deliveries.items():
                    out.files[name] = list(self._evidence(out.notice, name, delivery.id))
                out.matrix = explaining.explain(self.town.node, self.town.rosa, notice=out.notice.id)
        out.log = [str(line) for line in lines]
        out.leaves = [leaf.record for leaf in self._leaves()[before:]]
        return out

    def _agree(self, case: Case) -> None:
        for name, agreement in case.agreements.items():
            who = known_as(self.town, name).id
            counterparts.agree(self.town.node, self.town.ada, counterpart=who, agreement=agreement)

    def _open(self, case: Case, out: Out) -> None:
        town, now = self.town, self.clock.now()
        report, out.entities, out.claims = stored(case)
        document = Document(text=OUR_OWN["report"], sha256="", text_sha256="")
        with town.node.store.begin() as tx:
            tx.reports.add(
                Report(
                    id=report,
                    kind=ReportKind.DOCUMENT,
                    document=document,
                    name=OUR_OWN["report"],
                    source=OUR_OWN["source"],
                    received_at=now,
                    received_by=town.ines.account,
                    reader="test",
                )
            )
            for entity in out.entities:
                tx.entities.add(entity)
            for claim in out.claims:
                tx.claims.add(claim)
        draft = notices.Draft(
            title=OUR_OWN["title"],
            urgency=Urgency.IMMEDIATE,
            answer_by=now + timedelta(days=1),
            asks=(OUR_OWN["ask"],),
            reports=(report,),
        )
        out.notice = _tried(out, lambda: say_why(town, notices.open_notice(town.node, town.ines, draft)))
        out.claims = tuple(_as_found_later(claim, case) for claim in out.claims)
        with town.node.store.begin() as tx:
            for claim in out.claims:
                tx.claims.put(claim)

    def _decide(self, case: Case, out: Out) -> None:
        assert out.notice is not None
        town, notice = self.town, out.notice
        for country in browse.notice(town.node, town.rosa, notice=notice.id).cases:
            answer = case.gates.get(country)
            if answer is not None:
                pass_gate(town, notice, country, may_be_named=answer)
                out.cleared |= {country} if answer else set()
        for row in duties.board(town.node, town.rosa, notice=notice.id):
            to = row.counterpart
            if to is not None and case.decided.get(to.name) and not row.is_ours:
                made = _tried(
                    out,
                    lambda key=row.concern.key, to=to: duties.decide(
                        town.node, town.rosa, notice=notice.id, concern=key, counterpart=to.id, choice=INFORM
                    ),
                )
                if made is not None:
                    out.concerns.setdefault(to.name, []).append(row.concern)

    def _release(self, name: str, out: Out) -> None:
        assert out.notice is not None
        town, notice, to = self.town, out.notice, known_as(self.town, name)
        made = _tried(out, lambda: release.preview(town.node, town.rosa, notice=notice.id, to=to.id))
        if made is None:
            return
        out.tearlines[name] = made
        for number, leak in enumerate(made.leaks):
            if leak in made.standing_leaks:
                release.excuse(town.node, town.omar, tearline=made.id, leak=number + 1, why=OUR_OWN["why"])
        approve = lambda: release.approve(town.node, town.omar, tearline=made.id, digest=made.digest)  # noqa: E731
        delivery = _tried(out, approve)
        if delivery is not None:
            out.deliveries[name] = delivery

    def _at_night(self, name: str, out: Out) -> None:
        """One person on watch sends the minimum, if anything may go."""
        assert out.notice is not None
        town, notice, to = self.town, out.notice, known_as(self.town, name)
        write = lambda: release.preview(town.node, town.rosa, notice=notice.id, to=to.id, is_minimum=True)  # noqa: E731
        made = _tried(out, write)
        if made is None:
            return
        out.tearlines[name] = made
        danger = Danger(intent=Intent.KILL, credible=True, specific=True, why=OUR_OWN["why"])
        send = lambda: release.send_alone(  # noqa: E731
            town.node, town.rosa, tearline=made.id, digest=made.digest, danger=danger
        )
        delivery = _tried(out, send)
        if delivery is not None:
            out.deliveries[name] = delivery

    def _evidence(self, notice: Notice, name: str, delivery: str) -> Iterator[bytes]:
        """Everything that is made for them or about them, and may leave the node."""
        town, to = self.town, known_as(self.town, name)
        yield browse.letter(town.node, town.rosa, delivery=delivery).encode()
        if to.reach is not Reach.NODE:
            return
        with town.node.store.read() as tx:
            yield tx.outgoing.get(delivery).signed
        yield audit.prove(town.node, town.uma, notice=notice.id, to=to.id)
        yield audit.prove(town.node, town.uma, notice=notice.id, to=to.id, with_content=True)
        yield disclosure.open_part(town.node, town.rosa, notice=notice.id, to=to.id)

    def _leaves(self) -> list[object]:
        with self.town.node.store.read() as tx:
            return list(tx.leaves.where())


def _as_found_later(claim: Claim, case: Case) -> Claim:
    return replace(claim, review=Review.REJECTED) if claim.id in case.rejected else claim


def _tried(out: Out, act: Callable[[], object]) -> object | None:
    try:
        return act()
    except TocsinError as error:
        out.errors.append(str(error))
        return None
