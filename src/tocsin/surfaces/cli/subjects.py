"""Requests of data subjects."""

import click

from tocsin.domain.ids import ClaimId
from tocsin.domain.subject import Right, Verdict
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.usecases import requests


@click.group()
def request() -> None:
    """Somebody asks what is held about them, or wants it put right or erased."""


@request.command("add")
@click.argument("whom")
@click.option("--right", type=one_of(Right), default=Right.ACCESS.value, show_default=True, help="What they ask for.")
@click.option("--said", default="", help="In their words.")
@click.option("--verified", required=True, help="How it was made sure that they are who they say.")
@json_option
@pass_context
def add(context: Context, whom: str, right: str, said: str, verified: str) -> None:
    """Take a request down; thirty days run from now."""
    made = requests.receive(context.node, context.actor, whom=whom, right=Right(right), said=said, verified=verified)
    due = _("{request}: to be answered by {day}").format(request=made.id, day=f"{made.due_at:%Y-%m-%d}")
    show(context, made, due)


@request.command("search")
@click.argument("request")
@json_option
@pass_context
def search(context: Context, request: str) -> None:
    """Show whoever may be meant by it, and what is held about them. You decide who is."""
    held = requests.found(context.node, context.actor, request=request)
    show_rows(
        context,
        held,
        {
            _("PERSON"): lambda each: each.entity.name,
            _("ENTITY"): lambda each: each.entity.id,
            _("REPORT"): lambda each: each.entity.report,
            _("LIKENESS"): lambda each: f"{each.likeness:.2f}",
            _("CLAIMS"): lambda each: tuple(claim.id for claim in each.claims),
        },
    )


@request.command("answer")
@click.argument("request")
@click.argument("claims", nargs=-1)
@click.option("--verdict", type=one_of(Verdict), required=True, help="How it is answered.")
@click.option("--reasons", required=True, help="For the authority; never in the letter.")
@json_option
@pass_context
def answer(context: Context, request: str, claims: tuple[str, ...], verdict: str, reasons: str) -> None:
    """Answer it and print the letter. What is granted names the CLAIMS that they are told."""
    made = requests.answer(
        context.node,
        context.actor,
        request=request,
        verdict=Verdict(verdict),
        reasons=reasons,
        claims=[ClaimId(each) for each in claims],
    )
    show(context, made, made.answer.letter if made.answer is not None else "")


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
        },
    )


COMMANDS = (request,)
