"""Erasing: a person has something destroyed here, and taken back from everybody who was told of it.

What was sent stays provable, and the proofs hold no word of it. Counterparts decide for themselves what they erase, and
answer for it (`recall`). What the node cannot reach is listed in the erasure's record, for a person to do (`erasures`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from tocsin.domain.actor import Actor, Role
from tocsin.domain.blackening import names_in
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.entity import Entity
from tocsin.domain.erasure import Erasure, Errand, errands_after
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import ClaimId, EntityId, MessageId, ReportId
from tocsin.domain.logbook import Act, Operation
from tocsin.domain.notice import Notice
from tocsin.domain.recall import WithdrawalGround
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import forgetting, holdings, journal, logbook, mentions, persons, recalling, titles
from tocsin.usecases.steps import written as written_by_people
from tocsin.usecases.steps.forgetting import Doomed
from tocsin.usecases.steps.mentions import Mention
from tocsin.usecases.steps.recalling import Order, Outgone
from tocsin.usecases.steps.taint import Built as Built  # noqa: PLC0414  # whoever erases, shows it
from tocsin.usecases.steps.titles import Covered
from tocsin.wire.message import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """What is to be erased: claims, reports, people by their entities, or claims of warnings that came in."""

    claims: tuple[ClaimId, ...] = ()
    reports: tuple[ReportId, ...] = ()
    people: tuple[EntityId, ...] = ()
    told: tuple[str, ...] = ()  # MESSAGE:CLAIM, as `Mention.key`

    @property
    def case(self) -> str:
        """What it is called in the journal."""
        return next(iter((*self.reports, *self.people, *self.claims, *self.told)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What would go, whom it would be taken back from, and where else people may be named."""

    built: tuple[Built, ...]
    messages: tuple[MessageId, ...]  # warnings of counterparts from which words would go
    notices: tuple[Notice, ...]  # in whose titles or questions a name would be covered
    says: Mapping[ClaimId, str]  # how the claims read
    mentions: tuple[Mention, ...]  # in other warnings: somebody has to say that it is the same person


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went, whom it was taken back from, and who could not be reached, each with the reason."""

    built: tuple[Built, ...]
    taken_back: int
    not_reached: tuple[tuple[str, str], ...]
    record: Erasure


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something is erased: what others are told, what is kept here, and on whose request."""

    ground: WithdrawalGround
    why: str
    request: str | None


