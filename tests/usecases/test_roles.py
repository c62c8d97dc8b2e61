"""Who may ask for what: every use case, every role, in one table."""

import pytest

from stories import INFORM, a_draft, a_federation, a_form, an_agreement, known_as
from tocsin.domain import subject
from tocsin.domain.actor import Actor, Role
from tocsin.domain.breach import Extent as Amount
from tocsin.domain.breach import Nature
from tocsin.domain.consent import Ground as Consenting
from tocsin.domain.consent import Reply as Consented
from tocsin.domain.consent import Verdict
from tocsin.domain.delivery import Result
from tocsin.domain.errors import RefusedError, TocsinError
from tocsin.domain.inquiry import Extent, Ground, Haste, Question, Reply
from tocsin.domain.marking import Marking
from tocsin.domain.night import Danger, Intent
from tocsin.domain.personal import Stated
from tocsin.domain.protection import Ground as Lifting
from tocsin.domain.recall import CancelGround, Outcome, WithdrawalGround
from tocsin.usecases import (
    accounts,
    answers,
    audit,
    breaches,
    browse,
    bundles,
    byhand,
    consents,
    counterparts,
    directs,
    disclosure,
    duties,
    emergencies,
    erasing,
    erasures,
    escalation,
    explaining,
    folios,
    forks,
    gates,
    identities,
    inquiries,
    intake,
    notices,
    prior,
    processing,
    protections,
    recall,
    recalled,
    redelivery,
    redress,
    release,
    released,
    requests,
    review,
    roster,
    sources,
    tiles,
    weighing,
)
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.vocabulary.tlp import Tlp

AN, RO, AU, AD = Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR
EVERYBODY = {AN, RO, AU, AD}
JUDGES = {AN, RO}
KEEPERS = {AU, RO}

QUESTION = Question(
    whom="Tamas Orr",
    asked="Is he there?",
    reasons="he holds a ticket",
    purpose="preventing the attack",
    legal_basis="UN SCR 1373 (2001)",
    haste=Haste.ORDINARY,
    restrictions="",
    tlp=Tlp.AMBER,
    contact="line 1",
)
FULL = Reply(extent=Extent.FULL, said="Yes.")
REFUSED = Reply(extent=Extent.REFUSED, said="We hold nothing.", ground=Ground.NOT_AVAILABLE)

NO = Consented(verdict=Verdict.DENIED)
DANGER = Danger(intent=Intent.KILL, credible=True, specific=True, why="tonight, and nobody answers")

