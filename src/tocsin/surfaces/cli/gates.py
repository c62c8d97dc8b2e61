"""The human-rights gate: what a state may do to somebody, weighed by one person, approved by another."""

from datetime import datetime, timedelta

import click

from tocsin.domain.gate import Assurance, Form, Gate, Weighed
from tocsin.domain.ids import NoticeId
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show, show_rows
from tocsin.texts.labels import label
from tocsin.usecases import gates
from tocsin.vocabulary.gate import Harm, Risk

DAY = click.DateTime(["%Y-%m-%d"])
HOLDS_FOR = timedelta(days=90)


@click.group()
def gate() -> None:
    """What a state may do to somebody, weighed before it hears of him."""


@gate.command("weigh")
@click.argument("notice")
@click.argument("country")
@click.option("--named/--not-named", required=True, help="May the state learn who it is?")
@click.option(
    "--harm",
    "harms",
    type=(one_of(Harm), one_of(Risk), str),
    multiple=True,
    metavar="HARM RISK WHY",
    help="How grave the risk of one harm is, and why; may be repeated.",
)
@click.option("--others", type=(one_of(Risk), str), metavar="RISK WHY", help="The same for every harm not named.")
@click.option("--caveat", "caveats", multiple=True, help="A condition that travels with it; may be repeated.")
@click.option(
    "--assurance",
    "assurances",
    type=(str, str, DAY, DAY),
    multiple=True,
    metavar="GIVER TEXT GIVEN UNTIL",
    help="What that state promised; the gate closes again when it runs out.",
)
@click.option("--until", type=DAY, help="Until when what you weighed holds; default: for 90 days.")
@click.option(
    "--referred-to", default="", help="At a serious risk: the authority above that decided, and its decision."
)
@json_option
@pass_context
def weigh(
    context: Context,
    notice: str,
    country: str,
    named: bool,
    harms: tuple[tuple[str, str, str], ...],
    others: tuple[str, str] | None,
    caveats: tuple[str, ...],
    assurances: tuple[tuple[str, str, datetime, datetime], ...],
    until: datetime | None,
    referred_to: str,
) -> None:
    """Weigh each harm; to let the state hear of the person takes a second person's yes."""
    form = Form(
        weighed=_weighed(harms, others),
        may_be_named=named,
        expires_on=until.date() if until is not None else (context.node.clock.now() + HOLDS_FOR).date(),
        caveats=caveats,
        assurances=tuple(
            Assurance(giver=giver, text=text, given_on=given.date(), expires_on=end.date())
            for giver, text, given, end in assurances
        ),
        referred_to=referred_to,
    )
    made = gates.weigh(context.node, context.actor, notice=NoticeId(notice), country=country.upper(), form=form)
    said = _("{country}: {count} may be named.") if named else _("{country}: {count} may not be named.")
    text = said.format(country=made.country, count=len(made.people))
    if made.waits:
        command = f"tocsin gate approve {made.id}"
        text += "\n" + _("A second person has to approve it: {command}").format(command=command)
    show(context, made, text)


@gate.command("approve")
@click.argument("gate")
@json_option
@pass_context
def approve(context: Context, gate: str) -> None:
    """Let the state hear of the people, as a second person."""
    made = gates.approve(context.node, context.actor, gate=gate)
    until = made.form.holds_until.isoformat()
    show(context, made, _("It holds until {day}, or until what it rests on changes.").format(day=until))


@gate.command("list")
@click.argument("notice")
@json_option
@pass_context
def listing(context: Context, notice: str) -> None:
    """List what was weighed for a notice."""
    show_rows(
        context,
        gates.listing(context.node, context.actor, notice=NoticeId(notice)),
        {
            _("GATE"): lambda each: each.id,
            _("STATE"): lambda each: each.country,
            _("BECAUSE"): lambda each: ", ".join(_(label(trigger)) for trigger in each.triggers),
            _("WORST RISK"): lambda each: _(label(each.form.worst)),
            _("ANSWER"): _answer,
            _("UNTIL"): lambda each: each.form.holds_until,
        },
    )


def _weighed(harms: tuple[tuple[str, str, str], ...], others: tuple[str, str] | None) -> tuple[Weighed, ...]:
    named = tuple(Weighed(harm=Harm(harm), risk=Risk(risk), why=why) for harm, risk, why in harms)
    if others is None:
        return named
    left = [harm for harm in Harm if harm not in {each.harm for each in named}]
    return (*named, *(Weighed(harm=harm, risk=Risk(others[0]), why=others[1]) for harm in left))


def _answer(gate: Gate) -> str:
    if gate.waits:
        return _("waits for a second person")
    return _("the person may be named") if gate.may_be_named else _("the person stays out")


COMMANDS = (gate,)
