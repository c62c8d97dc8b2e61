"""Requests of data subjects."""

from pathlib import Path
from typing import Any

import click

from tocsin.domain.ids import ClaimId
from tocsin.domain.subject import Decision, Refusal, Request, Restriction, Right, Verdict
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.surfaces.page import subject_letter
from tocsin.texts.labels import label
from tocsin.usecases import redress, release, requests
from tocsin.usecases.redress import Left
from tocsin.usecases.requests import Found
from tocsin.vocabulary.language import Language


@click.group()
def request() -> None:
    """Somebody asks what is held about them, or wants it put right or erased."""


@request.command("add")
@click.argument("whom")
@click.option("--right", type=one_of(Right), default=Right.ACCESS.value, show_default=True, help="What they ask for.")
@click.option("--said", default="", help="In their words.")
@click.option("--verified", required=True, help="How it was made sure that they are who they say.")
@click.option(
    "--language",
    type=one_of(Language),
    default=Language.ENGLISH.value,
    show_default=True,
    help="In which they are answered.",
)
@json_option
@pass_context
def add(context: Context, /, whom: str, right: str, language: str, **said: str) -> None:
    """Take a request down; thirty days run from now."""
    node, actor = context.node, context.actor
    made = requests.receive(node, actor, whom=whom, right=Right(right), language=Language(language), **said)
    due = _("{request}: to be answered by {day}").format(request=made.id, day=f"{made.due_at:%Y-%m-%d}")
    show(context, made, due)


@request.command("search")
@click.argument("request")
@json_option
@pass_context
def search(context: Context, request: str) -> None:
    """Show whoever may be meant by it, and what is held about them. You decide who is."""
    show_rows(
        context,
        _rows(requests.found(context.node, context.actor, request=request)),
        {
            _("PERSON"): lambda each: each["name"],
            _("ENTITY"): lambda each: each["entity"],
            _("WHERE"): lambda each: each["where"],
            _("LIKENESS"): lambda each: f"{each['likeness']:.2f}",
            _("CLAIMS"): lambda each: each["claims"],
        },
    )


@request.command("answer")
@click.argument("request")
@click.argument("claims", nargs=-1)
@click.option("--verdict", type=one_of(Verdict), required=True, help="How it is answered.")
@click.option("--reasons", required=True, help="For the authority; never in the letter.")
@click.option(
    "--withhold", "withheld", metavar="CLAIM", multiple=True, help="About them, and not told; may be repeated."
)
@click.option("--restriction", type=one_of(Restriction), help="Why it is not told; never in the letter.")
@click.option("--refusal", type=one_of(Refusal), help="Why what they ask is not done; they are told.")
@json_option
@pass_context
def answer(context: Context, /, request: str, claims: tuple[str, ...], **decided: Any) -> None:  # noqa: ANN401  # click
    """Answer it and print the letter. What is granted names the CLAIMS that they are told."""
    decision = Decision(
        verdict=Verdict(decided["verdict"]),
        reasons=decided["reasons"],
        claims=tuple(map(ClaimId, claims)),
        withheld=tuple(map(ClaimId, decided["withheld"])),
        restriction=Restriction(decided["restriction"]) if decided["restriction"] else None,
        refusal=Refusal(decided["refusal"]) if decided["refusal"] else None,
    )
    made = requests.answer(context.node, context.actor, request=request, decision=decision)
    lines = [made.answer.letter if made.answer is not None else "", *_left(context, made)]
    show(context, made, "\n".join(lines))


@request.command("show")
@click.argument("request")
@json_option
@pass_context
def show_(context: Context, request: str) -> None:
    """Show its letter, and what is left to do of what was granted."""
    held = requests.view(context.node, context.actor, request=request)
    lines = [held.answer.letter if held.answer is not None else "", *_left(context, held)]
    show(context, held, "\n".join(lines))


@request.command("letter")
@click.argument("request")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help=".pdf or .html")
@pass_context
def letter(context: Context, request: str, output: Path) -> None:
    """Write the letter to a file, to be printed."""
    held = requests.view(context.node, context.actor, request=request)
    paper = subject_letter.paper(held, context.node.organisation.name)
    if output.suffix.lower() == ".pdf":
        output.write_bytes(context.node.printer.print_letter(paper))
    else:
        output.write_text(subject_letter.write(paper), "utf-8")


@request.command("correct")
@click.argument("request")
@json_option
@pass_context
def correct(context: Context, request: str) -> None:
    """Write the corrections for whoever was told what has been put right; a second person approves each."""
    node, actor = context.node, context.actor
    owed = redress.owed(redress.left(node, actor, request=request))
    made = [release.preview_correction(node, actor, notice=notice, to=to) for notice, to in owed]
    said = _("{tearline}: waits for a second person: tocsin release approve")
    show(context, made, "\n".join(said.format(tearline=each.id) for each in made))


@request.command("close")
@click.argument("request")
@json_option
@pass_context
def close(context: Context, request: str) -> None:
    """Close it, when everything is done that was granted."""
    made = redress.close(context.node, context.actor, request=request)
    show(context, made, _("{request}: closed, and kept.").format(request=made.id))


@request.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List the requests."""
    show_rows(
        context,
        requests.listing(context.node, context.actor),
        {
            _("REQUEST"): lambda each: each.id,
            _("WHOM"): lambda each: each.whom,
            _("RIGHT"): lambda each: each.right,
            _("DUE"): lambda each: each.due_at,
            _("ANSWERED"): lambda each: each.answer.verdict if each.answer is not None else None,
            _("CLOSED"): lambda each: each.closed_at,
        },
    )


def _rows(found: Found) -> list[dict[str, Any]]:
    """Return people of our records and words of counterparts as rows of one table."""
    people = [
        {
            "name": each.entity.name,
            "entity": each.entity.id,
            "where": each.entity.report,
            "likeness": each.likeness,
            "claims": [claim.id for claim in each.claims],
        }
        for each in found.held
    ]
    told = [
        {
            "name": each.says,
            "entity": None,
            "where": each.counterpart,
            "likeness": each.likeness,
            "claims": [each.key],
        }
        for each in found.mentions
    ]
    return people + told


def _left(context: Context, held: Request) -> list[str]:
    if held.closed_at is not None:
        return []
    return [_line(each) for each in redress.left(context.node, context.actor, request=held.id)]


def _line(left: Left) -> str:
    who = f" ({left.counterpart.name}, {left.notice.id})" if left.counterpart is not None and left.notice else ""
    return f"{left.claim.id}: {_(label(left.step))}{who}"


COMMANDS = (request,)
