"""Many files on real processes: what happens to one file happens to that file only."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from hard_work import MANNER, HardWork, NeverReady, written
from tocsin.domain.errors import ConflictError, InvalidError, UnavailableError
from tocsin.reading.bulk.files import files_in
from tocsin.reading.bulk.lines import Manner, Trouble, error_line, read_line
from tocsin.reading.bulk.output import Output
from tocsin.reading.bulk.run import Fate, read_all
from tocsin.reading.bulk.worker import FILES, Work


def run(folder: Path, out: Path, *, work: Work | None = None, jobs: int = 2, timeout: float = 60) -> Counter[Fate]:
    with Output(out, MANNER) as sink:
        files = files_in([folder], but=out)
        return Counter(read_all(files, sink=sink, manner=MANNER, work=work or HardWork(), jobs=jobs, timeout=timeout))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    (made / "more").mkdir(parents=True)
    for number in range(12):
        (made / ("more" if number % 3 else ".") / f"{number}.txt").write_text(f"report {number}")
    return made


def by_path(out: Path) -> dict[str, dict]:
    return {each["path"]: each for each in written(out)}


def test_every_file_of_a_folder_gives_one_line(folder: Path, tmp_path: Path):
    fates = run(folder, tmp_path / "out.jsonl")

    lines = written(tmp_path / "out.jsonl")
    assert fates == {Fate.READ: 12}
    assert sorted(each["path"] for each in lines) == sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.txt")
    )
    assert len({each["reading"]["process"] for each in lines} - {os.getpid()}) in {1, 2}


@pytest.mark.parametrize(("word", "kind"), [("kill", "died"), ("leave", "died"), ("hang", "timeout")])
def test_a_file_that_ends_its_worker_costs_one_line_and_nothing_else(
    folder: Path, tmp_path: Path, word: str, kind: str
):
    (folder / "bad.txt").write_text(word)

    fates = run(folder, tmp_path / "out.jsonl", timeout=2)

    lines = written(tmp_path / "out.jsonl")
    assert fates == {Fate.READ: 12, Fate.FAILED: 1}
    assert len(lines) == 13
    assert [each["error"]["kind"] for each in lines if "error" in each] == [kind]
    assert by_path(tmp_path / "out.jsonl")["bad.txt"]["error"]["kind"] == kind


def test_an_answer_of_many_megabytes_arrives_whole(folder: Path, tmp_path: Path):
    (folder / "big.txt").write_text("large answer")

    run(folder, tmp_path / "out.jsonl")

    assert by_path(tmp_path / "out.jsonl")["big.txt"]["reading"]["letters"] == 24_000_000


def test_a_reader_that_cannot_start_is_an_error_and_no_endless_trying(folder: Path, tmp_path: Path):
    with pytest.raises(UnavailableError, match="does not start"):
        run(folder, tmp_path / "out.jsonl", work=NeverReady())


def test_a_worn_worker_makes_room_for_a_fresh_one(tmp_path: Path):
    (tmp_path / "in").mkdir()
    for number in range(FILES + 5):
        (tmp_path / "in" / f"{number}.txt").write_text("a")

    fates = run(tmp_path / "in", tmp_path / "out.jsonl", jobs=1)

    processes = Counter(each["reading"]["process"] for each in written(tmp_path / "out.jsonl"))
    assert fates == {Fate.READ: FILES + 5}
    assert sorted(processes.values()) == [5, FILES]


def test_what_cannot_be_opened_is_said_and_never_waited_for(folder: Path, tmp_path: Path):
    os.mkfifo(folder / "pipe")
    (folder / "dangling").symlink_to("nowhere")
    (folder / "loop").symlink_to("..")
    (folder / "null").symlink_to("/dev/null")
    (folder / "link.txt").symlink_to(folder / "0.txt")

    fates = run(folder, tmp_path / "out.jsonl")

    lines = by_path(tmp_path / "out.jsonl")
    assert fates == {Fate.READ: 13, Fate.FAILED: 3}
    assert {path for path, each in lines.items() if "error" in each} == {"pipe", "dangling", "null"}
    assert "reading" in lines["link.txt"]


def test_a_name_that_is_no_text_is_written_with_backslashes(tmp_path: Path):
    (tmp_path / "in").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/na\xffme.txt")).write_text("a")

    run(tmp_path / "in", tmp_path / "out.jsonl")

    assert list(by_path(tmp_path / "out.jsonl")) == ["na\\xffme.txt"]


def test_a_folder_inside_a_folder_given_is_not_read_twice(folder: Path, tmp_path: Path):
    given = [folder, folder / "more", folder / "0.txt", folder]

    assert len(list(files_in(given))) == 12


def test_paths_are_relative_to_what_all_have_in_common(folder: Path):
    found = files_in([folder / "more" / "1.txt", folder / "0.txt"])

    assert [each.path for each in found] == ["more/1.txt", "0.txt"]


def line(path: str, sha256: str = "a" * 64, manner: Manner = MANNER) -> bytes:
    return read_line(path, sha256, manner, {"text": 'no end: , "reading": {} \u2028 "'})


def test_a_line_that_a_crash_cut_off_is_cut_away(tmp_path: Path):
    out = tmp_path / "out.jsonl"
    for length in range(len(line("b"))):
        out.write_bytes(line("a") + line("b")[:length])

        with Output(out, MANNER) as sink:
            assert sink.known("a", "a" * 64) is True
            assert sink.known("b", "a" * 64) is None

        assert out.read_bytes() == line("a")


def test_what_was_read_by_another_reader_or_from_another_file_is_not_known(tmp_path: Path):
    out = tmp_path / "out.jsonl"
    out.write_bytes(line("a") + line("b", manner=Manner(reader="an older one")))

    with Output(out, MANNER) as sink:
        assert sink.known("a", "a" * 64) is True
        assert sink.known("a", "b" * 64) is None
        assert sink.known("b", "a" * 64) is None
        assert sink.known("c", "a" * 64) is None


@pytest.mark.parametrize("trouble", Trouble)
def test_trouble_is_tried_again_where_that_may_help_and_told_once(tmp_path: Path, trouble: Trouble):
    out = tmp_path / "out.jsonl"
    told = error_line("a", MANNER, trouble, "because", sha256="a" * 64)
    out.write_bytes(told)

    with Output(out, MANNER) as sink:
        assert sink.known("a", "a" * 64) is (False if trouble in {"unreadable", "failed"} else None)
        sink.add(told)

    assert out.read_bytes() == told


def test_a_file_of_something_else_is_left_as_it_is(tmp_path: Path):
    out = tmp_path / "notes.txt"
    for text in ("my only notes", '{"path": 1}\n', '{"path": "x"', '{"other": 2}\n'):
        out.write_text(text + "\n")

        with pytest.raises(InvalidError, match="--fresh"):
            Output(out, MANNER)

        assert out.read_text() == text + "\n"


def test_fresh_forgets_what_was_there(tmp_path: Path):
    out = tmp_path / "out.jsonl"
    out.write_bytes(line("a"))

    with Output(out, MANNER, fresh=True) as sink:
        assert sink.known("a", "a" * 64) is None

    assert out.read_bytes() == b""


def test_two_runs_do_not_write_to_one_file(tmp_path: Path):
    with Output(tmp_path / "out.jsonl", MANNER), pytest.raises(ConflictError, match="another run"):
        Output(tmp_path / "out.jsonl", MANNER)


def test_a_line_is_json_whatever_the_path(tmp_path: Path):
    said = json.loads(read_line('"\n\u2028, "reading": {', "a" * 64, MANNER, {}))

    assert said["path"] == '"\n\u2028, "reading": {'
