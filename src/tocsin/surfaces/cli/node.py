"""The node itself: init, serve, status, demo."""

from pathlib import Path

import click

from tocsin.bootstrap import create_node, door_tls, serving
from tocsin.ports.node import Node
from tocsin.settings import OWN_TLS, LawSettings, Settings, TlsSettings, load
from tocsin.surfaces.cli.context import (
    Context,
    _,
    ask_new_passphrase,
    ask_passphrase,
    json_option,
    pass_context,
    show,
    show_rows,
)
from tocsin.texts.labels import label
from tocsin.usecases import accounts, browse, counterparts, lines


@click.command()
@click.option("--name", required=True, prompt="Organisation", help="What counterparts will read.")
@click.option("--country", "countries", multiple=True, help="A country it answers for (TR, FR, ...); may be repeated.")
@click.option("--contact", required=True, prompt="Whom to ring, day and night", help="Printed on every warning.")
@click.option("--admin", required=True, prompt="Name of the first administrator", help="The first account.")
@click.password_option(help="The administrator's password; asked for if not given.")
@click.option("--console-port", default=8470, show_default=True)
@click.option("--peer-host", default="127.0.0.1", show_default=True, help="Where the peer door listens.")
@click.option("--peer-port", default=8471, show_default=True)
@click.option("--address", default="", help="Web address of the peer door, as counterparts see it.")
@click.option("--legal-basis", default="", help="By which right it holds claims about people.")
@click.option("--passphrase-file", default="", help="File with the passphrase of the keys.")
@click.option(
    "--tls", is_flag=True, help="Speak TLS at the peer door itself, known by a key that is named on the card."
)
@click.option("--allow-network", "networks", multiple=True, help="A private network that mail may go to.")
@pass_context
def init(
    context: Context,
    name: str,
    countries: tuple[str, ...],
    contact: str,
    admin: str,
    password: str,
    console_port: int,
    peer_host: str,
    peer_port: int,
    address: str,
    legal_basis: str,
    passphrase_file: str,
    tls: bool,
    networks: tuple[str, ...],
) -> None:
    """Make a new node: keys, database, card, first account."""
    settings = Settings(
        name=name,
        countries=tuple(code.upper() for code in countries),
        contact=contact,
        console_port=console_port,
        peer_host=peer_host,
        peer_port=peer_port,
        address=address,
        allowed_networks=networks,
        passphrase_file=passphrase_file and str(Path(passphrase_file).resolve()),
        law=LawSettings(legal_basis=legal_basis),
        tls=OWN_TLS if tls else TlsSettings(),
    )
    accounts.require_sense(name=admin, password=password)
    node = create_node(
        context.folder,
        settings,
        ask=ask_new_passphrase,
        first=lambda made: accounts.found(made, name=admin, password=password),
    )
    _tell(context, node, name, admin)


def _tell(context: Context, node: Node, name: str, admin: str) -> None:
    """Say where the new node is, and what to do next."""
    fingerprint = counterparts.our_card(node)[1]
    click.echo(_("The node of {name} is in {folder}.").format(name=name, folder=context.folder))
    click.echo(_("Its fingerprint, to be read out over another channel:") + f"\n  {fingerprint}")
    following = context.folder / "keys" / "next"
    click.echo(_("Take {folder} off this machine and keep it safe: rotation needs it.").format(folder=following))
    click.echo(_("Next: {command}").format(command=f"tocsin login {admin}"))


@click.command()
@pass_context
def serve(context: Context) -> None:
    """Run the node: console, peer door, and the worker that carries mail."""
    from tocsin.surfaces.cli.server import run

    settings = load(context.folder)
    with serving(context.folder, ask=ask_passphrase) as node:
        console = f"http://127.0.0.1:{settings.console_port}/"
        click.echo(_("Console: {address}").format(address=console))
        click.echo(_("Peer door: {address} (Ctrl-C stops)").format(address=settings.peer_address))
        run(node, settings, door_tls(context.folder, settings.tls))


@click.command()
@json_option
@pass_context
def now(context: Context) -> None:
    """Show what waits for a person, the most urgent first."""
    tasks = browse.now(context.node, context.actor)
    show_rows(
        context,
        tasks,
        {
            _("DUE"): lambda task: task.due,
            _("NEXT"): lambda task: _(label(task.act)),
            _("ABOUT"): lambda task: task.title,
            _("WHO"): lambda task: task.counterpart,
            _("WHICH"): lambda task: task.subject,
            _("DETAIL"): lambda task: task.detail,
            _("CALLED"): lambda task: task.called or None,
        },
    )


@click.command()
@json_option
@pass_context
def status(context: Context) -> None:
    """Show whether a warning would reach each counterpart now, and what speaks against it; the worst first."""
    show_rows(
        context,
        lines.states(context.node, context.actor),
        {
            _("COUNTERPART"): lambda each: each.line.counterpart.name,
            _("REACHED NOW"): lambda each: _(label(each.verdict)),
            _("LAST HEARD"): lambda each: each.line.heard_at,
            _("LAST RECEIPT"): lambda each: each.line.receipt_at,
            _("CARD UNTIL"): lambda each: each.line.usable_until,
            _("WAITING"): lambda each: each.line.waiting,
            _("SINCE"): lambda each: each.line.oldest_waiting,
            _("WHY"): lambda each: [_(label(trouble)) for trouble in each.troubles],
            _("POSITIONS"): lambda each: [
                f"{_(label(where.what))}: {_(label(where.urgency))} {where.positions} ({_('epoch')} {where.epoch})"
                for where in each.line.wheres
            ],
            _("LAST ERROR"): lambda each: each.line.last_error,
            _("BROUGHT"): lambda each: [
                f"{_(label(what))}: {count}" for what, count in each.line.link.brought().items()
            ],
        },
    )


@click.command()
@click.option("--report", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Any file.")
@click.option("--home", metavar="CC", help="The country the sender answers for.")
@click.option("--exit", "leave", is_flag=True, help="End after the story; status 0 only if every step held.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where the nodes are kept (default: a new folder).")
@pass_context
def demo(__: Context, report: Path | None, home: str | None, leave: bool, folder: Path | None) -> None:
    """Tell the whole story with three nodes on this machine. The people in it are scripted."""
    from tocsin.surfaces.demo.story import tell

    raise SystemExit(tell(report=report, home=home, leave=leave, folder=folder))


@click.group()
def card() -> None:
    """Our own card, for counterparts."""


@card.command("show")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the card to a file.")
@json_option
@pass_context
def show_card(context: Context, output: Path | None) -> None:
    """Print the fingerprint; with -o, write the card to hand on."""
    data, fingerprint = counterparts.our_card(context.node)
    if output is not None:
        output.write_bytes(data)
    show(context, {"fingerprint": fingerprint}, fingerprint)


COMMANDS = (init, serve, now, status, demo, card)