ACTS = {
    "accounts.add": (
        {AD},
        lambda t, a: accounts.add(t.node, a, name="new", password="long enough", roles=frozenset({AN})),
    ),
    "accounts.confirm": (EVERYBODY, lambda t, a: accounts.confirm(t.node, a, name="nobody")),
    "accounts.assign_roles": (
        {AD},
        lambda t, a: accounts.assign_roles(t.node, a, name="nobody", roles=frozenset({AN})),
    ),
    "accounts.disable": ({AD}, lambda t, a: accounts.disable(t.node, a, name="nobody")),
    "accounts.listing": ({AD, AU}, lambda t, a: accounts.listing(t.node, a)),
    "answers.open_warning": (JUDGES, lambda t, a: answers.open_warning(t.node, a, message="no")),
    "answers.acknowledge": (JUDGES, lambda t, a: answers.acknowledge(t.node, a, message="no")),
    "answers.respond": (JUDGES, lambda t, a: answers.respond(t.node, a, message="no", said="done")),
    "answers.outcome": (JUDGES, lambda t, a: answers.outcome(t.node, a, message="no", result=Result.UNKNOWN)),
    "answers.redirect": (JUDGES, lambda t, a: answers.redirect(t.node, a, message="no", to="Harbour Watch")),
    "answers.settle_redirects": (JUDGES, lambda t, a: answers.settle_redirects(t.node, a, delivery="no", why="x")),
    "answers.terms": (JUDGES, lambda t, a: answers.terms(t.node, a, message="no")),
    "answers.reserved_for": (EVERYBODY, lambda t, a: answers.reserved_for(t.node, a, message="no")),
    "audit.entries": ({AU}, lambda t, a: audit.entries(t.node, a)),
    "forks.listing": (EVERYBODY, lambda t, a: forks.listing(t.node, a)),
    "forks.evidence": (EVERYBODY, lambda t, a: forks.evidence(t.node, a, fork="no")),
    "forks.settle": ({AD, RO}, lambda t, a: forks.settle(t.node, a, fork="no", why="x")),
    "tiles.export": ({AU}, lambda t, a: list(tiles.export(t.node, a))),
    "audit.prove": (EVERYBODY, lambda t, a: audit.prove(t.node, a, notice="no", to="no")),
    "audit.prove_received": (EVERYBODY, lambda t, a: audit.prove_received(t.node, a, message="no")),
    "browse.now": (EVERYBODY, lambda t, a: browse.now(t.node, a)),
    "browse.reports": (EVERYBODY, lambda t, a: browse.reports(t.node, a)),
    "browse.report": (JUDGES | {AU}, lambda t, a: browse.report(t.node, a, report="no")),
    "browse.letter": (JUDGES | {AU}, lambda t, a: browse.letter(t.node, a, delivery="no")),
    "browse.notice": (EVERYBODY, lambda t, a: browse.notice(t.node, a, notice="no")),
    "browse.tearline": (JUDGES | {AU}, lambda t, a: browse.tearline(t.node, a, tearline="no")),
    "browse.outbox": (EVERYBODY, lambda t, a: browse.outbox(t.node, a)),
    "browse.inbox": (EVERYBODY, lambda t, a: browse.inbox(t.node, a)),
    "browse.inbox_page": (EVERYBODY, lambda t, a: browse.inbox_page(t.node, a)),
    "browse.inbox_item": (EVERYBODY, lambda t, a: browse.inbox_item(t.node, a, message="no")),
    "browse.people": (EVERYBODY, lambda t, a: browse.people(t.node, a)),
    "bundles.pack": ({AN, RO, AD}, lambda t, a: bundles.pack(t.node, a, to="no")),
    "bundles.packed": ({AN, RO, AD}, lambda t, a: bundles.packed(t.node, a, bundle=_packed())),
    "bundles.admit": ({AN, RO, AD}, lambda t, a: bundles.admit(t.node, a)),
    "byhand.sheet": (JUDGES, lambda t, a: byhand.sheet(t.node, a, delivery="no")),
    "byhand.hand": (JUDGES, lambda t, a: byhand.hand(t.node, a, delivery="no", told=_told(t))),
    "byhand.answered": (JUDGES, lambda t, a: byhand.answered(t.node, a, delivery="no", said="yes")),
    "counterparts.enrol": (
        {AD, RO},
        lambda t, a: counterparts.enrol(
            t.node, a, card=b"no", fingerprint="no", agreement=an_agreement("FR"), contact="x"
        ),
    ),
    "counterparts.add_by_hand": (
        {AD, RO},
        lambda t, a: counterparts.add_by_hand(t.node, a, name="Paris", agreement=an_agreement("FR"), contact="x"),
    ),
    "counterparts.agree": (
        {AD, RO},
        lambda t, a: counterparts.agree(t.node, a, counterpart=known_as(t, "Bravo").id, agreement=an_agreement("FR")),
    ),
    "counterparts.set_fallback": (
        {AD, RO},
        lambda t, a: counterparts.set_fallback(t.node, a, counterpart=known_as(t, "Bravo").id, fallback=None),
    ),
    "counterparts.listing": (EVERYBODY, lambda t, a: counterparts.listing(t.node, a)),
    "counterparts.names": (EVERYBODY, lambda t, a: counterparts.names(t.node, a)),
    "explaining.explain": (JUDGES | {AU}, lambda t, a: explaining.explain(t.node, a, notice="no")),
    "duties.board": (EVERYBODY, lambda t, a: duties.board(t.node, a, notice="no")),
    "duties.decide": (
        JUDGES,
        lambda t, a: duties.decide(t.node, a, notice="no", concern="no", counterpart=None, choice=INFORM),
    ),
    "duties.approve_waiver": ({RO}, lambda t, a: duties.approve_waiver(t.node, a, determination="no")),
    "consents.ask": (
        JUDGES,
        lambda t, a: consents.ask(t.node, a, notice="no", to=known_as(t, "Bravo").id, ground=Consenting.PREVENTION),
    ),
    "consents.answer": ({RO}, lambda t, a: consents.answer(t.node, a, consent="no", reply=NO)),
    "consents.listing": (JUDGES | {AU}, lambda t, a: consents.listing(t.node, a)),
    "consents.named": (JUDGES | {AU}, lambda t, a: consents.named(t.node, a, consent="no")),
    "consents.about": (JUDGES | {AU}, lambda t, a: consents.about(t.node, a, consent="no")),
    "consents.missing": (EVERYBODY, lambda t, a: consents.missing(t.node, a, notice="no")),
    "emergencies.propose": (
        JUDGES,
        lambda t, a: emergencies.propose(t.node, a, notice="no", to="no", threat="x", why_no_time="y"),
    ),
    "emergencies.confirm": ({RO}, lambda t, a: emergencies.confirm(t.node, a, emergency="no")),
    "emergencies.review": ({RO, AU}, lambda t, a: emergencies.review(t.node, a, emergency="no", said="x")),
    "emergencies.listing": (EVERYBODY, lambda t, a: emergencies.listing(t.node, a)),
    "emergencies.named": (EVERYBODY, lambda t, a: emergencies.named(t.node, a, emergency="no")),
    "protections.propose": (
        {RO},
        lambda t, a: protections.propose(
            t.node,
            a,
            notice="no",
            person="no",
            country="TZ",
            plea=protections.Plea(ground=Lifting.OWN_WISH, reason="x", expires_on=t.node.clock.now().date()),
        ),
    ),
    "protections.confirm": ({RO}, lambda t, a: protections.confirm(t.node, a, lift="no")),
    "protections.listing": (JUDGES | {AU}, lambda t, a: protections.listing(t.node, a)),
    "escalation.call_next": (JUDGES, lambda t, a: escalation.call_next(t.node, a, message="no")),
    "released.listing": (EVERYBODY, lambda t, a: released.listing(t.node, a)),
    "gates.weigh": (
        {RO},
        lambda t, a: gates.weigh(
            t.node, a, notice="no", country="TZ", form=a_form(t.node.clock.now().date(), may_be_named=False)
        ),
    ),
    "gates.approve": ({RO}, lambda t, a: gates.approve(t.node, a, gate="no")),
    "gates.listing": (JUDGES | {AU}, lambda t, a: gates.listing(t.node, a, notice="no")),
    "escalation.listing": (EVERYBODY, lambda t, a: escalation.listing(t.node, a)),
    "identities.judge": (
        JUDGES,
        lambda t, a: identities.judge(t.node, a, entities=["a", "b"], are_same=True, why="x"),
    ),
    "identities.undo": (JUDGES, lambda t, a: identities.undo(t.node, a, identity="no")),
    "identities.listing": (JUDGES | {AU}, lambda t, a: identities.listing(t.node, a)),
    "inquiries.ask": (
        JUDGES,
        lambda t, a: inquiries.ask(t.node, a, to=known_as(t, "Bravo").id, question=QUESTION),
    ),
    "inquiries.approve": ({RO}, lambda t, a: inquiries.approve(t.node, a, inquiry="no", digest="no")),
    "inquiries.answer": (JUDGES, lambda t, a: inquiries.answer(t.node, a, inquiry="no", reply=FULL)),
    "inquiries.refuse": (JUDGES, lambda t, a: inquiries.refuse(t.node, a, inquiry="no", reply=REFUSED)),
    "inquiries.listing": (JUDGES | {AU}, lambda t, a: inquiries.listing(t.node, a)),
    "inquiries.consult": (JUDGES | {AU}, lambda t, a: inquiries.consult(t.node, a, inquiry="no")),
    "inquiries.counts": ({AU}, lambda t, a: inquiries.counts(t.node, a)),
    "intake.submit": (JUDGES, lambda t, a: intake.submit(t.node, a, data=b"x", name="x", source="x")),
    "intake.note": (JUDGES, lambda t, a: intake.note(t.node, a, text="x", name="x", source="x")),
    "notices.open_notice": (JUDGES, lambda t, a: notices.open_notice(t.node, a, a_draft(t, claims=("no",)))),
    "notices.listing": (EVERYBODY, lambda t, a: notices.listing(t.node, a)),
    "release.preview": (JUDGES, lambda t, a: release.preview(t.node, a, notice="no", to="no")),
    "intake.take_over": (JUDGES, lambda t, a: intake.take_over(t.node, a, message="no")),
    "notices.update": (JUDGES, lambda t, a: notices.update(t.node, a, notice="no", change=notices.Change())),
    "release.preview_correction": (JUDGES, lambda t, a: release.preview_correction(t.node, a, notice="no", to="no")),
    "recall.cancel": ({RO}, lambda t, a: recall.cancel(t.node, a, notice="no", ground=CancelGround.PASSED)),
    "recall.withdraw": (
        {RO},
        lambda t, a: recall.withdraw(t.node, a, notice="no", ground=WithdrawalGround.SOURCE, why="he said so"),
    ),
    "recall.holders": (EVERYBODY, lambda t, a: recall.holders(t.node, a, notice="no")),
    "recall.sent": (EVERYBODY, lambda t, a: recall.sent(t.node, a)),
    "recalled.listing": (EVERYBODY, lambda t, a: recalled.listing(t.node, a)),
    "recalled.about": (EVERYBODY, lambda t, a: recalled.about(t.node, a, message="no")),
    "recalled.view": (JUDGES, lambda t, a: recalled.view(t.node, a, message="no")),
    "recalled.answer": (JUDGES, lambda t, a: recalled.answer(t.node, a, message="no", outcome=Outcome.NOT_FOUND)),
    "release.excuse": ({RO}, lambda t, a: release.excuse(t.node, a, tearline="no", leak=1, why="no")),
    "sources.rate": (JUDGES, lambda t, a: sources.rate(t.node, a, name="", reliability=Reliability.A, why="x")),
    "sources.listing": (JUDGES | {AU}, lambda t, a: sources.listing(t.node, a)),
    "sources.settle": (JUDGES, lambda t, a: sources.settle(t.node, a, claim="no", happened=True, why="x")),
    "sources.calibration": (JUDGES | {AU}, lambda t, a: sources.calibration(t.node, a)),
    "weighing.of_notice": (JUDGES | {AU}, lambda t, a: weighing.of_notice(t.node, a, notice="no")),
    "disclosure.open_part": ({RO}, lambda t, a: disclosure.open_part(t.node, a, notice="no", to="no")),
    "redelivery.give_up": ({RO}, lambda t, a: redelivery.give_up(t.node, a, delivery="no", why="x")),
    "redelivery.send_anew": ({RO}, lambda t, a: redelivery.send_anew(t.node, a, delivery="no")),
    "breaches.report": (
        EVERYBODY,
        lambda t, a: breaches.report(
            t.node, a, nature=Nature.LOST, facts="", extent=Amount(subjects=1, records=1), learnt_at=None
        ),
    ),
    "breaches.describe": (KEEPERS, lambda t, a: breaches.describe(t.node, a, breach="no", account=breaches.Account())),
    "breaches.tell_authority": (KEEPERS, lambda t, a: breaches.tell_authority(t.node, a, breach="no")),
    "breaches.tell_controllers": (KEEPERS, lambda t, a: breaches.tell_controllers(t.node, a, breach="no")),
    "breaches.tell_subjects": (KEEPERS, lambda t, a: breaches.tell_subjects(t.node, a, breach="no")),
    "breaches.close": (KEEPERS, lambda t, a: breaches.close(t.node, a, breach="no")),
    "prior.ask": (KEEPERS, lambda t, a: prior.ask(t.node, a, authority="x", risk="x")),
    "prior.answered": (KEEPERS, lambda t, a: prior.answered(t.node, a, consultation="no", said="x")),
    "prior.longer": (KEEPERS, lambda t, a: prior.longer(t.node, a, consultation="no")),
    "prior.listing": (KEEPERS, lambda t, a: prior.listing(t.node, a)),
    "directs.decide": (
        {RO},
        lambda t, a: directs.decide(
            t.node,
            a,
            notice="no",
            person="no",
            to="no",
            plea=directs.Necessity(necessity="x", route="x", authority="x"),
        ),
    ),
    "directs.authority_told": (KEEPERS, lambda t, a: directs.authority_told(t.node, a, direct="no", said="x")),
    "directs.listing": (JUDGES | {AU}, lambda t, a: directs.listing(t.node, a)),
    "breaches.listing": (KEEPERS, lambda t, a: breaches.listing(t.node, a)),
    "folios.register": (KEEPERS | {AD}, lambda t, a: folios.register(t.node, a)),
    "folios.transfers": (KEEPERS | {AD}, lambda t, a: folios.transfers(t.node, a)),
    "folios.impact": (KEEPERS | {AD}, lambda t, a: folios.impact(t.node, a)),
    "folios.breach": (KEEPERS | {AD}, lambda t, a: folios.breach(t.node, a, breach="no")),
    "release.send_alone": (
        {RO},
        lambda t, a: release.send_alone(t.node, a, tearline="no", digest="no", danger=DANGER),
    ),
    "release.approve": ({RO}, lambda t, a: release.approve(t.node, a, tearline="no", digest="no")),
    "roster.set_watch": (
        {AD, RO},
        lambda t, a: roster.set_watch(t.node, a, since=t.node.clock.now(), until=t.node.clock.now(), on_duty="nobody"),
    ),
    "roster.listing": (EVERYBODY, lambda t, a: roster.listing(t.node, a)),
    "roster.eligible": (EVERYBODY, lambda t, a: roster.eligible(t.node, a)),
    "escalation.upcoming": (EVERYBODY, lambda t, a: escalation.upcoming(t.node, a)),
    "roster.stood_in": (EVERYBODY, lambda t, a: roster.stood_in(t.node, a)),
    "roster.seen": (EVERYBODY, lambda t, a: roster.seen(t.node, a)),
    "review.confirm": (JUDGES, lambda t, a: review.confirm(t.node, a, claims=["no"], why="x")),
    "erasing.preview": ({RO}, lambda t, a: erasing.preview(t.node, a, what=erasing.What(claims=("no",)))),
    "erasing.erase": (
        {RO},
        lambda t, a: erasing.erase(
            t.node, a, what=erasing.What(claims=("no",)), ground=WithdrawalGround.RIGHTS, why="x"
        ),
    ),
    "requests.receive": (
        {RO, AU},
        lambda t, a: requests.receive(t.node, a, whom="x", right=subject.Right.ACCESS, said="", verified=""),
    ),
    "requests.found": ({RO, AU}, lambda t, a: requests.found(t.node, a, request="no")),
    "requests.answer": (
        {RO, AU},
        lambda t, a: requests.answer(
            t.node, a, request="no", decision=subject.Decision(verdict=subject.Verdict.NOTHING_HELD, reasons="x")
        ),
    ),
    "requests.listing": ({RO, AU}, lambda t, a: requests.listing(t.node, a)),
    "requests.view": ({RO, AU}, lambda t, a: requests.view(t.node, a, request="no")),
    "redress.left": ({RO, AU}, lambda t, a: redress.left(t.node, a, request="no")),
    "redress.close": ({RO, AU}, lambda t, a: redress.close(t.node, a, request="no")),
    "erasures.listing": ({RO, AU}, lambda t, a: erasures.listing(t.node, a)),
    "erasures.view": ({RO, AU}, lambda t, a: erasures.view(t.node, a, erasure="no")),
    "erasures.settle": ({RO, AU}, lambda t, a: erasures.settle(t.node, a, erasure="no", errand="no", said="x")),
    "review.restate": (
        JUDGES,
        lambda t, a: review.restate(t.node, a, claims=["no"], why="x", stated=Stated()),
    ),
    "processing.consult": (JUDGES | {AU}, lambda t, a: processing.consult(t.node, a, report="no", why="x")),
    "processing.consult_notice": (
        EVERYBODY,
        lambda t, a: processing.consult_notice(t.node, a, notice="no", why="x"),
    ),
    "processing.may_look_at_notice": (EVERYBODY, lambda t, a: processing.may_look_at_notice(t.node, a, notice="no")),
    "processing.notice_of": (JUDGES | {AU}, lambda t, a: processing.notice_of(t.node, a, tearline="no")),
    "processing.may_look": (JUDGES | {AU}, lambda t, a: processing.may_look(t.node, a, report="no")),
    "processing.search": ({AU}, lambda t, a: processing.search(t.node, a, wanted=processing.Search(), why="x")),
    "review.reject": (JUDGES, lambda t, a: review.reject(t.node, a, claims=["no"], why="x")),
    "review.grade": (
        JUDGES,
        lambda t, a: review.grade(
            t.node, a, claims=["no"], reliability=Reliability.A, credibility=Credibility.PROBABLY_TRUE, why="x"
        ),
    ),
    "review.mark": (JUDGES, lambda t, a: review.mark(t.node, a, claims=["no"], marking=Marking(tlp=Tlp.AMBER))),
    "review.correct": (JUDGES, lambda t, a: review.correct(t.node, a, claim="no", why="x", value="attack")),
}
# Asked by nobody who is signed in: the node's own work, signing in itself, and what is on every card.
WITHOUT_A_PERSON = {
    *(
        "accounts.found",
        "accounts.require_sense",
        "accounts.login",
        "accounts.logout",
        "accounts.actor_for",
        "accounts.as_actor",
    ),
    *(
        "audit.sign_head",
        "escalation.climb",
        "counterparts.publish_card",
        "counterparts.our_card",
        "counterparts.named",
        "intake.adopt",
    ),
    "bundles.owe",
    "redress.owed",
}
MODULES = (
    *(accounts, answers, audit, browse, bundles, byhand, counterparts),
    *(consents, emergencies, protections, released),
    *(duties, forks, gates, identities, inquiries, intake, notices, recall, recalled, release, review, tiles),
    *(erasing, erasures, redress, requests, escalation, explaining, processing, roster, sources, weighing),
    *(disclosure, redelivery, breaches, folios, prior, directs),
)


