"""Mail as files, by commands alone, between two nodes with no line."""

import json

import pytest
from click.testing import CliRunner

from exchange.forging import an_alert
from federation import PASSWORD, Town
from stories import known_as
from tocsin.surfaces.cli import main
from tocsin.surfaces.demo.cast import enrol_each_other, make_member
from tocsin.usecases.steps import post
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind


class Desk:
    """One organisation's command line, signed in as its releasing officer."""

    def __init__(self, folder, name, country):
        self.member = make_member(folder, name=name, country=country, password=PASSWORD)
        self.run("login", "rosa", "--password", PASSWORD)

    def run(self, *words):
        """Run a command and return what came of it."""
        return CliRunner().invoke(main, ["--node", str(self.member.folder), *map(str, words)], catch_exceptions=False)

    def mail(self, to):
        """Post an alert."""
        town = Town(node=self.member.node, people=self.member.actors, country=self.member.country)
        posting = post.Posting(kind=Kind.ALERT, urgency=Urgency.EXPECTED, body=an_alert(town))
        with town.node.store.begin() as tx:
            post.post(town.node, tx, known_as(town, to), posting)

    def states(self):
        """The state of every delivery."""
        return [each["state"] for each in json.loads(self.run("outbox", "list", "--json").stdout)]


@pytest.fixture
def desks(tmp_path):
    made = [Desk(tmp_path / "a", "Lantern Desk", "PT"), Desk(tmp_path / "b", "Harbour Watch", "IE")]
    enrol_each_other(tuple(desk.member for desk in made))
    yield made
    for desk in made:
        desk.member.node.store.close()


def test_a_stick_goes_there_and_back(desks, tmp_path):
    lisbon, dublin = desks
    stick = tmp_path / "stick"
    stick.mkdir()
    lisbon.mail("Harbour Watch")

    out = lisbon.run("courier", "export", "--to", "Harbour Watch", stick)
    taken = dublin.run("courier", "import", stick)
    back = dublin.run("courier", "export", "--to", "Lantern Desk", tmp_path / "back.tocsin", "--json")
    filed = lisbon.run("courier", "import", tmp_path / "back.tocsin")

    assert "1 messages and 0 receipts for Harbour Watch, in 1 files." in out.output
    assert taken.output.startswith("1 messages and 0 receipts from 1 files.")
    assert len(json.loads(back.stdout)["receipts"]) == 1
    assert filed.output == "0 messages and 1 receipts from 1 files.\n"
    assert lisbon.states() == ["stored"]


def test_a_broken_file_is_told_with_the_exit_code_of_its_kind(desks, tmp_path):
    lisbon, _ = desks
    (tmp_path / "holiday.tocsin").write_bytes(b"a photograph")

    done = lisbon.run("courier", "import", tmp_path / "holiday.tocsin")

    assert done.exit_code == 6
    assert "holiday.tocsin: this is not a bundle of a version we know" in done.output


def test_where_nothing_waits_nothing_is_written(desks, tmp_path):
    lisbon, _ = desks

    done = lisbon.run("courier", "export", "--to", "Harbour Watch", tmp_path / "file")

    assert done.output == "0 messages and 0 receipts for Harbour Watch, in 0 files.\n"
    assert not (tmp_path / "file").exists()
