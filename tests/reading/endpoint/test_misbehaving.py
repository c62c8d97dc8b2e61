"""Whatever an endpoint does, reading ends, says what went wrong, and keeps what the default reader found."""

import json
import time

import pytest

from endpoints import FERRY, Answer, Asked, an_event, completion, saying, serving, writing
from tocsin.domain.readers import Failed
from tocsin.reading import read
from tocsin.reading.endpoint.client import ANSWER_BYTES

PAGE = "\n\n".join(f"Police in Vienna arrested a Belgian man number {number}." for number in range(1, 9))


def hanging(asked: Asked) -> None:
    time.sleep(3)


def dripping(asked: Asked) -> None:
    asked.send_response(200)
    asked.end_headers()
    for _ in range(100):
        asked.wfile.write(b" ")
        asked.wfile.flush()
        time.sleep(0.05)


def dripping_headers(asked: Asked) -> None:
    asked.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        asked.wfile.write(b"X-%d: y\r\n" % number)
        asked.wfile.flush()
        time.sleep(0.05)


def endless(asked: Asked) -> None:
    asked.send_response(200)
    asked.send_header("Transfer-Encoding", "chunked")
    asked.end_headers()
    while True:
        asked.wfile.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")


def hundred_megabytes(asked: Asked) -> None:
    asked.send_response(200)
    asked.send_header("Content-Length", str(100_000_000))
    asked.end_headers()
    for _ in range(100):
        asked.wfile.write(b" " * 1_000_000)


def hanging_up(asked: Asked) -> None:
    asked.close_connection = True


def packed(asked: Asked) -> None:
    asked.send(b"\x1f\x8b" + b"\0" * 100, **{"Content-Encoding": "gzip"})


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (writing("I cannot help with that."), Failed.ANSWER),
        (writing(json.dumps({"events": [an_event()], "attributes": []})[:-40]), Failed.ANSWER),
        (writing('{"approved": true}'), Failed.ANSWER),
        (writing("[" * 100_000), Failed.ANSWER),
        (writing('{"events": ' + "[" * 100_000 + "}"), Failed.ANSWER),
        (writing('{"events": 1' + "0" * 10_000 + "}"), Failed.ANSWER),
        (lambda asked: asked.send(b"not json"), Failed.ANSWER),
        (lambda asked: asked.send(b"\xff\xfe\x00"), Failed.ANSWER),
        (lambda asked: asked.send(b"[]"), Failed.ANSWER),
        (lambda asked: asked.send(b'{"choices": []}'), Failed.ANSWER),
        (lambda asked: asked.send(b'{"choices": [{"message": {"content": null}}]}'), Failed.ANSWER),
        (packed, Failed.ANSWER),
        (hundred_megabytes, Failed.LONG),
        (endless, Failed.LONG),
        (lambda asked: asked.send(b"", 401), Failed.ERROR),
        (lambda asked: asked.send(b"", 500), Failed.ERROR),
        (hanging_up, Failed.UNREACHABLE),
        (hanging, Failed.TIME),
        (dripping, Failed.TIME),
        (dripping_headers, Failed.TIME),
    ],
)
def test_an_endpoint_that_misbehaves_costs_nothing_but_its_own_claims(answer: Answer, why: Failed) -> None:
    alone = read(FERRY)
    timeout = 1.0 if why is Failed.TIME else 20.0
    with serving(answer) as server:
        both = read(FERRY, second=server.endpoint(timeout=timeout))

    assert both.shares[1].failed == {why: 1}
    assert both.shares[1].claims == 0
    assert both.shares[1].passages == 1
    assert [claim.content for claim in both.claims] == [claim.content for claim in alone.claims]
    assert both.concerns == alone.concerns


def test_an_endpoint_that_is_not_there_is_said_not_to_be_reached() -> None:
    with serving(saying()) as server:
        gone = server.endpoint()

    found = read(FERRY, second=gone, alone=True)

    assert found.shares[0].failed == {Failed.UNREACHABLE: 1}
    assert found.unread_because == "the endpoint did not answer"
    assert not found.claims


