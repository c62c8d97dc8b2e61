"""The options by which is stated why claims about people are held, and the reason for looking at them."""

from collections.abc import Callable
from datetime import datetime
from functools import reduce
from typing import Any

import click

from tocsin.domain.ids import NoticeId, ReportId
from tocsin.domain.personal import Stated
from tocsin.surfaces.cli.context import Context, one_of
from tocsin.usecases import processing
from tocsin.vocabulary.law import Purpose, Special, SubjectCategory

reason_option = click.option(
    "--reason", help="Why you look at it: asked of whoever did not take it in, and kept in the journal."
)
_OPTIONS = (
    click.option(
        "--category", type=one_of(SubjectCategory), help="What everybody in it is to the matter; else as proposed."
    ),
    click.option("--purpose", type=one_of(Purpose), help="What it is held for; else as the node's settings have it."),
    click.option("--legal-basis", help="By which right it is held; else as the node's settings have it."),
    click.option("--review-on", type=click.DateTime(["%Y-%m-%d"]), help="When it is to be reviewed."),
    click.option("--special", type=one_of(Special), multiple=True, help="What is special about it; may be repeated."),
    click.option("--necessity", help="Why holding what is special is strictly necessary."),
)


def stated_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command every part of what the law asks for."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def stated_of(said: dict[str, Any]) -> Stated:
    """Return what those options say; what was not said is as the node proposes."""
    day: datetime | None = said["review_on"]
    return Stated(
        category=SubjectCategory(said["category"]) if said["category"] else None,
        purpose=Purpose(said["purpose"]) if said["purpose"] else None,
        legal_basis=said["legal_basis"],
        review_on=day.date() if day is not None else None,
        special=frozenset(Special(each) for each in said["special"]) or None,
        necessity=said["necessity"],
    )


def give_reason(context: Context, report: str, reason: str | None) -> None:
    """Put the reason for looking at a report on record, where one was given."""
    if reason is not None:
        processing.consult(context.node, context.actor, report=ReportId(report), why=reason)


def give_reason_for_notice(context: Context, notice: str, reason: str | None) -> None:
    """Put the reason for looking at a notice on record, where one was given."""
    if reason is not None:
        processing.consult_notice(context.node, context.actor, notice=NoticeId(notice), why=reason)
