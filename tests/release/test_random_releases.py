"""Ten thousand random notices, markings, agreements and counterparts: nothing withheld appears anywhere."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings

from release.cases import TOLD, Case, canaries, cases, elsewise
from release.oracle import Oracle
from release.runs import OUR_OWN, Out, Theatre
from stories import known_as
from tocsin.domain.entity import EntityKind
from tocsin.domain.rule import Rule
from tocsin.domain.tearline import Tearline
from tocsin.usecases.steps import names
from tocsin.wire.bodies.alert import Alert, read_alert
from tocsin.wire.message import SignedMessage, parse

WHERE = {EntityKind.PLACE, EntityKind.FACILITY}
ANY = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
A_FEW = settings(max_examples=150, suppress_health_check=ANY)
A_TENTH = settings(max_examples=15, suppress_health_check=ANY)
MANY = settings(max_examples=10_000, suppress_health_check=ANY, derandomize=False)


@cache
def _theatre() -> Theatre:
    return Theatre()


class Count:
    """How much there was to find: a run in which nothing goes proves nothing."""

    runs = told = withheld = alone = changed = described = 0


def play(case: Case) -> None:
    """Run a case, and check everything that came out of it."""
    Count.runs += 1
    theatre = _theatre()
    out = theatre.run(case)
    if out.notice is None:
        return
    nothing_of_ours_is_written_anywhere(case, out)
    for name in TOLD:
        what_they_get_is_permitted_and_nothing_else(theatre, out, name)
    every_decision_names_its_rule(out)
    Count.told += len(out.deliveries)
    Count.withheld += sum(not cell.is_permitted for cell in out.matrix.cells)


def nothing_of_ours_is_written_anywhere(case: Case, out: Out) -> None:
    """No fact stands in a log line, an entry of the ledger, an error or an id."""
    written = [*out.log, *out.errors, *(leaf.decode() for leaf in out.leaves)]
    written += [f"{each.id} {each.key}" if hasattr(each, "key") else each.id for each in out.deliveries.values()]
    for text in written:
        assert not [word for word in case.facts | set(OUR_OWN.values()) - {OUR_OWN["ask"]} if word in text]


def what_they_get_is_permitted_and_nothing_else(theatre: Theatre, out: Out, name: str) -> None:
    """Delivered ⊆ approved ⊆ permitted, down to the words."""
    made, delivery = out.tearlines.get(name), out.deliveries.get(name)
    if made is None:
        assert delivery is None
        return
    to = known_as(theatre.town, name)
    oracle = Oracle(out.notice, out.claims, out.entities, to, out.concerns.get(name, []))
    told = tuple(oracle.claims[each] for each in made.claims)
    assert all(oracle.permits(claim, theatre.clock.now().date(), out.cleared) for claim in told)
    conditions = json.loads(made.body)["handling"]
    assert oracle.binds(told).items() <= conditions.items()
    allowed = oracle.allowed(told, out.cleared)
    own = [made.body, made.text.encode(), *out.files.get(name, ())]
    for data in own:
        text = data.decode("utf-8", "replace")
        found = {word for word in _facts(out) if word in text}
        assert found <= allowed
        assert not [word for key, word in OUR_OWN.items() if key != "ask" and word in text]
        assert not [other for other in TOLD if other != name and other in text]
    sources_are_described_only_where_they_may_be(theatre, oracle, made)
    if made.is_minimum:
        nobody_is_in_a_minimum(out, made)
    if delivery is not None:
        with theatre.town.node.store.read() as tx:
            approved = tx.tearlines.get(made.id)
            outgoing = tx.outgoing.find(delivery.id)
        assert approved.approval is not None
        assert approved.body == made.body
        if outgoing is not None:
            assert parse(SignedMessage.from_bytes(outgoing.signed).data).body == made.body


def sources_are_described_only_where_they_may_be(theatre: Theatre, oracle: Oracle, made: Tearline) -> None:
    """Claim by claim its source is called a document, or nothing at all."""
    with theatre.town.node.store.read() as tx:
        claims = {names.known(tx, counterpart=made.counterpart, thing=each): each for each in made.claims}
    told = {claims[each["name"]]: each["source"] for each in json.loads(made.body)["claims"]}
    assert told == {each: "document" if oracle.describes(each) else None for each in told}
    assert ("a document" in made.text) == ("document" in told.values())
    Count.described += sum(each is not None for each in told.values())


def nobody_is_in_a_minimum(out: Out, made: Tearline) -> None:
    """What one person sends names neither a person nor an organisation."""
    Count.alone += made.approval is not None or made.id in {each.tearline for each in out.deliveries.values()}
    somebody = {word for each in out.entities if each.kind not in WHERE for word in canaries(each.name)}
    assert not [word for word in somebody if word in made.body.decode()]


def it_would_be_the_same_if_what_is_withheld_were_other(case: Case) -> None:
    """To the byte, but for the commitment; and as long: message, envelope, proof, and what goes through the logs."""
    theatre = _theatre()
    one = theatre.run(case)
    went = b"\n".join(each.body + each.text.encode() for each in one.tearlines.values()).decode()
    Count.changed += len(withheld := {word for word in case.facts if word not in went})
    other = theatre.run(elsewise(case, withheld))
    assert [*one.tearlines] == [*other.tearlines]
    assert [*one.deliveries] == [*other.deliveries]
    for name, made in one.tearlines.items():
        assert made.text == other.tearlines[name].text
        assert _uncommitted(made) == _uncommitted(other.tearlines[name])
    assert {name: _sizes(files) for name, files in one.files.items()} == {
        name: _sizes(files) for name, files in other.files.items()
    }
    assert one.errors == other.errors
    assert _sizes(one.leaves) == _sizes(other.leaves)
    assert [len(line) for line in one.log] == [len(line) for line in other.log]


def _uncommitted(made: Tearline) -> Alert:
    return replace(read_alert(made.body), assessment=b"")


def _sizes(files: Iterable[bytes]) -> list[int]:
    """Return the lengths, but for where by chance a field stands in the whole, which has a digit or two."""
    return [len(re.sub(rb'"index":\d+', b"", each)) for each in files]


def every_decision_names_its_rule(out: Out) -> None:
    """For every claim and counterpart there is one decision, by a rule, and it is what the tearline did."""
    matrix = out.matrix
    assert len(matrix.cells) == len(matrix.claims) * len(matrix.columns)
    assert all(cell.rule in set(Rule) for cell in matrix.cells)
    assert all((cell.rule is Rule.CONCERNS) == cell.is_permitted for cell in matrix.cells)
    columns = {column.name: column.counterpart for column in matrix.columns}
    for name, made in out.tearlines.items():
        permitted = {each.claim for each in matrix.cells if each.is_permitted and each.counterpart == columns[name]}
        assert set(made.claims) <= permitted
        assert made.is_minimum or set(made.claims) == permitted


def _facts(out: Out) -> set[str]:
    found = {word for each in out.entities for word in canaries(each.name)}
    for claim in out.claims:
        found |= set(canaries(getattr(claim.content, "value", "")))
        found |= {word for each in claim.marking.readers for word in canaries(each.name)}
        found |= {word for each in claim.marking.restrictions for word in canaries(each.text)}
    return found


@A_FEW
@given(cases())
def _a_few(case: Case) -> None:
    play(case)


@MANY
@given(cases())
def _many(case: Case) -> None:
    play(case)


@A_TENTH
@given(cases())
def _elsewise(case: Case) -> None:
    it_would_be_the_same_if_what_is_withheld_were_other(case)


def test_what_goes_is_the_same_and_as_long_whatever_is_withheld():
    _elsewise()

    assert Count.changed > 100


def test_nothing_withheld_appears_anywhere_in_a_few_random_releases():
    _a_few()

    assert Count.told > 30
    assert Count.withheld > 300
    assert Count.alone > 0
    assert Count.described > 0


@pytest.mark.soak
def test_nothing_withheld_appears_anywhere_in_ten_thousand_random_releases():
    _many()

    assert Count.told > 2_000
