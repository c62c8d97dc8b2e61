"""Reading and judging: what the sender's people make of the report."""

from datetime import date, timedelta

from tocsin.domain.claim import Claim, Event, Review
from tocsin.domain.gate import Form, Weighed
from tocsin.domain.ids import ReportId
from tocsin.domain.marking import Marking
from tocsin.domain.notice import Notice, Outcome, Threshold
from tocsin.domain.report import Report
from tocsin.domain.wording.plain import sentence
from tocsin.surfaces.demo.play import Play, board
from tocsin.texts.labels import label
from tocsin.texts.terminal import _, country_name
from tocsin.usecases import browse, duties, gates, intake, notices, processing, review
from tocsin.usecases.duties import Choice
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.vocabulary.gate import Harm, Risk
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency


def read(play: Play, data: bytes, name: str) -> Report:
    """Take the report in and show what it says happened."""
    sender, stage = play.sender, play.stage
    stage.step(_("{name} reads it: analyst ines takes it in").format(name=sender.name))
    report = intake.submit(
        sender.node,
        sender.actors["ines"],
        data=data,
        name=name,
        source="a newspaper, open source",
        marking=Marking(tlp=Tlp.AMBER),
    )
    view = browse.report(sender.node, sender.actors["ines"], report=report.id)
    entities = {entity.id: entity for entity in view.entities}
    events = [claim for claim in view.claims if isinstance(claim.content, Event)]
    line = _("{claims} claims on {entities} people, groups, places and things. What happens:")
    stage.say(line.format(claims=len(view.claims), entities=len(view.entities)))
    for claim in events:
        words = " ".join(claim.evidence[0].text.split())
        stage.say(f"- {sentence(claim, entities)}")
        stage.say(f"    “{words[:110]}{'…' if len(words) > 110 else ''}”")
    text = report.document.text
    rests = all(claim.rests_on(text) for claim in view.claims)
    stage.check(_("every claim rests on words that stand in the text"), holds=rests)
    return report


def judge(play: Play, report: Report) -> None:
    """Confirm and grade every claim."""
    sender, stage = play.sender, play.stage
    stage.step(_("A person judges: ines confirms the claims in one act, and grades them B3"))
    drafts = [claim.id for claim in _claims(play, report.id, Review.DRAFT)]
    actor = sender.actors["ines"]
    review.confirm(sender.node, actor, claims=drafts, why="read against the text, one by one (scripted)")
    review.grade(
        sender.node,
        actor,
        claims=drafts,
        reliability=Reliability.B,
        credibility=Credibility.POSSIBLY_TRUE,
        why="usually reliable paper; not confirmed by another source (scripted)",
    )
    confirmed = _claims(play, report.id, Review.CONFIRMED)
    said = _("{count} claims confirmed and graded, each on record").format(count=len(drafts))
    stage.check(said, holds=len(confirmed) == len(drafts))


def _claims(play: Play, report: ReportId, wanted: Review) -> list[Claim]:
    view = browse.report(play.sender.node, play.sender.actors["ines"], report=report)
    return [claim for claim in view.claims if claim.review is wanted]


def open_notice(play: Play, report: Report) -> Notice:
    """Open a notice on the report and show the duty board."""
    sender = play.sender
    play.stage.step(_("She opens a notice; the node works out who ought to hear of what"))
    notice = notices.open_notice(
        sender.node,
        sender.actors["ines"],
        notices.Draft(
            title="Warning from an open source",
            urgency=Urgency.EXPECTED,
            answer_by=sender.node.clock.now() + timedelta(days=2),
            asks=("Tell us whether you know these people.", "Tell us what you have done."),
            reports=(report.id,),
        ),
    )
    why = "decides who is told"
    processing.consult_notice(sender.node, sender.actors["rosa"], notice=notice.id, why=why)
    for row in board(play, notice):
        who = row.counterpart.name if row.counterpart is not None else _("ourselves")
        play.stage.say(f"- {country_name(row.concern.country or ''):16} {_(label(row.proposed)):11} {who}")
        play.stage.say(f"    {row.concern.why}")
    return notice


def decide(play: Play, notice: Notice) -> None:
    """Record a determination on every concern, through the human-rights gate where it stands."""
    stage, node, rosa = play.stage, play.sender.node, play.sender.actors["rosa"]
    stage.step(_("Officer rosa decides on each concern; before a state hears of its own national, she weighs it"))
    for row in board(play, notice):
        if row.is_ours:
            continue
        country, name = row.concern.country or "", country_name(row.concern.country or "")
        if row.waits_at_gate and row.proposed is not Outcome.ASK:
            weighed = _("{country}: a named national of its own is in it; weighed: he may not be named to it")
            stage.say("- " + weighed.format(country=name))
            gates.weigh(node, rosa, notice=notice.id, country=country, form=_kept_out(node.clock.now().date()))
        who = row.counterpart.id if row.counterpart is not None else None
        duties.decide(
            node, rosa, notice=notice.id, concern=row.concern.key, counterpart=who, choice=_choice(row.proposed)
        )
        stage.say(f"- {name}: {_(label(row.proposed))} ({_(label(row.concern.reason))})")
    rows = [row for row in board(play, notice) if not row.is_ours]
    stage.check(_("every concern has a recorded determination"), holds=all(row.determination for row in rows))
    asked = [country_name(row.concern.country or "") for row in rows if row.proposed is Outcome.ASK]
    if asked:
        line = _("Of those detained, it is asked first whether they want their consulate told: {countries}")
        stage.say(line.format(countries=", ".join(asked)))


def _kept_out(today: date) -> Form:
    why = "treatment in detention cannot be ruled out (scripted)"
    weighed = tuple(Weighed(harm=harm, risk=Risk.REAL, why=why) for harm in Harm)
    return Form(weighed=weighed, may_be_named=False, expires_on=today + timedelta(days=90))


def _choice(outcome: Outcome) -> Choice:
    if outcome is Outcome.WARN:
        test = Threshold(credible=True, specific=True, impending=True, harm=True)
        return Choice(outcome=outcome, text="credible, specific, impending (scripted)", test=test)
    return Choice(outcome=outcome, text="decided in the demonstration (scripted)")
