"""The cast: three invented organisations with a node each, their scripted people, and who is told by hand."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import httpx

from tocsin.bootstrap import create_node
from tocsin.domain.actor import Account, Actor, Role
from tocsin.domain.counterpart import Agreement, Counterpart
from tocsin.domain.duty import Concern
from tocsin.domain.errors import UnavailableError
from tocsin.domain.wording.plain import country_name
from tocsin.ports.node import Node
from tocsin.settings import LawSettings, Settings
from tocsin.texts.terminal import _
from tocsin.usecases import accounts, counterparts
from tocsin.vocabulary.tlp import Tlp

NAMES = ("Lantern Desk", "Harbour Watch", "North Pier Bureau")
PEOPLE = {
    "ada": frozenset({Role.ADMINISTRATOR}),
    "ines": frozenset({Role.ANALYST}),
    "rosa": frozenset({Role.RELEASING_OFFICER}),
    "omar": frozenset({Role.RELEASING_OFFICER}),
    "uma": frozenset({Role.AUDITOR}),
}
START_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Member:
    """One organisation on stage."""

    country: str
    folder: Path
    node: Node
    actors: dict[str, Actor]
    console: str
    peer_port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.node.organisation.name


@dataclass(frozen=True, kw_only=True)
class Roles:
    """Which country is whose, worked out from the concerns."""

    home: str
    receivers: tuple[str, ...]
    by_hand: tuple[str, ...]


def assign_roles(concerns: tuple[Concern, ...], home: str | None) -> Roles:
    """The sender answers for `home`, else for the country with most concerns; two receivers take the weightiest.

    Concerns come weightiest first. What is only a question does not make a receiver while something else does.
    """
    countries = list(dict.fromkeys(_countries(concerns)))
    most = max(countries, key=lambda code: sum(each.country == code for each in concerns))
    ours = home or most
    told = _countries(each for each in concerns if not each.asks)
    others = [code for code in dict.fromkeys([*told, *countries]) if code != ours]
    return Roles(home=ours, receivers=tuple(others[:2]), by_hand=tuple(others[2:]))


def _countries(concerns: Iterable[Concern]) -> list[str]:
    return [each.country for each in concerns if each.country is not None]


def make_member(folder: Path, *, name: str, country: str, password: str) -> Member:
    """Make one node with its five people."""
    console_port, peer_port = _free_port(), _free_port()
    settings = Settings(
        name=name,
        countries=(country,),
        contact=f"duty officer of {name}, line 1",
        console_port=console_port,
        peer_port=peer_port,
        law=LawSettings(legal_basis="Law on Warning Others, s. 2 (invented)"),
        allowed_networks=("127.0.0.0/8",),
        passphrase_file=str(_passphrase(folder).resolve()),
    )
    node = create_node(folder, settings)
    return Member(
        country=country,
        folder=folder,
        node=node,
        actors={each.name: accounts.as_actor(each) for each in _people(node, password)},
        console=f"http://127.0.0.1:{console_port}/",
        peer_port=peer_port,
    )


def _passphrase(folder: Path) -> Path:
    """Make a random passphrase for a node's keys, and keep it beside the node."""
    path = folder.with_name(f"{folder.name}.passphrase")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(secrets.token_urlsafe(24), "ascii")
    return path


def _people(node: Node, password: str) -> list[Account]:
    ada = accounts.found(node, name="ada", password=password)
    admin = accounts.as_actor(ada)
    others = [
        accounts.add(node, admin, name=name, password=password, roles=roles)
        for name, roles in PEOPLE.items()
        if name != "ada"
    ]
    ines = accounts.as_actor(others[0])
    # A second person, not the administrator who added them, confirms each releasing officer.
    return [
        ada,
        *(
            accounts.confirm(node, ines, name=each.name) if Role.RELEASING_OFFICER in each.roles else each
            for each in others
        ),
    ]


def start(member: Member) -> "subprocess.Popen[bytes]":
    """Start the node's server as a process of its own and wait until its pages answer."""
    log = (member.folder / "serve.log").open("ab")
    command = [sys.executable, "-m", "tocsin", "--node", str(member.folder), "serve"]
    process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    log.close()
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            httpx.get(member.console, timeout=2, trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return process
    process.kill()
    said = _("the node of {name} did not start: see {file}")
    raise UnavailableError(said.format(name=member.name, file=member.folder / "serve.log"))


def enrol_each_other(members: tuple[Member, ...]) -> dict[tuple[str, str], Counterpart]:
    """Let every member take up every other by its card and the fingerprint read out to it."""
    made = {}
    for ours in members:
        for theirs in members:
            if ours is theirs:
                continue
            card, fingerprint = counterparts.our_card(theirs.node)
            made[ours.name, theirs.name] = counterparts.enrol(
                ours.node,
                ours.actors["ada"],
                card=card,
                fingerprint=fingerprint,
                agreement=agreement_for(ours, theirs.country),
                contact=theirs.node.organisation.contact,
            )
    return made


def add_by_hand(sender: Member, country: str) -> Counterpart:
    """Take up a counterpart without a node."""
    return counterparts.add_by_hand(
        sender.node,
        sender.actors["ada"],
        name=f"liaison office, {country_name(country)}",
        agreement=agreement_for(sender, country),
        contact="embassy, attaché's desk",
    )


def agreement_for(member: Member, country: str) -> Agreement:
    """What is granted in the demonstration."""
    today: date = member.node.clock.now().date()
    return Agreement(
        countries=frozenset({country}),
        legal_basis="UN SCR 1373 (2001) 2(b); bilateral agreement (invented)",
        purpose="preventing the attack that this notice is about",
        review_on=today + timedelta(days=180),
        ceiling=Tlp.AMBER,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
