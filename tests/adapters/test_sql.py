"""What the store in SQLite promises beyond the contract: several processes, full disks, damage, versions."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from base64 import b64encode

import pytest
from sqlalchemy import Pool, event

from fakes import NOON
from tocsin.adapters.sql.store import SqlStore
from tocsin.domain.actor import Session
from tocsin.domain.errors import InvalidError, UnavailableError
from tocsin.ports.store import Original


@pytest.fixture
def path(tmp_path):
    return tmp_path / "node.db"


@pytest.fixture
def store(path):
    store = SqlStore(path)
    yield store
    store.close()


def a_session(name):
    return Session(id=name, account="a-1", expires_at=NOON)


def a_big_original(name, *, size=400_000):
    return Original(id=name, data=bytes(size))


def kept(store):
    with store.read() as tx:
        return [each.id for each in tx.sessions.where()], [each.id for each in tx.originals.where()]


def python(code, *arguments, **options):
    """Start another process that runs `code` with a store open on the database it is given."""
    prelude = """
        import sys
        from datetime import UTC, datetime
        from pathlib import Path
        from tocsin.adapters.sql.store import SqlStore
        from tocsin.domain.actor import Session
        store = SqlStore(Path(sys.argv[1]))
        def a_session(name):
            return Session(id=name, account="a-1", expires_at=datetime(2026, 11, 22, 12, tzinfo=UTC))
    """
    program = textwrap.dedent(prelude) + textwrap.dedent(code)
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], stdout=subprocess.PIPE, text=True, **options
    )


def test_what_was_committed_is_there_when_the_database_is_opened_again(path):
    first = SqlStore(path)
    with first.begin() as tx:
        tx.sessions.add(a_session("s-1"))
    first.close()

    second = SqlStore(path)

    assert kept(second)[0] == ["s-1"]
    second.close()


def test_only_this_account_may_read_the_files(store, path):
    with store.begin() as tx:
        tx.sessions.add(a_session("s-1"))

    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()}

    assert modes == {"node.db": "0o600", "node.db-wal": "0o600", "node.db-shm": "0o600"}


def test_a_database_that_others_could_read_is_closed_to_them(path):
    SqlStore(path).close()
    path.chmod(0o644)

    SqlStore(path).close()

    assert path.stat().st_mode & 0o777 == 0o600


def test_a_commit_is_on_the_disk_before_it_returns(store):
    with store.begin(), sqlite3.connect(":memory:"):
        pass
    settings = {}

    @event.listens_for(Pool, "checkout")
    def look(connection, *_):
        for name in ("journal_mode", "synchronous"):
            settings[name] = connection.execute(f"PRAGMA {name}").fetchone()[0]

    try:
        kept(store)
    finally:
        event.remove(Pool, "checkout", look)

    assert settings == {"journal_mode": "wal", "synchronous": 2}


def test_processes_that_write_at_once_all_get_their_turn(store, path):
    code = """
        for number in range(40):
            with store.begin() as tx:
                tx.sessions.add(a_session(f"{sys.argv[2]}-{number}"))
                count = len(tx.sessions.where())
                tx.sessions.put(Session(id="count", account=str(count), expires_at=a_session("").expires_at))
    """
    writers = [python(code, path, name) for name in ("a", "b", "c")]
    for number in range(40):
        with store.begin() as tx:
            tx.sessions.add(a_session(f"own-{number}"))
    codes = [writer.wait() for writer in writers]
    for writer in writers:
        writer.stdout.close()

    assert codes == [0, 0, 0]
    assert len(kept(store)[0]) == 4 * 40 + 1


def test_threads_that_write_and_read_at_once_all_get_their_turn(store):
    failures = []

    def work(name):
        try:
            for number in range(10):
                with store.begin() as tx:
                    tx.sessions.add(a_session(f"{name}-{number}"))
                with store.read() as tx:
                    tx.sessions.get(f"{name}-{number}")
        except Exception as error:  # noqa: BLE001  # whatever it is, the test wants to see it
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert len(kept(store)[0]) == 240


def test_a_process_that_is_killed_half_way_leaves_nothing_and_locks_nobody_out(store, path):
    code = """
        with store.begin() as tx:
            for number in range(500):
                tx.sessions.add(a_session(f"lost-{number}"))
            print("half-way", flush=True)
            sys.stdin.read()
    """
    writer = python(code, path, stdin=subprocess.PIPE)
    assert writer.stdout.readline() == "half-way\n"
    writer.send_signal(signal.SIGKILL)
    writer.communicate()

    with store.begin() as tx:
        tx.sessions.add(a_session("s-1"))

    assert kept(store)[0] == ["s-1"]


def test_a_writer_that_waits_too_long_is_told_to_try_again(store, path):
    impatient = SqlStore(path, wait_seconds=0.1)

    with store.begin(), pytest.raises(UnavailableError, match=r"busy.*try again"), impatient.begin():
        pass

    with impatient.begin() as tx:
        tx.sessions.add(a_session("s-1"))
    impatient.close()
    assert kept(store)[0] == ["s-1"]


def test_a_thread_that_waits_too_long_is_told_to_try_again(path):
    store = SqlStore(path, wait_seconds=0.1)

    with store.begin(), pytest.raises(UnavailableError, match=r"busy.*try again"), store.begin():
        pass

    store.close()


@pytest.fixture
def full_disk(store):
    """Leave room for a few more pages only, on every connection."""

    def limit(connection, *_):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 4}")

    event.listen(Pool, "checkout", limit)
    yield
    event.remove(Pool, "checkout", limit)


def write_too_much(store):
    with store.begin() as tx:
        tx.sessions.add(a_session("s-2"))
        tx.originals.add(a_big_original("r-1"))


def test_a_full_disk_is_said_and_nothing_is_half_written(store, full_disk):
    with pytest.raises(UnavailableError, match="the disk is full and nothing was written: make room"):
        write_too_much(store)

    assert kept(store) == ([], [])


def test_when_there_is_room_again_the_same_change_is_made(store, full_disk):
    with pytest.raises(UnavailableError):
        write_too_much(store)

    with store.begin() as tx:
        tx.sessions.add(a_session("s-2"))

    assert kept(store) == (["s-2"], [])


def test_a_change_that_goes_on_after_a_full_disk_is_not_kept_in_part(store, full_disk):
    def go_on():
        with store.begin() as tx:
            tx.sessions.add(a_session("before"))
            with pytest.raises(UnavailableError):
                tx.originals.add(a_big_original("r-1"))
            tx.sessions.add(a_session("after"))

    with pytest.raises(UnavailableError, match="nothing was written"):
        go_on()

    assert kept(store) == ([], [])


def test_a_change_that_hides_a_full_disk_is_not_kept_in_part(store, full_disk):
    def hide():
        with store.begin() as tx:
            tx.sessions.add(a_session("before"))
            with pytest.raises(UnavailableError):
                tx.originals.add(a_big_original("r-1"))

    with pytest.raises(UnavailableError, match="nothing was written"):
        hide()

    assert kept(store) == ([], [])


def test_a_disk_that_refuses_to_write_is_said_and_nothing_is_half_written(store, path):
    with store.begin() as tx:
        tx.sessions.add(a_session("s-1"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = path.with_name("node.db-wal").stat().st_size

    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (log + 50_000, before[1]))
        with pytest.raises(UnavailableError, match="disk"):
            write_too_much(store)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert kept(store) == (["s-1"], [])
    write_too_much(store)
    assert kept(store) == (["s-1", "s-2"], ["r-1"])


def test_a_database_in_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnavailableError, match=r"nowhere/node\.db cannot be opened"):
        SqlStore(tmp_path / "nowhere" / "node.db")


def test_a_database_that_may_not_be_written_is_said(store, path):
    another = SqlStore(path)
    with another.begin() as tx:
        tx.sessions.add(a_session("s-1"))
    another.close()

    def forbid(connection, *_):
        connection.execute("PRAGMA query_only=ON")

    event.listen(Pool, "checkout", forbid)
    try:
        with pytest.raises(UnavailableError, match="may not be written: check who owns"), store.begin() as tx:
            tx.sessions.add(a_session("s-2"))
    finally:
        event.remove(Pool, "checkout", forbid)

    assert kept(store)[0] == ["s-1"]


def test_a_file_that_is_no_database_is_refused(path):
    path.write_bytes(b"Dear Sir or Madam, " * 1000)

    with pytest.raises(InvalidError, match="damaged: put it aside and restore a backup"):
        SqlStore(path)

    assert path.read_bytes().startswith(b"Dear Sir")


def test_a_damaged_database_is_said(path):
    store = SqlStore(path)
    for number in range(20):
        with store.begin() as tx:
            tx.originals.add(a_big_original(f"r-{number}", size=20_000))
    store.close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(range(256)) * (os.fstat(file.fileno()).st_size // 256 - 16))

    with pytest.raises(InvalidError, match="restore a backup"):
        kept(SqlStore(path))


def test_a_database_of_a_newer_tocsin_is_refused_and_left_alone(path):
    SqlStore(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE schema_version SET version = 2")
        connection.execute("DROP TABLE heads")
    connection.close()

    with pytest.raises(InvalidError, match=r"newer Tocsin wrote this database \(schema 2, this one knows 1\)"):
        SqlStore(path)

    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'heads'").fetchone() == (0,)
    connection.close()


def test_a_database_of_another_program_is_refused_and_left_alone(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()

    with pytest.raises(InvalidError, match="another program"):
        SqlStore(path)

    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("bookmarks",)]
    connection.close()


def test_processes_that_make_one_database_at_once_make_it_once(path):
    makers = [python("store.close()", path) for _ in range(4)]

    codes = [maker.wait() for maker in makers]
    for maker in makers:
        maker.stdout.close()

    assert codes == [0, 0, 0, 0]
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(1,)]
    connection.close()


def test_every_indexed_field_is_found_by_its_index(store, path):
    from tocsin.ports.store import COLLECTIONS

    with sqlite3.connect(path) as connection:
        plans = {
            f"{each.name}.{field}": connection.execute(
                f"EXPLAIN QUERY PLAN SELECT body FROM {each.name} WHERE {field} = 'x' ORDER BY ordinal"  # noqa: S608
            ).fetchall()
            for each in COLLECTIONS
            for field in each.indexed
        }
    connection.close()

    assert {name for name, steps in plans.items() if len(steps) != 1 or "USING INDEX" not in steps[0][3]} == set()


def raw(path, statement):
    with sqlite3.connect(path) as connection:
        return connection.execute(statement).fetchall()


def everything_on_disk(path):
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


def test_what_may_say_something_of_people_is_kept_under_a_key_of_its_own(store, path):
    words = b"Tomas Lund was seen in Bergen"
    with store.begin() as tx:
        tx.originals.add(Original(id="r-1", data=words))
        tx.originals.add(Original(id="r-2", data=words))

    secrets = dict(raw(path, "SELECT name, secret FROM secrets"))
    assert set(secrets) == {"originals/r-1", "originals/r-2"}
    assert len({*secrets.values()}) == 2
    assert words not in everything_on_disk(path)
    assert b64encode(words).rstrip(b"=") not in everything_on_disk(path)


def test_the_key_of_what_is_removed_or_replaced_is_nowhere_on_the_disk(store, path):
    with store.begin() as tx:
        for name in ("r-1", "r-2", "r-3"):
            tx.originals.add(Original(id=name, data=b"words"))
    before = dict(raw(path, "SELECT name, secret FROM secrets"))

    with store.begin() as tx:
        tx.originals.remove("r-1")
        tx.originals.put(Original(id="r-2", data=b""))
    store.forget()

    after = dict(raw(path, "SELECT name, secret FROM secrets"))
    found = everything_on_disk(path)
    assert set(after) == {"originals/r-2", "originals/r-3"}
    assert [before[f"originals/{name}"] in found for name in ("r-1", "r-2", "r-3")] == [False, False, True]
    assert kept(store)[1] == ["r-2", "r-3"]


def test_what_was_kept_under_another_key_is_not_opened(store, path):
    with store.begin() as tx:
        tx.originals.add(Original(id="r-1", data=b"words"))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE secrets SET secret = ?", (bytes(32),))

    with pytest.raises(InvalidError, match="key"), store.read() as tx:
        tx.originals.get("r-1")
