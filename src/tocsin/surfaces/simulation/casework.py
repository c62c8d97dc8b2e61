"""Acts that go the whole way: from a report to a released warning, to its end or its recall, and inquiries."""

from datetime import timedelta

from tocsin.domain import recall as recalls
from tocsin.domain.exchange import Direction
from tocsin.domain.ids import ReportId
from tocsin.domain.inquiry import Extent, Haste, InquiryState, Question, Reply
from tocsin.domain.marking import Marking
from tocsin.domain.notice import Notice, Outcome, Threshold
from tocsin.surfaces.simulation.scene import Scene
from tocsin.usecases import duties, inquiries, intake, notices, processing, recall, recalled, release, review
from tocsin.usecases.duties import Choice
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind

_WARN = Choice(outcome=Outcome.WARN, test=Threshold(credible=True, specific=True, impending=True, harm=True))


def warn(scene: Scene) -> str | None:
    """Read a report, confirm what it says, decide, write a tearline, and let a second person approve it."""
    member, node = scene.member, scene.member.node
    name = scene.chance.choice(sorted(member.knows))
    read = report(scene, scene.members[name].country)
    draft = notices.Draft(
        title="a plan",
        urgency=scene.chance.choice(tuple(Urgency)),
        answer_by=node.clock.now() + timedelta(days=1),
        reports=(read,),
    )
    notice = notices.open_notice(node, member.ines, draft)
    return f"released a warning to {name}" if release_to(scene, notice, name) else None


def report(scene: Scene, country: str) -> ReportId:
    """Take in a report of a plan against a country, and confirm what it says."""
    node, ines = scene.member.node, scene.member.ines
    data = f"Two men plan an attack in {country}.".encode()
    marking = Marking(tlp=Tlp.AMBER)
    read = intake.submit(node, ines, data=data, name="a.txt", source="a paper", marking=marking)
    with node.store.read() as tx:
        claims = [claim.id for claim in tx.claims.where(report=read.id)]
    review.confirm(node, ines, claims=claims, why="read it")
    return read.id


def release_to(scene: Scene, notice: Notice, name: str) -> bool:
    """Decide that a counterpart is told, write its tearline, and let a second person approve it; say if it is told."""
    member, node, to = scene.member, scene.member.node, scene.member.knows[name]
    processing.consult_notice(node, member.rosa, notice=notice.id, why="decides who is told")
    rows = duties.board(node, member.rosa, notice=notice.id)
    concerns = [
        each.concern.key for each in rows if each.counterpart and each.counterpart.id == to and not each.is_ours
    ]
    for concern in concerns:
        duties.decide(node, member.rosa, notice=notice.id, concern=concern, counterpart=to, choice=_WARN)
    if not concerns:
        return False
    tearline = release.preview(node, member.rosa, notice=notice.id, to=to)
    scene.witness.approve(member.name, name, tearline.body)
    release.approve(node, member.omar, tearline=tearline.id, digest=tearline.digest)
    return True


def open_notice(scene: Scene) -> Notice | None:
    """Return a notice that somebody was told of and that has not ended."""
    with scene.member.node.store.read() as tx:
        told = {each.notice for each in tx.deliveries.where(kind=Kind.ALERT) if each.notice is not None}
        found = [each for each in tx.notices.where() if each.id in told and each.ended is None]
    return scene.chance.choice(found) if found else None


def end(scene: Scene) -> str | None:
    """Say of a warning that it is over."""
    notice = open_notice(scene)
    if notice is not None:
        recall.cancel(scene.member.node, scene.member.omar, notice=notice.id, ground=recalls.CancelGround.AVERTED)
    return None if notice is None else "ended a warning"


def withdraw(scene: Scene) -> str | None:
    """Take a warning back."""
    notice, node = open_notice(scene), scene.member.node
    ground = recalls.WithdrawalGround.INACCURATE
    if notice is not None:
        recall.withdraw(node, scene.member.omar, notice=notice.id, ground=ground, why="it is wrong")
    return None if notice is None else "took a warning back"


def answer_recall(scene: Scene) -> str | None:
    """Erase what was taken back, take over what was put right, or say on what basis it is kept."""
    node, ines = scene.member.node, scene.member.ines
    found = [each for each in recalled.listing(node, ines) if each.is_open]
    if not found:
        return None
    outcome = scene.chance.choice(_fitting(found[0]))
    recalled.answer(node, ines, message=found[0].incoming.id, outcome=outcome, basis="a case of our own")
    return f"answered a {found[0].incoming.kind}: {outcome}"


def _fitting(asked: recalled.RecallView) -> tuple[recalls.Outcome, ...]:
    """Return the answers that are true."""
    is_withdrawal = asked.incoming.kind == Kind.WITHDRAWAL
    if not asked.is_here:
        return (recalls.Outcome.ERASED if is_withdrawal and asked.warnings else recalls.Outcome.NOT_FOUND,)
    return (recalls.Outcome.ERASED if is_withdrawal else recalls.Outcome.APPLIED, recalls.Outcome.KEPT)


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
