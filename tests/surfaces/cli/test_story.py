"""The whole story by commands alone: three nodes, three folders, one machine."""

import json
import re
import socket

import pytest
from click.testing import CliRunner

from tocsin.bootstrap import create_node, open_node
from tocsin.domain.errors import ConflictError
from tocsin.settings import Settings
from tocsin.surfaces.cli import main
from tocsin.surfaces.worker import perform
from tocsin.usecases import agenda
from tocsin.usecases.reception import receive

PASSWORD = "correct horse battery"
REPORT = (
    "Two Ash Column militants, Baba Kidege and Salim Faru, are planning attacks in Ireland, the police in Lisbon said. "
    "Baba Kidege is a Tanzanian national."
)


class Desk:
    """One organisation's command line."""

    def __init__(self, folder, country):
        self.folder, self.country = folder, country

    def run(self, *words, input_=None):
        """Run a command and return what came of it."""
        command = ["--node", str(self.folder), *map(str, words)]
        return CliRunner().invoke(main, command, input=input_, catch_exceptions=False)

    def says(self, *words, input_=None):
        """Run a command that has to succeed; return what it said."""
        done = self.run(*words, input_=input_)
        assert done.exit_code == 0, done.output
        return done.output

    def json(self, *words):
        """Run a command and return its JSON."""
        return json.loads(self.says(*words, "--json"))

    def login(self, name):
        """Sign in."""
        self.says("login", name, "--password", PASSWORD)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def a_desk(folder, name, country):
    desk = Desk(folder, country)
    ports = ["--console-port", free_port(), "--peer-port", free_port()]
    who = ["--name", name, "--country", country, "--contact", "line 1", "--admin", "ada", "--password", PASSWORD]
    said = desk.says("init", *who, *ports, "--allow-network", "127.0.0.0/8", "--legal-basis", "an invented act")
    assert len(re.findall(r"\b[0-9A-F]{4}\b", said)) == 16
    desk.login("ada")
    for person, role in (
        ("ines", "analyst"),
        ("rosa", "releasing-officer"),
        ("omar", "releasing-officer"),
        ("uma", "auditor"),
    ):
        desk.says("account", "add", person, "--role", role, "--password", PASSWORD)
    desk.login("ines")
    for person in ("rosa", "omar"):
        desk.says("account", "confirm", person)
    return desk


def enrol(ours, theirs):
    card = theirs.folder / "card.json"
    fingerprint = theirs.says("card", "show", "-o", card).strip()
    terms = ["--country", theirs.country, "--basis", "treaty", "--purpose", "prevention", "--review", "2030-01-01"]
    ours.login("ada")
    ours.says("counterpart", "add", card, "--fingerprint", fingerprint, *terms, "--contact", "line 2")


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    """Portugal and Ireland, who know each other; Ireland is also reached by hand as "Dublin"."""
    folder = tmp_path_factory.mktemp("desks")
    lisbon, dublin = a_desk(folder / "a", "Lantern Desk", "PT"), a_desk(folder / "b", "Harbour Watch", "IE")
    enrol(lisbon, dublin)
    enrol(dublin, lisbon)
    return lisbon, dublin


def carry(*desks):
    """Carry what waits, as the worker of a server would; the doors are in this process."""
    nodes = {}
    for desk in desks:
        node = open_node(desk.folder)
        nodes[node.organisation.address] = node

    class Wire:
        def carry(self, address, envelope):
            return receive(nodes[address], envelope)

    from dataclasses import replace

    for node in nodes.values():
        for work in agenda.due(node):
            while perform(replace(node, couriers={"https": Wire()}), work):
                pass
    for node in nodes.values():
        node.store.close()


