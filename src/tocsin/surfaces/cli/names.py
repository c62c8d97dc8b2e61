"""names: how alike two names are, and which spellings to look for, without any node."""

import click

from tocsin.matching import Doubt, Explanation, Rule, explain, variants
from tocsin.surfaces.cli.context import Context, _, json_option, pass_context, show, show_rows
from tocsin.texts.phrases import phrase

RULES = {
    Rule.SAME: phrase("the same"),
    Rule.SCRIPT: phrase("transliteration"),
    Rule.SPELLING: phrase("spelling"),
    Rule.NICKNAME: phrase("familiar form"),
    Rule.SHORTENED: phrase("shortened"),
    Rule.INITIAL: phrase("initial"),
    Rule.JOINED: phrase("written as one word"),
    Rule.ACRONYM: phrase("acronym"),
    Rule.KUNYA: phrase("kunya"),
    Rule.ORDER: phrase("order"),
    Rule.MISSING: phrase("part left out"),
}
DOUBTS = {
    Doubt.DIFFERENT: phrase("each has a part where the other has a different one"),
    Doubt.NUMBER: phrase("the numbers differ"),
    Doubt.LEGAL: phrase("the legal forms differ"),
    Doubt.SWAPPED: phrase("child and parent are swapped"),
    Doubt.PARENT: phrase("one may be the other's parent"),
}


@click.group()
def names() -> None:
    """Names of people, organisations and ships: how alike they are."""


@names.command("compare")
@click.argument("a")
@click.argument("b")
@json_option
@pass_context
def compare(context: Context, a: str, b: str) -> None:
    """Say how far two names may be one, from 0 to 1, and why. Nothing is joined by it."""
    found = explain(a, b)
    show(context, found, _told(found))


def _told(found: Explanation) -> str:
    lines = [f"{found.score:.2f}"]
    lines += [f"  {each.ours} = {each.theirs}: {_(RULES[each.rule])} ({each.likeness:.2f})" for each in found.meetings]
    for title, parts in ((_("Only in the first"), found.left), (_("Only in the second"), found.right)):
        if parts:
            lines.append(f"  {title}: {', '.join(parts)}")
    if found.reordered:
        lines.append("  " + _("The parts stand in another order."))
    lines += [f"  {_('But')}: {_(DOUBTS[each])}" for each in found.doubts]
    return "\n".join(lines)


@names.command("variants")
@click.argument("name")
@json_option
@pass_context
def spellings(context: Context, name: str) -> None:
    """List spellings of a name to look for, each one change away from it."""
    columns = {_("SPELLING"): lambda each: each.text, _("BECAUSE"): lambda each: _(RULES[each.rule])}
    show_rows(context, variants(name), columns)


COMMANDS = (names,)
