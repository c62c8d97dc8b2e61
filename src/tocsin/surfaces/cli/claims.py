"""Claims: list, confirm, correct, reject, grade; and identities."""

import click

from tocsin.domain.claim import Basis, Claim, Footing, Review, Status
from tocsin.domain.ids import ClaimId, EntityId, IdentityId, NoticeId, ReportId
from tocsin.domain.wording.plain import sentence
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show_rows
from tocsin.surfaces.cli.lawful import give_reason, reason_option, stated_of, stated_options
from tocsin.surfaces.cli.marking import marking_of, marking_options
from tocsin.texts.labels import label
from tocsin.usecases import browse, identities, review, weighing
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.vocabulary.europol import InformationCode, SourceCode, reliability

DRAFT, CONFIRMED = frozenset({Review.DRAFT}), frozenset({Review.CONFIRMED})

why_option = click.option("--why", required=True, help="The reason, kept with the decision.")


@click.group()
def claim() -> None:
    """What a report says, and what we make of it."""


@claim.command("list")
@click.argument("report")
@reason_option
@json_option
@pass_context
def listing(context: Context, report: str, reason: str | None) -> None:
    """List the claims of a report."""
    give_reason(context, report, reason)
    view = browse.report(context.node, context.actor, report=ReportId(report))
    entities = {entity.id: entity for entity in view.entities}
    show_rows(
        context,
        view.claims,
        {
            _("CLAIM"): lambda each: each.id,
            _("REVIEW"): lambda each: _(label(each.review)),
            _("GRADE"): _grade,
            _("STATUS"): lambda each: _(label(each.status)),
            _("SAYS"): lambda each: sentence(each, entities),
            _("WORDS"): lambda each: " … ".join(" ".join(span.text.split()) for span in each.evidence)[:90],
        },
    )


@claim.command("confirm")
@click.argument("claims", nargs=-1)
@click.option("--report", help="Every claim of this report that nobody has judged yet.")
@why_option
@stated_options
@pass_context
def confirm(context: Context, /, claims: tuple[str, ...], report: str | None, why: str, **said: object) -> None:
    """Confirm claims in one act, recorded for each, and with them why we may hold what they say of people."""
    chosen = _chosen(context, claims, report)
    done = review.confirm(context.node, context.actor, claims=chosen, why=why, stated=stated_of(said))
    click.echo(_("Confirmed {count}.").format(count=len(done)))


@claim.command("restate")
@click.argument("claims", nargs=-1)
@click.option("--report", help="Every confirmed claim of this report.")
@why_option
@stated_options
@pass_context
def restate(context: Context, /, claims: tuple[str, ...], report: str | None, why: str, **said: object) -> None:
    """State anew why we may hold confirmed claims: after a review, or when what somebody is to it has changed."""
    chosen = _chosen(context, claims, report, wanted=CONFIRMED)
    done = review.restate(context.node, context.actor, claims=chosen, why=why, stated=stated_of(said))
    click.echo(_("Stated anew of {count}.").format(count=len(done)))


@claim.command("reject")
@click.argument("claims", nargs=-1, required=True)
@why_option
@pass_context
def reject(context: Context, claims: tuple[str, ...], why: str) -> None:
    """Reject claims."""
    done = review.reject(context.node, context.actor, claims=_chosen(context, claims, None), why=why)
    click.echo(_("Rejected {count}.").format(count=len(done)))


@claim.command("grade")
@click.argument("grade", metavar="GRADE")
@click.argument("claims", nargs=-1)
@click.option("--report", help="Every claim of this report.")
@click.option("--confirmed-by", multiple=True, help="For a 1: a claim of another source that says it too.")
@why_option
@pass_context
def grade(
    context: Context,
    grade: str,
    claims: tuple[str, ...],
    report: str | None,
    confirmed_by: tuple[str, ...],
    why: str,
) -> None:
    """Grade claims, like B2: source A to F, information 1 to 6 (F and 6: cannot be judged); or like 4x4:B3."""
    letter, digit, stated = _read_grade(grade)
    done = review.grade(
        context.node,
        context.actor,
        claims=_chosen(context, claims, report, wanted=DRAFT | CONFIRMED),
        reliability=letter,
        credibility=digit,
        why=why,
        footing=Footing(confirmed_by=tuple(map(ClaimId, confirmed_by)), stated=stated),
    )
    click.echo(_("Graded {count}.").format(count=len(done)))


@claim.command("weigh")
@click.argument("notice")
@json_option
@pass_context
def weigh(context: Context, notice: str) -> None:
    """List claims of a notice that are one voice, that conflict, or whose grade has lost what it rested on."""
    show_rows(
        context,
        weighing.of_notice(context.node, context.actor, notice=NoticeId(notice)),
        {
            _("FOUND"): lambda each: _(label(each.weight)),
            _("CLAIM"): lambda each: each.claim,
            _("OTHER"): lambda each: each.other,
        },
    )