@pytest.fixture(scope="module")
def told(desks, tmp_path_factory):
    """Everything up to the proof, by commands."""
    lisbon, dublin = desks
    file = tmp_path_factory.mktemp("in") / "report.txt"
    file.write_text(REPORT)
    lisbon.login("ines")
    report = lisbon.json("report", "add", file, "--source", "a paper", "--tlp", "TLP:AMBER")["id"]
    claims = lisbon.json("claim", "list", report)
    lisbon.says("claim", "confirm", "--report", report, "--why", "read it")
    lisbon.says("claim", "grade", "b2", "--report", report, "--why", "good source")
    notice = lisbon.json("notice", "open", "the plot", "--report", report)["id"]
    lisbon.login("rosa")
    assert "say first why" in lisbon.run("duty", "list", notice).output
    board = lisbon.json("duty", "list", notice, "--reason", "decides who is told")
    lisbon.says("duty", "decide", notice, "IE:target", "--outcome", "warn", "--text", "all four hold")
    tearline = lisbon.json("release", "preview", notice, "--to", "Harbour Watch")
    lisbon.login("omar")
    lisbon.says("release", "approve", tearline["id"], "--digest", tearline["digest"])
    carry(*desks)
    dublin.login("ines")
    (item,) = dublin.json("inbox", "list")
    message = item["incoming"]["id"]
    text = dublin.says("inbox", "open", message[:12])
    dublin.says("inbox", "acknowledge", message[:12])
    dublin.says("inbox", "respond", message[:12], "--said", "harbour watched")
    carry(*desks)
    return {
        "report": report,
        "claims": claims,
        "notice": notice,
        "board": board,
        "tearline": tearline,
        "text": text,
        "message": message,
    }


def test_what_the_receiver_reads_is_what_was_previewed(told):
    assert told["text"].strip() == told["tearline"]["text"].strip()
    assert "IE:target" in {f"{row['concern']['country']}:{row['concern']['reason']}" for row in told["board"]}


def test_the_release_is_explained_claim_by_claim_with_the_rule_and_who_has_not_been_told(desks, told):
    lisbon, _ = desks
    lisbon.login("rosa")

    matrix = lisbon.json("release", "explain", told["notice"])
    said = lisbon.says("release", "explain", told["notice"])

    assert {cell["rule"] for cell in matrix["cells"]} >= {"concerns-them", "not-theirs"}
    assert {cell["claim"] for cell in matrix["cells"]} == {claim["id"] for claim in matrix["claims"]}
    assert "permit    concerns-them" in said or "permit  concerns-them" in said
    assert "What would change it:" in said
    assert "Who has not been told" in said


def test_the_answer_is_in_the_senders_outbox(desks, told):
    lisbon, _ = desks
    lisbon.login("rosa")

    (sent,) = lisbon.json("outbox", "list")

    assert (sent["state"], sent["answer"]["response"]) == ("stored", "harbour watched")
    assert "responded: harbour watched" in lisbon.says("outbox", "list")


