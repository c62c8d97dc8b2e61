"""People: login, logout, accounts."""

import click

from tocsin.domain.actor import Role
from tocsin.surfaces.cli.context import Context, _, json_option, one_of, pass_context, show_rows
from tocsin.texts.labels import label
from tocsin.usecases import accounts


@click.command()
@click.argument("name")
@click.option("--password", prompt=True, hide_input=True, help="Asked for if not given.")
@pass_context
def login(context: Context, name: str, password: str) -> None:
    """Sign in, for eight hours."""
    context.keep_token(accounts.login(context.node, name=name, password=password))
    click.echo(_("Signed in as {name}.").format(name=name))


@click.command()
@pass_context
def logout(context: Context) -> None:
    """Sign out."""
    accounts.logout(context.node, token=context.token())
    context.forget_token()


@click.group()
def account() -> None:
    """People who may use this node."""


@account.command("add")
@click.argument("name")
@click.option("--role", "roles", type=one_of(Role), multiple=True, required=True)
@click.password_option()
@pass_context
def add(context: Context, name: str, roles: tuple[str, ...], password: str) -> None:
    """Add a person."""
    made = accounts.add(
        context.node, context.actor, name=name, password=password, roles=frozenset(Role(role) for role in roles)
    )
    click.echo(_("Added {name}.").format(name=made.name))
    if not made.is_confirmed:
        command = f"tocsin account confirm {made.name}"
        click.echo(_("A second person has to confirm this releasing officer: {command}").format(command=command))


@account.command("confirm")
@click.argument("name")
@pass_context
def confirm(context: Context, name: str) -> None:
    """Confirm a new releasing officer, as a second person."""
    accounts.confirm(context.node, context.actor, name=name)
    click.echo(_("{name} may release now.").format(name=name))


@account.command("role")
@click.argument("name")
@click.option("--role", "roles", type=one_of(Role), multiple=True, required=True)
@pass_context
def role(context: Context, name: str, roles: tuple[str, ...]) -> None:
    """Give a person these roles instead of those they have."""
    changed = accounts.assign_roles(
        context.node, context.actor, name=name, roles=frozenset(Role(each) for each in roles)
    )
    click.echo(_("{name} has other roles now.").format(name=changed.name))


@account.command("disable")
@click.argument("name")
@pass_context
def disable(context: Context, name: str) -> None:
    """Let a person sign in no more; what they did stays on record."""
    accounts.disable(context.node, context.actor, name=name)
    click.echo(_("{name} cannot sign in any more.").format(name=name))


@account.command("list")
@json_option
@pass_context
def listing(context: Context) -> None:
    """List people and their roles."""
    show_rows(
        context,
        (
            {"name": each.name, "roles": each.roles, "confirmed": each.is_confirmed, "disabled": each.disabled}
            for each in accounts.listing(context.node, context.actor)
        ),
        {
            _("NAME"): lambda each: each["name"],
            _("ROLES"): lambda each: [_(label(role)) for role in each["roles"]],
            _("CONFIRMED"): lambda each: each["confirmed"],
        },
    )


COMMANDS = (login, logout, account)