def _told(town):
    return byhand.Told(how="telephone", to="the desk", at=town.node.clock.now())


@pytest.fixture(scope="module")
def town():
    return a_federation()[2][0]


def state_of(town):
    with town.node.store.read() as tx:
        return tx.sizes.find("size")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", ACTS)
def test_only_the_roles_of_the_table_may_ask_for_it(town, act, role):
    allowed, ask = ACTS[act]
    actor = Actor(account="a-x", name="somebody", roles=frozenset({role}))
    before = state_of(town)
    refused = None
    try:
        ask(town, actor)
    except RefusedError as error:
        refused = error
    except TocsinError:
        pass  # they may ask, and what they ask for is not there

    assert (refused is None) == (role in allowed)
    if refused is not None:
        assert "it takes the role" in str(refused)
        assert state_of(town) == before


@pytest.mark.parametrize("act", ACTS)
def test_who_has_no_role_may_ask_for_nothing(town, act):
    with pytest.raises(RefusedError):
        ACTS[act][1](town, Actor(account="a-x", name="somebody", roles=frozenset()))


def test_every_use_case_stands_in_the_table():
    public = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in MODULES
        for name, thing in vars(module).items()
        if not name.startswith("_")
        and callable(thing)
        and getattr(thing, "__module__", "") == module.__name__
        and not isinstance(thing, type)
    }

    assert public == set(ACTS) | WITHOUT_A_PERSON


def _packed():
    return bundles.Packed(data=b"", to="no", messages=frozenset(), receipts=frozenset())
