"""The story: a report goes in at one node, and the right counterparts hold, answer and can prove their warnings."""

import contextlib
import secrets
import signal
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from tocsin.domain.reading import Reading
from tocsin.domain.wording.plain import sentence
from tocsin.surfaces.demo import answering, judging, sending
from tocsin.surfaces.demo.cast import (
    NAMES,
    PEOPLE,
    Roles,
    add_by_hand,
    assign_roles,
    enrol_each_other,
    make_member,
    start,
)
from tocsin.surfaces.demo.play import Play
from tocsin.surfaces.demo.stage import Stage
from tocsin.texts.phrases import phrase
from tocsin.texts.terminal import _, country_name

SAMPLE = phrase("the sample report (every person, group and organisation in it is invented)")


def tell(*, report: Path | None, home: str | None, leave: bool, folder: Path | None) -> int:
    """Tell the story on a report; return 0 if every step held."""
    from tocsin.reading import read

    stage = Stage()
    data = report.read_bytes() if report is not None else _sample()
    name = report.name if report is not None else "report.txt"
    stage.step(_("A report comes in: {report}").format(report=report or _(SAMPLE)))
    reading = read(data, name=name)
    if not reading.concerns:
        return _nobody(stage, reading)
    roles = assign_roles(reading.concerns, home.upper() if home is not None else None)
    place = folder or Path(tempfile.mkdtemp(prefix="tocsin-demo-"))
    password = secrets.token_urlsafe(12)
    stage.say(_("The people in this story are scripted; the nodes, keys, messages and proofs are real."))
    stage.say(_("Everything is kept in {folder}").format(folder=place))
    processes: list[subprocess.Popen[bytes]] = []
    signal.signal(signal.SIGTERM, lambda *__: sys.exit(143))  # ended from outside, it still ends its nodes
    try:
        play = _set_up(stage, place, roles, password, processes)
        _perform(play, data, name)
        if not leave and not stage.failures:
            _stay(play, password)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=30)
    return _end(stage)


def _sample() -> bytes:
    return files("tocsin.surfaces.demo").joinpath("report.txt").read_bytes()


def _nobody(stage: Stage, reading: Reading) -> int:
    if reading.unread_because is not None:
        stage.say(_("Not read: {reason}.").format(reason=reading.unread_because))
        stage.say(_("Whether anybody has to be told of it, a person must find out."))
        return 0
    entities = {entity.id: entity for entity in reading.entities}
    for claim in reading.claims:
        stage.say(f"- {sentence(claim, entities)}")
    stage.say(_("As far as the reader can see, nobody has to be told: the report raises no concern."))
    return 0


def _set_up(stage: Stage, place: Path, roles: Roles, password: str, processes: list["subprocess.Popen[bytes]"]) -> Play:
    stage.step(_("Three organisations start a node each, and take each other up by compared fingerprints"))
    countries = [roles.home, *roles.receivers]
    spare = [code for code in ("IS", "NZ", "UY", "CV") if code not in countries]
    countries += spare[: 3 - len(countries)]
    members = []
    for name, country in zip(NAMES, countries, strict=True):
        slug = name.lower().replace(" ", "-")
        member = make_member(place / slug, name=name, country=country, password=password)
        processes.append(start(member))
        members.append(member)
        line = _("{name} answers for {country}: page {page}, peer door on {port}")
        stage.say(line.format(name=name, country=country_name(country), page=member.console, port=member.peer_port))
    enrol_each_other(tuple(members))
    for code in roles.by_hand:
        line = _("{name} has no node: it is told by hand")
        stage.say(line.format(name=add_by_hand(members[0], code).name))
    return Play(stage=stage, folder=place, sender=members[0], receivers=tuple(members[1:]), roles=roles)


def _perform(play: Play, data: bytes, name: str) -> None:
    report = judging.read(play, data, name)
    judging.judge(play, report)
    notice = judging.open_notice(play, report)
    judging.decide(play, notice)
    sending.release_all(play, notice)
    sending.deliver(play, notice)
    answering.answer(play, notice)
    answering.hand_over(play, notice)
    answering.prove(play, notice)


def _stay(play: Play, password: str) -> None:
    play.stage.step(_("The three nodes stay up: look at their pages"))
    for member in (play.sender, *play.receivers):
        play.stage.say(f"{member.name:18} {member.console}")
    line = _("Sign in as {people}; the password of this run is {password}")
    play.stage.say(line.format(people=", ".join(PEOPLE), password=password))
    play.stage.say(_("Ctrl-C ends it."))
    with contextlib.suppress(KeyboardInterrupt):
        signal.pause()


def _end(stage: Stage) -> int:
    stage.say()
    for failure in stage.failures:
        stage.say(_("did not hold: {sentence}").format(sentence=failure))
    count = len(stage.failures)
    stage.say(_("{count} steps did not hold.").format(count=count) if count else _("Every step held."))
    return 1 if stage.failures else 0
