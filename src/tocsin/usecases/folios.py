"""Folios: the register, the transfer file, the impact assessment and the breach file, from what the node holds now."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.breach import TELL_WITHIN, Breach, Told
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.direct import Direct
from tocsin.domain.folio import GAP, Folio, Section, Table
from tocsin.domain.prior import PriorConsultation
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import breaching
from tocsin.wire.bodies.alert import read_alert
from tocsin.wire.message import Kind

KEEPERS = (Role.AUDITOR, Role.RELEASING_OFFICER, Role.ADMINISTRATOR)
_WENT = {DeliveryState.STORED, DeliveryState.QUARANTINED, DeliveryState.TOLD}


def register(node: Node, actor: Actor) -> Folio:
    """The register of processing (LED art. 24(1)): from the agreements, the accounts and the settings in force."""
    actor.require(*KEEPERS)
    with node.store.read() as tx:
        counterparts = tx.counterparts.where()
        auditors = [each.name for each in tx.accounts.where() if Role.AUDITOR in each.roles]
    return _folio(
        node,
        "Register of processing",
        Section(
            title="Controller",
            article="LED art. 24(1)(a)",
            table=_facts(
                ("Organisation", node.organisation.name),
                ("Whom to ring", node.organisation.contact),
                ("Answers for", ", ".join(sorted(node.organisation.countries)) or "-"),
                ("Data-protection officer", GAP),
                ("Auditors of this node", ", ".join(auditors) or "-"),
            ),
        ),
        Section(title="Purposes and legal bases", article="LED art. 24(1)(b), (g)", table=_purposes(counterparts)),
        Section(title="Recipients", article="LED art. 24(1)(c)", table=_recipients(counterparts)),
        Section(title="Categories of people and data", article="LED art. 24(1)(d)", table=_categories(counterparts)),
        Section(
            title="Profiling",
            article="LED art. 24(1)(e), 11",
            text=("None. Rules propose whom to tell; a person decides each time.", "Nobody is scored by anything."),
        ),
        Section(
            title="Transfers",
            article="LED art. 24(1)(f)",
            text=("Each transfer is a row of the transfer file: tocsin file transfers.",),
        ),
        Section(title="Erasure", article="LED art. 24(1)(h), 5", table=_reviews(counterparts)),
        Section(title="Security", article="LED art. 24(1)(i), 29(2)", text=_SECURITY),
    )


def transfers(node: Node, actor: Actor, *, since: datetime | None = None) -> Folio:
    """The transfer file (LED art. 37(3), 38(3)): one row for everything that went out, with what it said."""
    actor.require(*KEEPERS)
    with node.store.read() as tx:
        names = {each.id: each for each in tx.counterparts.where()}
        sent = [each for each in tx.deliveries.where() if each.tearline is not None and each.state in _WENT]
        rows = [_transfer(tx, each, names[each.counterpart]) for each in sent if _within(each, since)]
        directs = [_direct(each, names[each.counterpart]) for each in tx.directs.where()]
    columns = ("When", "To", "Legal basis", "Purpose", "Why", "What was transferred", "Approved by")
    return _folio(
        node,
        "Transfer file",
        Section(title="Transfers", article="LED art. 37(3), 38(3)", table=Table(columns=columns, rows=tuple(rows))),
        Section(title="On what transfers abroad rest", article="KVKK art. 9", table=_abroad(names.values())),
        Section(
            title="Told directly to whoever is no authority",
            article="LED art. 39",
            table=Table(columns=_DIRECT, rows=tuple(directs) or (("-",) * len(_DIRECT),)),
        ),
    )


def impact(node: Node, actor: Actor) -> Folio:
    """The skeleton of an impact assessment (LED art. 27): what the node knows, and gaps where a person has to think."""
    actor.require(*KEEPERS)
    with node.store.read() as tx:
        counts = _counts(tx)
        counterparts = tx.counterparts.where()
        asked = tx.priors.where()
    return _folio(
        node,
        "Impact assessment",
        Section(title="What is done", article="LED art. 27(2)", text=_DONE, table=_facts(*counts)),
        Section(title="Who receives it", article="LED art. 27(2)", table=_recipients(counterparts)),
        Section(title="Why it is necessary, and why no less would do", article="LED art. 4(1)(c)", text=(GAP,)),
        Section(title="Risks to people", article="LED art. 27(2)", table=_risks()),
        Section(title="What a person judges of what is left", article="LED art. 27(2)", text=(GAP,)),
        Section(title="The authority, asked before", article="LED art. 28", table=_asked(asked)),
    )


def breach(node: Node, actor: Actor, *, breach: str) -> Folio:
    """The breach file (LED art. 30(3), (5)), with the clock of seventy-two hours."""
    actor.require(*KEEPERS)
    with node.store.read() as tx:
        held = tx.breaches.get(breach)
        names = ", ".join(tx.counterparts.get(each).name for each in held.counterparts)
        approved = {each.id: each.name for each in tx.accounts.where()}
    extent = held.extent
    return _folio(
        node,
        "Breach file",
        Section(
            title="What happened",
            article="LED art. 30(3)(a)",
            text=(held.facts or GAP,),
            table=_facts(
                ("File", held.id),
                ("Nature", held.nature),
                ("Learnt of", _moment(held.learnt_at)),
                ("Opened by", approved.get(held.opened_by, held.opened_by)),
                ("Who has it", names or "-"),
                ("People concerned, about", str(extent.subjects)),
                ("Records concerned, about", str(extent.records)),
                ("Categories of people", ", ".join(extent.categories) or "-"),
            ),
        ),
        Section(title="Contact", article="LED art. 30(3)(b)", text=(node.organisation.contact,)),
        Section(title="Likely consequences", article="LED art. 30(3)(c)", text=(held.consequences or GAP,)),
        Section(title="Measures", article="LED art. 30(3)(d)", text=(held.measures or GAP,)),
        Section(title="Risk to the people concerned", article="LED art. 31", text=(held.risk or GAP,)),
        Section(title="Who was told, and when", article="LED art. 30(1), 30(6), 31", table=_clock(held)),
    )


_DONE = (
    "Reports that the organisation lawfully holds are read into claims; people confirm, grade and mark them.",
    "Counterparts are told the part they may hold, after a second person's approval.",
    "What was told is answered, corrected and taken back, and all of it can be proven.",
)
_SECURITY = (
    "People sign in with a password kept as argon2id; nobody approves his own words.",
    "Every message is signed twice and sealed for one recipient; private keys are kept under a passphrase.",
    "What was done is in a ledger of salted leaves, whose heads counterparts witness.",
    "Backups are written while the node runs; after a restore, counterparts say what is missing.",
)
_RISKS = (
    ("Somebody is named who is not meant", "A person confirms each claim against its exact words."),
    ("A state turns on its own national", "The human-rights gate: each harm weighed, and a second person's yes."),
    ("Somebody protected is found", "He is withheld from the states he fled, until two persons lift it."),
    ("More is told than needed", "One evaluator of named rules; a leak check before approval; two pairs of eyes."),
    ("It was wrong, or is over", "Corrections and withdrawals reach everybody who was told."),
    ("It is kept too long", "Every claim about a person has a review date."),
)


def _folio(node: Node, title: str, *sections: Section) -> Folio:
    return Folio(title=title, organisation=node.organisation.name, made_at=node.clock.now(), sections=sections)


def _facts(*rows: tuple[str, str]) -> Table:
    return Table(columns=("", ""), rows=rows)


def _purposes(counterparts: Iterable[Counterpart]) -> Table:
    rows = Counter((each.agreement.purpose, each.agreement.legal_basis) for each in counterparts)
    found = tuple((purpose, basis, str(count)) for (purpose, basis), count in sorted(rows.items()))
    return Table(columns=("Purpose", "Legal basis", "Agreements"), rows=found)


def _recipients(counterparts: Iterable[Counterpart]) -> Table:
    rows = tuple(
        (each.name, ", ".join(sorted(each.agreement.countries)) or "-", each.reach, each.agreement.ceiling)
        for each in sorted(counterparts, key=lambda each: each.name)
    )
    return Table(columns=("Recipient", "For", "Reached by", "Ceiling"), rows=rows)


def _categories(counterparts: Iterable[Counterpart]) -> Table:
    rows = tuple(
        (each.name, ", ".join(sorted(each.agreement.subjects)), ", ".join(sorted(each.agreement.data)))
        for each in sorted(counterparts, key=lambda each: each.name)
    )
    return Table(columns=("Recipient", "People", "Data"), rows=rows)


def _reviews(counterparts: Iterable[Counterpart]) -> Table:
    rows = tuple((each.name, each.agreement.review_on.isoformat()) for each in counterparts)
    return Table(columns=("Recipient", "Agreement to be reviewed by"), rows=rows)


def _risks() -> Table:
    rows = tuple((risk, measure, GAP) for risk, measure in _RISKS)
    return Table(columns=("Risk", "What the node does about it", "How likely and how grave it stays"), rows=rows)


def _asked(priors: Iterable[PriorConsultation]) -> Table:
    rows = tuple(
        (
            each.authority,
            _moment(each.asked_at),
            each.risk,
            each.said or ("not yet, and it takes a month more" if each.is_longer else "not yet"),
            _moment(each.said_at) if each.said_at is not None else "-",
        )
        for each in priors
    )
    columns = ("Who", "Asked on", "The risk that stays high", "What they said", "When")
    return Table(columns=columns, rows=rows or (("-", "-", GAP, "-", "-"),))


def _counts(tx: Transaction) -> Iterator[tuple[str, str]]:
    reports = tx.reports.where()
    extent = breaching.extent_of(tx, (each.id for report in reports for each in tx.claims.where(report=report.id)))
    yield "Reports", str(len(reports))
    yield "People and groups in them", str(extent.subjects)
    yield "Claims about people", str(extent.records)
    yield "Counterparts", str(len(tx.counterparts.where()))
    yield "Notices", str(len(tx.notices.where()))


def _transfer(tx: Transaction, sent: Delivery, to: Counterpart) -> tuple[str, ...]:
    tearline = tx.tearlines.get(sent.tearline or "")
    alert = read_alert(tearline.body) if tearline.body and tearline.kind in {Kind.ALERT, Kind.UPDATE} else None
    by = tx.accounts.find(tearline.approval.by) if tearline.approval is not None else None
    said = " ".join(each.says for each in alert.claims) if alert is not None else tearline.kind
    return (
        _moment(sent.delivered_at or (sent.handed.at if sent.handed is not None else sent.created_at)),
        to.name,
        alert.handling.legal_basis if alert is not None else to.agreement.legal_basis,
        alert.handling.purpose if alert is not None else to.agreement.purpose,
        "; ".join(each.why for each in alert.reasons) if alert is not None else "-",
        said if tearline.body else "erased",
        by.name if by is not None else "-",
    )


def _abroad(counterparts: Iterable[Counterpart]) -> Table:
    found = [(each.name, each.agreement.abroad) for each in counterparts if each.agreement.abroad is not None]
    rows = tuple(
        (name, abroad.ground, _day(abroad.signed_on), _day(abroad.notify_by), _day(abroad.notified_on))
        for name, abroad in sorted(found, key=lambda each: each[0])
    )
    columns = ("Recipient", "Ground", "Signed", "To be notified by", "Notified")
    return Table(columns=columns, rows=rows or (("-",) * len(columns),))


_DIRECT = ("When", "To", "Why strictly necessary", "Why not by the authority", "Authority", "How it was told")


def _direct(held: Direct, to: Counterpart) -> tuple[str, ...]:
    told = f"{held.told} ({_moment(held.told_at)})" if held.told_at is not None else "not yet"
    return _moment(held.decided_at), to.name, held.necessity, held.route, held.authority, told


def _within(sent: Delivery, since: datetime | None) -> bool:
    return since is None or sent.created_at >= since


def _clock(held: Breach) -> Table:
    rows = (
        ("Supervisory authority", _moment(held.learnt_at + TELL_WITHIN), *_said(held.authority)),
        ("Controllers of other states", "without undue delay", *_said(held.controllers)),
        ("People concerned", "without undue delay, if the risk is high", *_said(held.subjects)),
    )
    return Table(columns=("Who", "By", "Told", "Why late"), rows=rows)


def _said(told: Told | None) -> tuple[str, str]:
    return ("not yet", "-") if told is None else (_moment(told.at), told.why_late or "-")


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else "-"


def _moment(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"
