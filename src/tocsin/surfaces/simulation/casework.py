"""Acts that go the whole way: from a report to a released warning, to its end or its recall, and inquiries."""

from datetime import timedelta

from tocsin.domain import recall as recalls
from tocsin.domain.exchange import Direction, InboxState
from tocsin.domain.inquiry import Extent, Haste, InquiryState, Question, Reply
from tocsin.domain.marking import Marking
from tocsin.domain.notice import Notice, Outcome, Threshold
from tocsin.surfaces.simulation.scene import Scene
from tocsin.usecases import duties, epochs, inquiries, intake, notices, recall, recalled, release, review
from tocsin.usecases.duties import Choice
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind

_WARN = Choice(outcome=Outcome.WARN, test=Threshold(credible=True, specific=True, impending=True, harm=True))


def warn(scene: Scene) -> str | None:
    """Read a report, confirm what it says, decide, write a tearline, and let a second person approve it."""
    member, node = scene.member, scene.member.node
    to = scene.members[scene.chance.choice(sorted(member.knows))]
    report = intake.submit(
        node,
        member.ines,
        data=f"Two men plan an attack in {to.country}.".encode(),
        name="a.txt",
        source="a paper",
        marking=Marking(tlp=Tlp.AMBER),
    )
    with node.store.read() as tx:
        claims = [claim.id for claim in tx.claims.where(report=report.id)]
    review.confirm(node, member.ines, claims=claims, why="read it")
    notice = notices.open_notice(
        node,
        member.ines,
        notices.Draft(
            title="a plan",
            urgency=scene.chance.choice(tuple(Urgency)),
            answer_by=node.clock.now() + timedelta(days=1),
            reports=(report.id,),
        ),
    )
    for row in duties.board(node, member.rosa, notice=notice.id):
        if row.counterpart is not None and row.counterpart.name == to.name and not row.is_ours:
            return _release(scene, notice, row, to.name)
    return None


def _release(scene: Scene, notice: Notice, row: duties.Row, name: str) -> str:
    member, node, to = scene.member, scene.member.node, scene.member.knows[name]
    duties.decide(node, member.rosa, notice=notice.id, concern=row.concern.key, counterpart=to, choice=_WARN)
    tearline = release.preview(node, member.rosa, notice=notice.id, to=to)
    scene.witness.approve(member.name, name, tearline.body)
    release.approve(node, member.omar, tearline=tearline.id, digest=tearline.digest)
    return f"released a warning to {name}"


def end(scene: Scene) -> str | None:
    """Say of a warning that it is over."""
    notice = _open_notice(scene)
    if notice is not None:
        recall.cancel(scene.member.node, scene.member.omar, notice=notice.id, ground=recalls.CancelGround.AVERTED)
    return None if notice is None else "ended a warning"


def withdraw(scene: Scene) -> str | None:
    """Take a warning back."""
    notice, node = _open_notice(scene), scene.member.node
    ground = recalls.WithdrawalGround.INACCURATE
    if notice is not None:
        recall.withdraw(node, scene.member.omar, notice=notice.id, ground=ground, why="it is wrong")
    return None if notice is None else "took a warning back"


def answer_recall(scene: Scene) -> str | None:
    """Erase what was taken back, or say on what basis it is kept."""
    node, ines = scene.member.node, scene.member.ines
    with node.store.read() as tx:
        found = [
            each
            for each in tx.incoming.where(kind=Kind.WITHDRAWAL)
            if each.verdict == "stored" and each.state is not InboxState.RESPONDED
        ]
    if not found:
        return None
    outcome = scene.chance.choice((recalls.Outcome.ERASED, recalls.Outcome.KEPT))
    recalled.answer(node, ines, message=found[0].id, outcome=outcome, basis="a case of our own")
    return f"answered a recall: {outcome}"


def ask(scene: Scene) -> str | None:
    """Ask a counterpart about somebody, each time about somebody else."""
    member, node = scene.member, scene.member.node
    name = scene.chance.choice(sorted(member.knows))
    question = Question(
        whom=f"The man of {node.entropy.identifier('street')}",
        asked="Is he known?",
        reasons="He lived there.",
        purpose="preventing the attack",
        legal_basis="an agreement",
        haste=scene.chance.choice(tuple(Haste)),
        restrictions="",
        tlp=Tlp.AMBER,
        contact="line 1",
    )
    asked = inquiries.ask(node, member.ines, to=member.knows[name], question=question)
    inquiries.approve(node, member.omar, inquiry=asked.id, digest=asked.digest, weighed="no danger to him")
    return f"asked {name}"


def answer_inquiry(scene: Scene) -> str | None:
    """Answer a question of a counterpart."""
    member, node = scene.member, scene.member.node
    with node.store.read() as tx:
        found = [each for each in tx.inquiries.where(direction=Direction.IN) if each.state is InquiryState.OPEN]
    if not found:
        return None
    drafted = inquiries.answer(node, member.ines, inquiry=found[0].id, reply=Reply(extent=Extent.FULL, said="No."))
    if drafted.draft is not None:
        inquiries.approve(node, member.omar, inquiry=drafted.id, digest=drafted.draft.digest)
    return "answered an inquiry"


def accept_epochs(scene: Scene) -> str | None:
    """Ring those who have begun anew, and accept it."""
    member, accepted = scene.member, []
    for name, counterpart in sorted(member.knows.items()):
        for epoch in epochs.waiting(member.node, member.ada, counterpart=counterpart):
            if scene.members[name].is_honest:
                epochs.accept(member.node, member.ada, counterpart=counterpart, number=epoch.number)
                accepted.append(name)
    return f"accepted a new epoch of {', '.join(accepted)}" if accepted else None


def _open_notice(scene: Scene) -> Notice | None:
    with scene.member.node.store.read() as tx:
        told = {each.notice for each in tx.deliveries.where(kind=Kind.ALERT) if each.notice is not None}
        found = [each for each in tx.notices.where() if each.id in told and each.ended is None]
    return scene.chance.choice(found) if found else None