def test_a_server_that_is_loading_is_asked_again() -> None:
    answers: list[Answer] = [lambda asked: asked.send(b"", 503)] * 2 + [saying(an_event())]
    with serving(lambda asked: answers.pop(0)(asked)) as server:  # noqa: PLW0108  # another one each time
        found = read(FERRY, second=server.endpoint(), alone=True)

    assert len(found.events) == 1
    assert [asked.question["response_format"]["type"] for asked in server.asked] == ["json_schema"] * 3


def test_after_three_failures_in_a_row_nobody_waits_any_longer() -> None:
    with serving(hanging) as server:
        found = read(PAGE, second=server.endpoint(timeout=0.2), alone=True)

    assert found.shares[0].failed == {Failed.TIME: 3, Failed.GIVEN_UP: 5}


def test_a_report_takes_no_longer_than_the_operators_patience() -> None:
    def slow(asked: Asked) -> None:
        time.sleep(0.4)
        saying()(asked)

    with serving(slow) as server:
        found = read(PAGE, second=server.endpoint(patience=1.0), alone=True)

    assert found.shares[0].failed[Failed.GIVEN_UP] >= 5


def test_one_bad_answer_spoils_no_other_passage() -> None:
    def half(asked: Asked) -> None:
        places = [{"role": "at", "name": "Vienna"}]
        told = an_event(type="arrest", status="occurred", trigger="arrested", quote=asked.passage, participants=[])
        good = json.dumps({"events": [told | {"places": places}], "attributes": []})
        asked.send(completion(good if "number 5" not in asked.passage else good[:-9]))

    with serving(half) as server:
        found = read(PAGE, second=server.endpoint(), alone=True)

    assert len(found.events) == 7
    assert found.shares[0].failed == {Failed.ANSWER: 1}


@pytest.mark.parametrize("status", [400, 422, 500, 501])
@pytest.mark.parametrize("known", ["json_object", None])
def test_a_server_that_knows_no_schema_is_asked_in_the_form_it_knows(status: int, known: str | None) -> None:
    def picky(asked: Asked) -> None:
        is_known = asked.question.get("response_format", {}).get("type") == known
        saying(an_event())(asked) if is_known else asked.send(b"", status)

    with serving(picky) as server:
        found = read(FERRY, second=server.endpoint(timeout=20), alone=True)

    assert len(found.events) == 1
    assert not found.shares[0].failed


def test_the_form_that_worked_is_asked_for_from_then_on() -> None:
    def picky(asked: Asked) -> None:
        asked.send(b"", 400) if "response_format" in asked.question else saying()(asked)

    with serving(picky) as server:
        read(PAGE, second=server.endpoint(), alone=True)

    assert ["response_format" in asked.question for asked in server.asked] == [True, True] + [False] * 8


@pytest.mark.parametrize("wrap", ["```json\n{}\n```", "<think>Hm.</think> Here it is: {} I hope this helps."])
def test_an_answer_that_is_talked_around_is_found(wrap: str) -> None:
    content = wrap.replace("{}", json.dumps({"events": [an_event()], "attributes": []}))
    with serving(writing(content)) as server:
        found = read(FERRY, second=server.endpoint(), alone=True)

    assert len(found.events) == 1


def test_how_far_it_is_is_told_after_each_passage() -> None:
    seen: list[tuple[int, int]] = []
    with serving(saying()) as server:
        read(PAGE, second=server.endpoint(), progress=lambda done, total: seen.append((done, total)))

    assert seen == [(number, 8) for number in range(1, 9)]


def test_an_answer_of_just_the_longest_length_is_still_read() -> None:
    def long(asked: Asked) -> None:
        body = completion(json.dumps({"events": [an_event()], "attributes": []}))
        asked.send(body + b" " * (ANSWER_BYTES - len(body)))

    with serving(long) as server:
        assert read(FERRY, second=server.endpoint(), alone=True).events