def test_a_proof_by_command_holds_and_a_damaged_one_does_not(desks, told, tmp_path):
    lisbon, dublin = desks
    lisbon.login("uma")
    dublin.login("uma")
    sent = lisbon.run("prove", told["notice"], "--to", "Harbour Watch").stdout_bytes
    received = dublin.run("prove", "--received", told["message"]).stdout_bytes
    nowhere = Desk(tmp_path / "nowhere", "XX")
    damaged = bytearray(sent)
    damaged[len(sent) // 2] ^= 1
    for name, data in (("sent", sent), ("received", received), ("damaged", damaged)):
        (tmp_path / name).write_bytes(data)

    assert "THE PROOF HOLDS" in nowhere.says("verify", tmp_path / "sent")
    assert nowhere.json("verify", tmp_path / "received")["holds"] is True
    broken = nowhere.run("verify", tmp_path / "damaged")
    assert broken.exit_code == 6
    assert "THE PROOF DOES NOT HOLD" in broken.output


def test_what_they_stated_by_a_time_is_asked_for_by_command(desks, told):
    lisbon, _ = desks
    lisbon.login("uma")

    done = lisbon.run("prove", told["notice"], "--to", "Harbour Watch", "--stated-by", "2001-01-01")

    assert '"statements":[]' in done.output  # there was none by then; the receipt is enough


def test_an_auditor_takes_the_ledger_away_as_tiles(desks, told, tmp_path):
    lisbon, _ = desks
    lisbon.login("uma")
    lisbon.says("ledger", "export", tmp_path / "tiles")

    assert (tmp_path / "tiles" / "checkpoint").read_bytes().startswith(b"tocsin/")
    count = len((tmp_path / "tiles" / "records.jsonl").read_bytes().splitlines())
    assert (tmp_path / "tiles" / "tile" / "entries" / f"000.p/{count}").is_file()
    assert lisbon.run("ledger", "export", tmp_path / "tiles").exit_code == 5
    lisbon.login("ines")
    assert lisbon.run("ledger", "export", tmp_path / "more").exit_code == 4
    assert not (tmp_path / "more").exists()
    lisbon.login("uma")
    assert lisbon.run("ledger", "fork", "f-none").exit_code == 3


LISTINGS = (
    ("account", "list"),
    ("claim", "identities"),
    ("counterpart", "list"),
    ("erasure", "list"),
    ("escalation", "due"),
    ("inbox", "list"),
    ("ledger", "forks"),
    ("ledger", "list"),
    ("notice", "list"),
    ("outbox", "list"),
    ("report", "list"),
    ("request", "list"),
    ("now",),
    ("status",),
)


@pytest.mark.parametrize("listing", LISTINGS, ids=" ".join)
def test_every_listing_can_be_read_by_a_program_and_by_people(desks, told, listing):
    lisbon, _ = desks
    lisbon.login("uma")

    found = lisbon.json(*listing)

    assert isinstance(found, list)
    assert len(lisbon.says(*listing).splitlines()) == (len(found) + 1 if found else 1)


@pytest.mark.parametrize(
    ("listing", "key"), [(("claim", "list"), "report"), (("duty", "list"), "notice")], ids=["claim list", "duty list"]
)
def test_what_belongs_to_something_is_listed_too(desks, told, listing, key):
    lisbon, _ = desks
    lisbon.login("ines")

    assert len(lisbon.json(*listing, told[key])) > 1
    for show, name in (("report", "report"), ("notice", "notice")):
        assert lisbon.json(show, "show", told[name])


def test_a_note_from_standard_input_is_a_report(desks, told):
    lisbon, _ = desks
    lisbon.login("ines")

    said = lisbon.says("report", "note", "-", "--source", "a caller", "--name", "call", input_="A man was seen.\n")

    assert re.match(r"r-\w+: call\n", said)


def test_claims_are_corrected_and_entities_judged_by_command(desks, told):
    lisbon, _ = desks
    lisbon.login("ines")
    report = lisbon.says("report", "note", "-", "--source", "x", "--tlp", "TLP:AMBER", input_=REPORT).split(":")[0]
    claim = next(each for each in lisbon.json("claim", "list", report) if each["content"].get("kind") == "nationality")
    people = [entity["id"] for entity in lisbon.json("report", "show", report)["entities"][:2]]

    said = lisbon.says("claim", "correct", claim["id"], "--value", "KE", "--why", "passport seen")
    identity = lisbon.says("claim", "different", *people, "--why", "two heights").split(":")[0]
    lisbon.says("claim", "undo", identity)
    lisbon.says("claim", "same", *people, "--why", "no, one")

    assert f"supersedes {claim['id']}" in said
    judged = lisbon.json("claim", "identities")
    assert [(each["are_same"], each["undone_at"] is None) for each in judged] == [(False, False), (True, True)]


def test_what_no_option_says_of_an_agreement_stays_as_it_was(desks):
    lisbon, _ = desks
    lisbon.login("ada")
    terms = [
        "--organisation",
        "Ferries",
        "--basis",
        "treaty",
        "--purpose",
        "prevention",
        "--review",
        "2030-01-01",
        "--contact",
        "line 3",
    ]
    said = ["--private", "--night-minimum", "--language", "tr", "--ceiling", "TLP:GREEN"]
    contract = ["--abroad", "standard-contract", "--signed", "2026-11-16"]

    def agreed():
        return next(each["agreement"] for each in lisbon.json("counterpart", "list") if each["name"] == "Ferries")

    lisbon.says("counterpart", "add-by-hand", "Ferries", *terms, *said, *contract)
    before = agreed()
    lisbon.says("counterpart", "agree", "Ferries", *terms)
    assert agreed() == before
    assert not before["is_authority"]

    forgotten = lisbon.run("counterpart", "agree", "Ferries", *terms, "--notified", "2026-11-17")
    assert "--abroad standard-contract" in forgotten.output
    lisbon.says(
        "counterpart",
        "agree",
        "Ferries",
        *terms,
        "--authority",
        "--no-night-minimum",
        *contract,
        "--notified",
        "2026-11-17",
    )
    assert (agreed()["is_authority"], agreed()["night_minimum"]) == (True, False)
    assert agreed()["abroad"]["notified_on"] == "2026-11-17"


def test_a_counterpart_by_hand_is_told_on_paper(desks, told, tmp_path):
    lisbon, _ = desks
    lisbon.login("ada")
    terms = ["--country", "TZ", "--basis", "treaty", "--purpose", "prevention", "--review", "2030-01-01"]
    lisbon.says("counterpart", "add-by-hand", "Dar", *terms, "--contact", "line 3")
    covers = ["--for-purpose", "prevention", "--data", "event", "--data", "nationality", "--region", "tz"]
    lisbon.says("counterpart", "agree", "Dar", *terms, "--contact", "line 3", *covers)
    lisbon.says("counterpart", "agree", "Dar", *terms, "--contact", "line 3", "--region", "all")
    (dar,) = [each["agreement"] for each in lisbon.json("counterpart", "list") if each["name"] == "Dar"]
    assert (dar["purposes"], sorted(dar["data"]), dar["regions"]) == (["prevention"], ["event", "nationality"], None)
    lisbon.says("counterpart", "agree", "Dar", *terms, "--contact", "line 3", "--data", "identity", *covers[2:6])
    lisbon.login("rosa")
    notice = told["notice"]
    waits = lisbon.run("duty", "decide", notice, "TZ:suspect-national", "--outcome", "inform")
    assert waits.exit_code == 4
    assert "tocsin gate weigh" in waits.output
    lisbon.says("gate", "weigh", notice, "tz", "--not-named", "--others", "low", "asked about at the embassy")
    lisbon.says("duty", "decide", notice, "TZ:suspect-national", "--outcome", "inform")
    made = lisbon.json("release", "preview", notice, "--to", "Dar")
    lisbon.login("omar")
    lisbon.says("release", "approve", made["id"], "--digest", made["digest"])
    lisbon.says("outbox", "print", made["id"], "-o", tmp_path / "sheet.pdf")
    lisbon.says("outbox", "hand", made["id"], "--how", "in person", "--to", "the attaché")
    lisbon.says("outbox", "answered", made["id"], "--said", "noted")

    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    proven = lisbon.run("prove", notice, "--to", "Dar")
    assert (proven.exit_code, "cannot be proven" in proven.output) == (5, True)


ERRORS = (
    (("report", "add", "{missing}", "--source", "x"), 2),
    (("claim", "confirm", "c-unknown", "--why", "x"), 3),
    (("claim", "confirm", "c-unknown", "--why", " "), 2),
    (("claim", "grade", "Z9", "c-1", "--why", "x"), 2),
    (("claim", "correct", "c-unknown", "--why", "x"), 2),
    (("notice", "show", "n-unknown"), 3),
    (("duty", "list", "n-unknown"), 3),
    (("release", "preview", "n-unknown", "--to", "Nobody"), 3),
    (("release", "approve", "t-unknown", "--digest", "x"), 4),
    (("prove", "n-unknown", "--to", "Harbour Watch"), 3),
    (("prove",), 2),
    (("inbox", "open", "ffff"), 3),
    (("outbox", "hand", "ffff", "--how", "x", "--to", "y"), 3),
    (("account", "add", "x", "--role", "analyst", "--password", PASSWORD), 4),
    (("ledger", "list"), 4),
    (("card", "show", "-o", "{missing}/card"), 2),
    (("verify", "{garbage}"), 6),
    (("login", "ines", "--password", "wrong password"), 4),
    (("report", "note", "{garbage}", "--source", "x"), 2),
)


def test_who_asks_is_answered_by_command_and_what_is_erased_leaves_its_record(desks, told, tmp_path):
    lisbon, _ = desks
    lisbon.login("rosa")
    note = tmp_path / "note.txt"
    note.write_text("Tomas Lund, a Danish national, was arrested in Faro.")
    report = lisbon.json("report", "add", note, "--source", "a caller", "--tlp", "TLP:AMBER")["id"]
    lisbon.says("claim", "confirm", "--report", report, "--why", "read it")
    asked = lisbon.json("request", "add", "TOMAS LUND", "--right", "erasure", "--verified", "passport")["id"]
    (him, *_) = [each for each in lisbon.json("request", "search", asked) if each["entity"]]
    granted = ("--verdict", "granted", "--reasons", "no harm")
    assert "still to be erased" in lisbon.says("request", "answer", asked, *him["claims"], *granted)
    assert lisbon.run("request", "close", asked).exit_code == 5
    for name, begins in (("letter.pdf", b"%PDF"), ("letter.html", b"<!doctype html>")):
        lisbon.says("request", "letter", asked, "-o", tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(begins)

    assert "Nothing was erased" in lisbon.says("erase", "--person", him["entity"])
    done = lisbon.json("erase", "--person", him["entity"], "--request", asked, "--why", "granted")["record"]

    assert "· backups:" in lisbon.says("erasure", "show", done["id"])
    assert "✓ backups:" in lisbon.says("erasure", "settle", done["id"], "backups", "--said", "the last goes in March")
    assert "closed, and kept" in lisbon.says("request", "close", asked)
    assert "Tomas" not in lisbon.says("report", "show", report)


@pytest.mark.parametrize(("words", "code"), ERRORS, ids=lambda value: " ".join(value) if type(value) is tuple else "")
def test_an_error_is_one_sentence_and_the_exit_code_of_its_kind(desks, told, tmp_path, words, code):
    lisbon, _ = desks
    lisbon.login("ines")
    (tmp_path / "garbage").write_bytes(b"\xff\xfe\x00\x01")
    names = {"missing": str(tmp_path / "missing"), "garbage": str(tmp_path / "garbage")}

    done = lisbon.run(*(word.format(**names) for word in words))

    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    assert 1 <= len(done.stderr.strip().splitlines()) <= 4 or "DOES NOT HOLD" in done.stdout


def test_who_is_not_signed_in_is_told_how_to(desks, told):
    lisbon, _ = desks
    lisbon.login("ines")
    lisbon.says("logout")

    done = lisbon.run("report", "list")

    assert (done.exit_code, done.output) == (4, "tocsin: you are not signed in, or no longer: tocsin login NAME\n")


def test_a_folder_without_a_node_is_told_how_to_make_one(tmp_path):
    done = Desk(tmp_path / "empty", "XX").run("status")

    assert done.exit_code == 3
    assert "tocsin init" in done.output


def test_a_second_node_is_not_made_over_the_first(desks, told):
    lisbon, _ = desks
    done = lisbon.run(
        "init", "--name", "X", "--contact", "line", "--admin", "ada", "--password", PASSWORD, "--country", "PT"
    )

    assert done.exit_code == 5
    assert "already" in done.output


def test_a_node_whose_making_broke_off_can_be_made_again(tmp_path):
    settings = Settings(name="Alpha", countries=("PT",), contact="line 1")

    def break_off(_):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        create_node(tmp_path / "node", settings, first=break_off)

    assert list(tmp_path.iterdir()) == []
    create_node(tmp_path / "node", settings).store.close()
    with pytest.raises(ConflictError):
        create_node(tmp_path / "node", settings)


def test_a_node_that_could_not_be_is_not_half_made(tmp_path):
    folder = tmp_path / "new"
    for options in (("--country", "XX"), ("--password", "short")):
        words = ["init", "--name", "X", "--contact", "line", "--admin", "ada"]
        words += ["--password", PASSWORD] if options[0] != "--password" else []
        assert Desk(folder, "PT").run(*words, *options).exit_code == 2

    assert not folder.exists()


def test_only_its_owner_may_read_a_session(desks, told):
    lisbon, _ = desks
    lisbon.login("ines")

    assert (lisbon.folder / "session").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["empty.txt", "binary.bin", "huge.txt", "broken.pdf", "broken.docx"])
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(tmp_path, name):
    contents = {
        "empty.txt": b"",
        "binary.bin": bytes(range(256)) * 64,
        "huge.txt": b"All quiet. " * (50 * 1024 * 1024 // 11),
        "broken.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
        "broken.docx": b"PK\x03\x04" + b"\x00" * 200,
    }
    (tmp_path / name).write_bytes(contents[name])

    done = Desk(tmp_path, "XX").run("read", tmp_path / name, "--json")

    assert done.exit_code == 2
    assert re.fullmatch(r"tocsin: .{20,300}\n", done.output)