@claim.command("correct")
@click.argument("claim")
@click.option("--value", help="The right value (or event type).")
@click.option("--status", type=one_of(Status))
@click.option("--basis", type=one_of(Basis))
@why_option
@pass_context
def correct(context: Context, claim: str, value: str | None, status: str | None, basis: str | None, why: str) -> None:
    """Make a corrected claim beside the old one, which stays, superseded."""
    made = review.correct(
        context.node,
        context.actor,
        claim=ClaimId(claim),
        why=why,
        value=value,
        status=Status(status) if status is not None else None,
        basis=Basis(basis) if basis is not None else None,
    )
    click.echo(_("{new} supersedes {old}.").format(new=made.id, old=claim))


@claim.command("mark")
@click.argument("claims", nargs=-1)
@click.option("--report", help="Every claim of this report.")
@marking_options
@pass_context
def mark(context: Context, /, claims: tuple[str, ...], report: str | None, **said: object) -> None:
    """Replace the whole marking of claims."""
    chosen = _chosen(context, claims, report, wanted=DRAFT | CONFIRMED)
    marking = marking_of(said, by=context.actor.account)
    done = review.mark(context.node, context.actor, claims=chosen, marking=marking)
    click.echo(_("Marked {count}.").format(count=len(done)))


@claim.command("same")
@click.argument("entities", nargs=-1, required=True)
@why_option
@pass_context
def same(context: Context, entities: tuple[str, ...], why: str) -> None:
    """Judge that entities of several reports are one. Can be taken back."""
    _judge(context, entities, why, are_same=True)


@claim.command("different")
@click.argument("entities", nargs=-1, required=True)
@why_option
@pass_context
def different(context: Context, entities: tuple[str, ...], why: str) -> None:
    """Judge that entities are not one. Can be taken back."""
    _judge(context, entities, why, are_same=False)


@claim.command("undo")
@click.argument("identity")
@pass_context
def undo(context: Context, identity: str) -> None:
    """Take back a judgement made with same or different."""
    identities.undo(context.node, context.actor, identity=IdentityId(identity))
    click.echo(_("{identity} is taken back.").format(identity=identity))


@claim.command("identities")
@json_option
@pass_context
def list_identities(context: Context) -> None:
    """List such judgements, those taken back included."""
    show_rows(
        context,
        identities.listing(context.node, context.actor),
        {
            _("IDENTITY"): lambda each: each.id,
            _("SAME"): lambda each: each.are_same,
            _("ENTITIES"): lambda each: each.entities,
            _("WHY"): lambda each: each.why,
            _("TAKEN BACK"): lambda each: each.undone_at,
        },
    )


def _judge(context: Context, entities: tuple[str, ...], why: str, *, are_same: bool) -> None:
    named = [EntityId(each) for each in entities]
    made = identities.judge(context.node, context.actor, entities=named, are_same=are_same, why=why)
    command = f"tocsin claim undo {made.id}"
    click.echo(_("{identity}: recorded; {command} takes it back.").format(identity=made.id, command=command))


def _chosen(
    context: Context, claims: tuple[str, ...], report: str | None, *, wanted: frozenset[Review] = DRAFT
) -> list[ClaimId]:
    named = [ClaimId(each) for each in claims]
    if report is None:
        return named
    view = browse.report(context.node, context.actor, report=ReportId(report))
    return [*named, *(each.id for each in view.claims if each.review in wanted)]


def _read_grade(text: str) -> tuple[Reliability, Credibility, str | None]:
    """Read an Admiralty grade, or a 4x4 code, of which only the letter can be carried over."""
    grade = text.upper().removeprefix("4X4:")
    if grade != text.upper():
        return _read_4x4(grade), Credibility.CANNOT_JUDGE, f"4x4 {grade}"
    if len(grade) != 2 or grade[0] not in set(Reliability) or grade[1] not in set(Credibility):
        raise click.UsageError(_("a grade is a letter A to F and a digit 1 to 6, as in B2"))
    return Reliability(grade[0]), Credibility(grade[1]), None


def _read_4x4(code: str) -> Reliability:
    if len(code) != 2 or code[0] not in set(SourceCode) or code[1] not in set(InformationCode):
        raise click.UsageError(_("a 4x4 code is a letter A, B, C or X and a digit 1 to 4, as in 4x4:B3"))
    found = reliability(SourceCode(code[0]))
    if found is None:
        raise click.UsageError(_("C of 4x4 is worse than the Admiralty's C: choose D or E, and say 4x4 in the reason"))
    return found


def _grade(claim: Claim) -> str | None:
    given = claim.grade
    if given is None:
        return None
    return f"{given.reliability}{given.credibility}" + (f" ({given.footing.stated})" if given.footing.stated else "")


COMMANDS = (claim,)
