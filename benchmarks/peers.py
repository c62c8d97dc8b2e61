"""Two servers of the field, given the same notices as an unsigned POST: medallion and OpenTAXII, both TAXII 2.1.

Each is installed from PyPI into an environment of its own under bench-out/, which nothing else uses, and runs as its
own documentation says: `medallion` with its memory backend, OpenTAXII's Flask application with SQLite.
"""

import http.client
import json
import os
import subprocess
import sys
import time
import uuid
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENTS = Path(__file__).parents[1] / "bench-out" / "peers"
MEDIA_TYPE = "application/taxii+json;version=2.1"
COLLECTION = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
# OpenTAXII 0.9.3 stores what is posted to it, but then cannot write its own answer: the status has an id that json does
# not know. It is helped over that. The account that would have to be checked is left out, in its favour.
OPENTAXII = """
import json, sys, types
from opentaxii.taxii2 import http
http.json = types.SimpleNamespace(dumps=lambda data: json.dumps(data, default=str))
from opentaxii.http import app
api = app.taxii_server.servers.taxii2.persistence.api
with app.app_context():
    root = api.add_api_root("root", default=True)
    made = api.add_collection(root.id, "collection", is_public=True, is_public_write=True)
print(f"/taxii2/{root.id}/collections/{made.id}/objects/", flush=True)
app.run(port=int(sys.argv[1]), threaded=True)
"""


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    name: str
    port: int
    path: str


def posts(server: Server, notices: int, *, at_once: int) -> float:
    """Post so many notices over so many connections; return how many it took in a second."""
    each = notices // at_once
    start = time.monotonic()
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(lambda _: _post(server, each), range(at_once)))
    return each * at_once / (time.monotonic() - start)


@contextmanager
def medallion(folder: Path, port: int) -> Iterator[Server]:
    """Run medallion, with nothing in it."""
    home = _installed("medallion", "medallion==3.0.0")
    collection = {"id": COLLECTION, "title": "c", "can_read": True, "can_write": True, "media_types": []}
    information = {"title": "t", "versions": [MEDIA_TYPE], "max_content_length": 10_000_000}
    root = {"information": information, "status": [], "collections": [collection | {"manifest": [], "objects": []}]}
    (folder / "data.json").write_text(json.dumps({"/discovery": {"title": "t"}, "api": root}))
    backend = {"module": "medallion.backends.memory_backend", "module_class": "MemoryBackend"}
    settings = {"backend": backend | {"filename": str(folder / "data.json")}, "users": {"u": "p"}}
    (folder / "medallion.json").write_text(json.dumps(settings | {"taxii": {"max_page_size": 100}}))
    command = [str(home / "bin" / "medallion"), "--port", str(port), str(folder / "medallion.json")]
    with _running(command, folder / "medallion.log", {}) as process:
        yield _ready(process, Server("medallion 3.0.0", port, f"/api/collections/{COLLECTION}/objects/"))


@contextmanager
def opentaxii(folder: Path, port: int) -> Iterator[Server]:
    """Run OpenTAXII, with nothing in it."""
    home = _installed("opentaxii", "opentaxii==0.9.3")

    def database(kind: str, name: str) -> dict[str, object]:
        place = {"db_connection": f"sqlite:///{folder / name}.db", "create_tables": True}
        return {"class": f"opentaxii.{kind}", "parameters": place}

    auth = database("auth.sqldb.SQLDatabaseAPI", "auth")
    auth["parameters"] = {**auth["parameters"], "secret": uuid.uuid4().hex}  # type: ignore[dict-item]
    about = {"title": "t", "description": "d", "contact": "c", "max_content_length": 10_000_000}
    settings = {
        "auth_api": auth,
        "taxii1": {"persistence_api": database("persistence.sqldb.SQLDatabaseAPI", "one")},
        "taxii2": about | {"persistence_api": database("persistence.sqldb.Taxii2SQLDatabaseAPI", "two")},
        "logging": {"opentaxii": "error", "root": "error"},
    }
    (folder / "opentaxii.yml").write_text(json.dumps(settings))  # JSON is YAML
    (folder / "opentaxii.py").write_text(OPENTAXII)
    command = [str(home / "bin" / "python"), "-P", str(folder / "opentaxii.py"), str(port)]
    variables = {"OPENTAXII_CONFIG": str(folder / "opentaxii.yml")}
    with _running(command, folder / "opentaxii.log", variables) as process:
        assert process.stdout is not None
        path = next((line.strip() for line in process.stdout if line.startswith("/taxii2/")), "")
        yield _ready(process, Server("OpenTAXII 0.9.3", port, path))


def _post(server: Server, notices: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    user = {"Authorization": "Basic " + b64encode(b"u:p").decode()} if "medallion" in server.name else {}
    for _ in range(notices):
        body = json.dumps({"objects": [_report()]}).encode()
        connection.request("POST", server.path, body, {"Content-Type": MEDIA_TYPE, "Accept": MEDIA_TYPE, **user})
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 202:  # accepted
            raise SystemExit(f"{server.name} answered {answer.status}: {said[:200]!r}")
    connection.close()


def _report() -> dict[str, object]:
    now = "2026-11-22T12:00:00.000Z"
    return {
        "type": "report",
        "spec_version": "2.1",
        "id": f"report--{uuid.uuid4()}",
        "created": now,
        "modified": now,
        "published": now,
        "name": "A plot against a harbour",
        "description": "The harbour of an invented town is to be attacked. " * 40,
        "object_refs": [f"identity--{uuid.uuid4()}"],
    }


def _installed(name: str, requirement: str) -> Path:
    home = ENVIRONMENTS / name
    if not (home / "installed").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        subprocess.run([str(home / "bin" / "python"), "-m", "pip", "install", "-q", requirement], check=True)
        (home / "installed").touch()
    return home


@contextmanager
def _running(command: list[str], log: Path, variables: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with log.open("w") as file:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=file, text=True, env=outside | variables, cwd=log.parent
        )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _ready(process: "subprocess.Popen[str]", server: Server) -> Server:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            _post(server, 1)
        except OSError:
            time.sleep(0.2)
        else:
            return server
    raise SystemExit(f"{server.name} did not start")
