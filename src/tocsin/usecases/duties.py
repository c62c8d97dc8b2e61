"""Duties: who must be warned or informed of a notice, who is not yet told, and what was decided about each.

Every concern ends in a recorded determination; deciding not to tell is one too. Towards the state of an
identifiable person's own nationality, the human-rights gate comes first.
"""

from dataclasses import dataclass, replace
from datetime import date

from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.delivery import Delivery
from tocsin.domain.duty import Concern, assign
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.ids import CounterpartId, NoticeId
from tocsin.domain.notice import Determination, Outcome, Threshold, Waiver
from tocsin.ports.node import Node
from tocsin.usecases.steps import holdings, journal, logbook, scene
from tocsin.usecases.steps.rendering import is_news
from tocsin.usecases.steps.scene import Scene
from tocsin.vocabulary.duty import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One concern towards one counterpart; `counterpart` is None where nobody is there to be told."""

    concern: Concern
    counterpart: Counterpart | None
    is_ours: bool  # it concerns our own country
    waits_at_gate: bool
    proposed: Outcome
    determination: Determination | None
    delivery: Delivery | None
    has_news: bool = False  # they hold an earlier version, and this one would tell them more


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person decides about a concern."""

    outcome: Outcome
    text: str = ""
    test: Threshold | None = None
    waiver: Waiver | None = None


def board(node: Node, actor: Actor, *, notice: NoticeId) -> tuple[Row, ...]:
    """Return every concern of a notice: who, why, decided or not, told or not."""
    actor.require(*Role)
    with node.store.read() as tx:
        held = tx.notices.get(notice)
        logbook.require_notice_open(node, tx, actor.account, held)
        view = scene.load(node, tx, held)
        sent = tx.deliveries.where(notice=notice)
        deliveries = {each.counterpart: each for each in sent if each.tearline is not None}
        told = holdings.of_notice(tx, notice)
        news = {
            each.id
            for each in view.counterparts
            if each.id in told and view.told_for(each) and is_news(tx, view, each, told[each.id])
        }
    return tuple(
        _row(view, concern, counterpart, deliveries, news)
        for concern in view.concerns
        for counterpart in (assign(concern, view.counterparts) or (None,))
    )


def decide(
    node: Node, actor: Actor, *, notice: NoticeId, concern: str, counterpart: CounterpartId | None, choice: Choice
) -> Determination:
    """Record what is done about a concern. A waiver is in force only once `approve_waiver` was called."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    _require_sense(choice, today=node.clock.now().date())
    with node.store.begin() as tx:
        view = scene.load(node, tx, tx.notices.get(notice))
        found = view.concern(concern)
        there: set[CounterpartId | None] = {each.id for each in assign(found, view.counterparts)}
        if counterpart not in (there or {None}):
            raise InvalidError("no agreement names this counterpart for that concern: see tocsin duty list")
        if counterpart is None and choice.outcome.tells:
            raise InvalidError("nobody is there to be told: tocsin counterpart add-by-hand, then decide")
        if choice.outcome.tells and view.waits_at_gate(found):
            raise RefusedError(
                f"{found.country} would hear of somebody it could harm: weigh that first (tocsin gate weigh {notice})"
            )
        determination = Determination(
            id=node.entropy.identifier("d"),
            notice=notice,
            version=view.notice.version,
            concern=concern,
            counterpart=counterpart,
            outcome=choice.outcome,
            text=choice.text,
            by=actor.account,
            at=node.clock.now(),
            basis=found.claims,
            test=choice.test,
            waiver=choice.waiver,
        )
        tx.determinations.add(determination)
        journal.record(node, tx, "concern.decided", determination=determination.id, by=actor.account)
    return determination


def approve_waiver(node: Node, actor: Actor, *, determination: str) -> Determination:
    """Let a waiver come into force; the person who asked for it cannot."""
    actor.require(Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = tx.determinations.get(determination)
        if held.waiver is None or held.waiver.approver is not None:
            raise ConflictError(f"{determination} is not a waiver that waits for approval")
        if actor.account == held.by:
            raise RefusedError("the author cannot approve a waiver: a second person has to")
        approved = replace(held, waiver=replace(held.waiver, approver=actor.account))
        tx.determinations.put(approved)
        journal.record(node, tx, "waiver.approved", determination=determination, by=actor.account)
    return approved


def _row(
    view: Scene,
    concern: Concern,
    counterpart: Counterpart | None,
    deliveries: dict[CounterpartId, Delivery],
    news: set[CounterpartId],
) -> Row:
    who = counterpart.id if counterpart is not None else None
    return Row(
        concern=concern,
        counterpart=counterpart,
        is_ours=concern.country in view.home,
        waits_at_gate=view.waits_at_gate(concern),
        proposed=_proposed(concern),
        determination=view.decided(concern, who),
        delivery=deliveries.get(who) if who is not None else None,
        has_news=who in news,
    )


def _proposed(concern: Concern) -> Outcome:
    if concern.asks:
        return Outcome.ASK
    return Outcome.WARN if concern.duty is Duty.WARN else Outcome.INFORM


def _require_sense(choice: Choice, *, today: date) -> None:
    if choice.waiver is not None and (choice.waiver.approver is not None or choice.waiver.expires_on <= today):
        raise InvalidError("a waiver expires on a day to come, and a second person approves it afterwards")
    match choice.outcome:
        case Outcome.WARN if choice.test is None or not choice.test.is_met:
            raise InvalidError(
                "to warn, answer all four with yes: credible, specific, impending, harm (ICD 191); else inform"
            )
        case Outcome.NOT_MET if choice.test is None or choice.test.is_met:
            raise InvalidError("say which of credible, specific, impending, harm does not hold")
        case Outcome.WAIVE if choice.waiver is None or not choice.text.strip():
            raise InvalidError("a waiver needs a ground of ICD 191, a text and a day on which it expires")
        case Outcome.ALREADY_TOLD if not choice.text.strip():
            raise InvalidError("say who told them, when and how")
        case _:
            return