def preview(node: Node, actor: Actor, *, what: What) -> Foreseen:
    """Return what would go, and to whom it was sent. The look goes into the journal."""
    actor.require(Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        doomed = [find(tx) for find in _doomed(tx, what)]
        claims = tuple(claim for each in doomed for claim in each.built.claims)
        act = Act(by=actor.account, why="before an erasure", claims=claims, case=what.case)
        logbook.enter(node, tx, Operation.CONSULTATION, act)
        names = _names(tx, [tx.entities.get(each) for each in what.people])
        going = {name for each in doomed for received in each.received for name in received.goes}
        return Foreseen(
            built=tuple(each.built for each in doomed),
            messages=_messages(doomed),
            notices=titles.naming(tx, names),
            says=persons.sentences_of(tx, claims),
            mentions=tuple(each for each in mentions.mentions_of(node, tx, names) if each.claim not in going),
        )


def erase(
    node: Node, actor: Actor, *, what: What, ground: WithdrawalGround, why: str, request: str | None = None
) -> Erased:
    """Take it back from everybody who was told, then destroy it here. What is still on its way cannot be erased yet."""
    actor.require(Role.RELEASING_OFFICER)
    if not why.strip():
        raise InvalidError("say why: the reason is kept in the journal")
    gone: list[Doomed] = []
    outgone: list[Outgone] = []
    covered: list[Covered] = []
    with node.store.begin() as tx:
        names = _names(tx, [tx.entities.get(each) for each in what.people])
        if names_in(why, names):
            raise InvalidError("the reason stays on record: write it without the name of who is erased")
        for find in _doomed(tx, what):
            doomed = find(tx)
            _require_arrived(doomed)
            outgone += _take_back(node, tx, actor, doomed, ground, why)
            covered.append(forgetting.forget(node, tx, doomed, by=actor.account, why=why, case=what.case))
            gone.append(doomed)
        cause = Cause(ground, why, request)
        made = _record(node, actor, cause, gone, outgone)
        written = written_by_people.naming(tx, names, [each for doomed in gone for each in doomed.built.reports])
        errands = errands_after(_told(gone), _about(tx, cause, gone, outgone, covered), written if names else None)
        notices = dict.fromkeys(notice for each in covered for notice in each.notices)
        made = replace(made, notices=tuple(notices), errands=tuple(errands))
        tx.erasures.add(made)
        journal.record(node, tx, "erasure.kept", erasure=made.id, by=actor.account)
        missed = [(tx.counterparts.get(who).name, said) for each in outgone for who, said in each.not_reached]
    node.store.forget()
    built = tuple(each.built for each in gone)
    return Erased(built=built, taken_back=len(made.recalls), not_reached=tuple(missed), record=made)


def _record(node: Node, actor: Actor, cause: Cause, gone: Sequence[Doomed], outgone: Sequence[Outgone]) -> Erasure:
    """Return what was done, as evidence."""
    return Erasure(
        id=node.entropy.identifier("er"),
        at=node.clock.now(),
        by=actor.account,
        ground=cause.ground,
        why=cause.why,
        request=cause.request,
        claims=tuple(claim.id for doomed in gone for claim in doomed.built.claims),
        reports=tuple(dict.fromkeys(report.id for doomed in gone for report in doomed.built.reports)),
        people=tuple(each.id for doomed in gone for each in doomed.people),
        messages=_messages(gone),
        recalls=tuple(recall.id for each in outgone for recall in each.recalls),
    )


def _told(gone: Iterable[Doomed]) -> list[Counterpart]:
    return [each.counterpart for doomed in gone for each in doomed.built.onward]


def _about(
    tx: Transaction, cause: Cause, gone: Iterable[Doomed], outgone: Iterable[Outgone], covered: Iterable[Covered]
) -> Iterator[tuple[Errand, str]]:
    """Return what is left to be done towards counterparts."""
    found = [(Errand.NOT_REACHED, who) for each in outgone for who, _ in each.not_reached]
    found += [(Errand.ASKED, who) for each in covered for who in each.asked]
    if cause.ground is WithdrawalGround.INACCURATE:
        senders = (held.counterpart for doomed in gone for each in doomed.received for held in each.found.warnings)
        found += [(Errand.ORIGIN, who) for who in senders]
    return ((errand, tx.counterparts.get(who).name) for errand, who in found)


def _names(tx: Transaction, people: Iterable[Entity]) -> frozenset[str]:
    return frozenset(name for each in people for name in persons.names_of(tx, each))


def _messages(doomed: Iterable[Doomed]) -> tuple[MessageId, ...]:
    return tuple(dict.fromkeys(each for one in doomed for received in one.received for each in received.messages))


def _doomed(tx: Transaction, what: What) -> list[Callable[[Transaction], Doomed]]:
    """Return what finds each part of it: one part may have changed another by the time it is looked at."""
    found: list[Callable[[Transaction], Doomed]] = []
    for report in what.reports:
        tx.reports.get(report)
        found.append(partial(forgetting.of_report, report=report))
    if what.people or what.claims:
        people, claims = [tx.entities.get(each) for each in what.people], [tx.claims.get(each) for each in what.claims]
        found.append(partial(forgetting.of_people, people=people, claims=claims))
    pairs = sorted(each.partition(":")[::2] for each in what.told)
    for message, each in groupby(pairs, key=lambda pair: pair[0]):
        names = [name for _, name in each]
        found.append(partial(forgetting.of_told, message=MessageId(message), claims=names))
    if not found:
        raise InvalidError("name what is to be erased: a claim, a report, a person, or words of a warning")
    return found


def _require_arrived(doomed: Doomed) -> None:
    if doomed.built.under_way:
        told = ", ".join(sorted({each.name for each in doomed.built.under_way}))
        raise ConflictError(f"still on its way to {told}: it can be erased when their node has answered")


def _take_back(
    node: Node, tx: Transaction, actor: Actor, doomed: Doomed, ground: WithdrawalGround, why: str
) -> Iterable[Outgone]:
    told: dict[str, set[ClaimId]] = {}
    for onward in doomed.built.onward:
        told.setdefault(onward.notice.id, set()).update(onward.claims)
    outgone = []
    for notice in doomed.built.notices:
        claims = tuple(sorted(told.get(notice.id, set())))
        order = Order(kind=Kind.WITHDRAWAL, ground=ground, why=why, claims=claims)
        held = [each for each in holdings.of_notice(tx, notice.id).values() if set(claims) & set(each.claims)]
        if claims:
            outgone.append(recalling.tell(node, tx, actor, notice, order, held))
    return outgone
