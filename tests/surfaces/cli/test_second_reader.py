"""The second reader from the settings to the command line, the node and the console."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from endpoints import FERRY, an_event, saying, serving
from tocsin.bootstrap import create_node, open_node, second_reader
from tocsin.domain.actor import Actor, Role
from tocsin.domain.errors import InvalidError, RefusedError
from tocsin.domain.ids import AccountId, ReportId
from tocsin.domain.readers import Dropped
from tocsin.settings import FILE, ReadingSettings, Settings, load, load_reading, save
from tocsin.surfaces.cli import main
from tocsin.usecases import browse, intake

LOCAL = "http://127.0.0.1:8080/v1"
INVENTED = an_event(places=[{"role": "target", "name": "Norway"}])


def write(folder: Path, **reading: object) -> None:
    lines = [f"{name} = {json.dumps(value)}" for name, value in reading.items()]
    (folder / FILE).write_text("\n".join(["[reading]", *lines]), "utf-8")


def run(folder: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["--node", str(folder), *map(str, words)], catch_exceptions=False)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(FERRY, "utf-8")
    return path


def test_settings_with_a_second_reader_are_read_as_they_were_written(tmp_path: Path) -> None:
    reading = ReadingSettings(endpoint=LOCAL, model="parrot", timeout=9.5, networks=("10.0.0.0/8",))
    settings = Settings(name="Alpha", countries=("MT",), contact="line 1", reading=reading)

    save(settings, tmp_path)

    assert load(tmp_path) == settings
    assert load_reading(tmp_path) == reading


def test_settings_without_one_hold_no_table(tmp_path: Path) -> None:
    save(Settings(name="Alpha", countries=(), contact="line 1"), tmp_path)

    assert "[reading]" not in (tmp_path / FILE).read_text("utf-8")
    assert load(tmp_path).reading == ReadingSettings()


def test_without_settings_there_is_no_second_reader(tmp_path: Path) -> None:
    assert second_reader(tmp_path) is None


@pytest.mark.parametrize("line", ["reading = 5", "[reading]\nendpont = 'x'", "[reading", "[reading]\nnetworks = 5"])
def test_settings_that_make_no_sense_are_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / FILE).write_text(line, "utf-8")

    with pytest.raises(InvalidError, match=FILE):
        load_reading(tmp_path)


@pytest.mark.parametrize(
    "wrong", [{"timeout": "long"}, {"model": 5}, {"networks": [5]}, {"endpoint": LOCAL, "timeout": True}]
)
def test_a_setting_of_the_wrong_kind_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    write(tmp_path, **({"endpoint": LOCAL, "model": "parrot"} | wrong))

    with pytest.raises(InvalidError):
        second_reader(tmp_path)


def test_a_public_endpoint_is_refused_before_anything_is_read(tmp_path: Path, report: Path) -> None:
    write(tmp_path, endpoint="https://203.0.113.7/v1", model="parrot")

    done = run(tmp_path, "read", report)

    assert done.exit_code == 4
    assert "reports are secret" in done.output


def test_the_key_is_read_from_a_file_that_only_its_owner_can_read(tmp_path: Path) -> None:
    write(tmp_path, endpoint=LOCAL, model="parrot", key_file="model.key")
    key = tmp_path / "model.key"
    key.write_text("open-sesame\n", "ascii")
    key.chmod(0o600)

    second = second_reader(tmp_path)

    assert second is not None
    assert second.key == "open-sesame"
    assert "open-sesame" not in repr(second)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    write(tmp_path, endpoint=LOCAL, model="parrot", key_file="model.key")
    key = tmp_path / "model.key"
    key.write_text("open-sesame", "ascii")
    key.chmod(mode)

    with pytest.raises(RefusedError, match="chmod"):
        second_reader(tmp_path)


def test_a_key_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    write(tmp_path, endpoint=LOCAL, model="parrot", key_file="model.key")

    with pytest.raises(InvalidError, match="key_file"):
        second_reader(tmp_path)


@pytest.mark.parametrize(
    ("option", "finders"),
    [
        ((), {"tocsin default reader 1", "endpoint:parrot"}),
        (("--reader", "both"), {"tocsin default reader 1", "endpoint:parrot"}),
        (("--reader", "endpoint"), {"endpoint:parrot"}),
        (("--reader", "default"), {"tocsin default reader 1"}),
    ],
)
def test_who_reads_is_chosen_on_the_command_line(
    tmp_path: Path, report: Path, option: tuple[str, ...], finders: set[str]
) -> None:
    with serving(saying(an_event())) as server:
        write(tmp_path, endpoint=server.url, model="parrot")
        reading = json.loads(run(tmp_path, "read", report, "--json", *option).output)

    assert set(reading["events"][0]["found_by"]) == finders
    assert {each["name"] for each in reading["readers"]} == finders


def test_the_command_line_tells_people_what_was_not_taken(tmp_path: Path, report: Path) -> None:
    with serving(saying(an_event(), INVENTED)) as server:
        write(tmp_path, endpoint=server.url, model="parrot")
        said = run(tmp_path, "read", report).output

    assert "endpoint:parrot: 1 claims\n  1 dropped: a name is not in the text" in said


def test_asking_for_a_second_reader_where_there_is_none_says_how_to_have_one(tmp_path: Path, report: Path) -> None:
    done = run(tmp_path, "read", report, "--reader", "both")

    assert done.exit_code == 2
    assert "[reading] endpoint" in done.output


def test_a_folder_is_not_read_by_the_second_reader(tmp_path: Path, report: Path) -> None:
    done = run(tmp_path, "read", report, report, "--json", "--reader", "both")

    assert done.exit_code == 2
    assert "one file at a time" in done.output


def test_a_node_reads_what_comes_in_with_both_and_keeps_what_was_lost(tmp_path: Path) -> None:
    analyst = Actor(account=AccountId("ines"), name="Ines", roles=frozenset({Role.ANALYST}))
    with serving(saying(an_event(), INVENTED)) as server:
        reading = ReadingSettings(endpoint=server.url, model="parrot", timeout=20)
        settings = Settings(name="Alpha", countries=("MT",), contact="line 1", reading=reading)
        create_node(tmp_path / "node", settings).store.close()
        node = open_node(tmp_path / "node")
        made = intake.submit(node, analyst, data=FERRY.encode(), name="ferry.txt", source="a friend")
        kept = browse.report(node, analyst, report=ReportId(made.id))
        node.store.close()

    shares = {share.reader: share for share in kept.report.shares}
    assert shares["endpoint:parrot"].dropped == {Dropped.NAME: 1}
    finders = {finder for claim in kept.claims for finder in claim.finders}
    assert finders == {"tocsin default reader 1", "endpoint:parrot"}


def test_a_node_takes_a_report_in_while_its_endpoint_is_down(tmp_path: Path) -> None:
    analyst = Actor(account=AccountId("ines"), name="Ines", roles=frozenset({Role.ANALYST}))
    with serving(saying()) as server:
        reading = ReadingSettings(endpoint=server.url, model="parrot", timeout=20)
    settings = Settings(name="Alpha", countries=("MT",), contact="line 1", reading=reading)
    node = create_node(tmp_path / "node", settings)

    made = intake.submit(node, analyst, data=FERRY.encode(), name="ferry.txt", source="a friend")

    assert made.unread_because is None
    assert browse.report(node, analyst, report=made.id).claims
    node.store.close()
