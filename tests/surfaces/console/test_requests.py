"""Requests of data subjects and erasing on their pages, from the request to the evidence."""

import re
from collections.abc import Callable

import pytest
from httpx import Response

from federation import deliver
from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, actions, links, words
from tocsin.domain.recall import Outcome
from tocsin.domain.subject import Verdict
from tocsin.usecases import erasures, recalled, requests

Visit = Callable[..., Visitor]
HIM = "Baba Kidege"
ASKED = {"whom": HIM, "right": "access", "said": "What do you hold?", "verified": "passport", "language": "en"}


def asked(visitor: Visitor, **changes: str) -> str:
    """Take a request down; return its page."""
    visitor.read("/requests")
    return str(visitor.send("/requests", **{**ASKED, **changes}).url.path)


def claims_of(page: Response) -> list[str]:
    """Return the claims that can be told."""
    return sorted(set(re.findall(r'value="tell (c-\w+)"', page.text)))


def granted(visitor: Visitor, path: str, *, withheld: bool = False, only: str = "") -> Response:
    """Tell them everything that is held, or what says this; but for the last claim where one is withheld."""
    page = visitor.send(f"{path}/search")
    held = re.findall(r'<q class="hint">([^<]*)</q>.*?value="tell (c-\w+)"', page.text, re.DOTALL)
    claims = sorted({claim for says, claim in held if only in says})
    chosen = [f"tell {each}" for each in claims]
    if withheld:
        chosen[-1] = f"withhold {claims[-1]}"
    ground = {"restriction": "others"} if withheld else {}
    return visitor.send(f"{path}/answer", claim=chosen, verdict="granted", reasons="no harm", **ground)


def held(story: Story, path: str) -> requests.Request:
    return requests.view(story.alpha.node, story.alpha.uma, request=path.rpartition("/")[2])


def test_a_request_is_taken_down_looked_up_answered_in_part_and_closed(story: Story, visit: Visit) -> None:
    story.sent(story.notice())
    uma = visit("uma")
    path = asked(uma)
    found = uma.send(f"{path}/search")

    assert "To be answered by Tue 22 Dec 2026" in words(found)
    assert HIM in words(found)
    answered = granted(uma, path, withheld=True)

    assert "We hold about you:" in words(answered)
    assert "it would harm the rights and freedoms of others (e) (1 claim)" in words(answered)
    assert uma.read(f"{path}/letter.pdf").content.startswith(b"%PDF")
    assert "We hold about you:" in uma.read(f"{path}/letter.html").text
    assert "closed" in words(uma.send(f"{path}/closed"))
    assert held(story, path).closed_at is not None
    assert "Nothing waits" in words(uma.read("/")) or path not in "".join(links(uma.read("/")))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"verdict": "neither-confirm-nor-deny", "restriction": "inquiries"}, "neither confirm nor deny"),
        ({"verdict": "nothing-held"}, "neither confirm nor deny"),
        ({"verdict": "refused", "refusal": "evidence"}, "it has to be kept as evidence"),
    ],
)
def test_what_is_not_granted_tells_nothing_whatever_stands_in_the_form(
    story: Story, visit: Visit, fields: dict[str, str], said: str
) -> None:
    story.confirmed(story.report())
    uma = visit("uma")
    path = asked(uma)
    claims = [f"tell {each}" for each in claims_of(uma.send(f"{path}/search"))]

    page = uma.send(f"{path}/answer", claim=claims, reasons="the trial in March", **fields)

    answer = held(story, path).answer
    assert answer is not None
    assert answer.verdict is Verdict(fields["verdict"])
    assert said in words(page)
    assert "March" not in answer.letter


def test_a_restriction_without_its_ground_is_refused_and_nothing_is_sent(story: Story, visit: Visit) -> None:
    uma = visit("uma")
    path = asked(uma)

    page = uma.send(f"{path}/answer", verdict="neither-confirm-nor-deny", reasons="x")

    assert page.status_code == 400
    assert held(story, path).answer is None


def test_who_asks_in_turkish_is_answered_in_turkish(story: Story, visit: Visit) -> None:
    uma = visit("uma")
    path = asked(uma, language="tr", right="erasure")

    page = uma.send(f"{path}/answer", verdict="nothing-held", reasons="looked everywhere")

    assert "ne doğrulayabiliriz ne de yalanlayabiliriz" in words(page)


def test_what_is_put_right_on_request_is_told_to_whoever_was_told(story: Story, visit: Visit) -> None:
    story.sent(story.notice())
    rosa = visit("rosa")
    path = asked(rosa, right="rectification")
    page = granted(rosa, path, only="plan attacks")
    (link,) = [each for each in links(page) if "/claims/" in each]
    assert "still to be put right" in words(page)

    rosa.read(link)
    rosa.send(f"/reports/{link.split('/')[2]}/reason", why="a request")
    rosa.read(link)
    rosa.send(f"{link}/correction", why="he showed his papers", status="possible", old_value="attack", value="attack")
    left = rosa.read(path)
    assert "whoever was told has no correction yet" in words(left)
    written = rosa.send(f"{path}/corrections")

    assert "the correction waits for a second person" in words(written)
    assert [each for each in links(written) if each.startswith("/tearlines/")]


def test_what_was_granted_is_erased_and_the_page_shows_who_has_answered_and_what_is_left_to_people(
    story: Story, visit: Visit
) -> None:
    story.sent(story.notice())
    rosa, uma = visit("rosa"), visit("uma")
    path = asked(rosa, right="erasure")
    granted(rosa, path)

    done = erased(rosa, path)

    assert all(said in words(done) for said in ("It is destroyed here.", "Bravo", "no answer yet"))
    deliver(story.alpha, story.bravo, story.charlie)
    (theirs,) = recalled.listing(story.bravo.node, story.bravo.ines)
    recalled.answer(story.bravo.node, story.bravo.ines, message=theirs.incoming.id, outcome=Outcome.ERASED)
    deliver(story.alpha, story.bravo, story.charlie)
    (record,) = erasures.listing(story.alpha.node, story.alpha.uma)
    after = words(uma.read(f"/erasures/{record.id}"))
    assert "erased" in after.partition("Who was told to erase it too")[2].partition("What only people")[0]
    for each in record.errands:
        uma.send(f"/erasures/{record.id}/errands", errand=each.key, said="done by hand")
    (record,) = erasures.listing(story.alpha.node, story.alpha.uma)
    assert not record.waits
    assert HIM not in uma.read(f"/erasures/{record.id}").text
    assert "closed" in words(uma.send(f"{path}/closed"))


def test_nothing_is_erased_before_what_would_go_was_shown_and_the_box_was_ticked(story: Story, visit: Visit) -> None:
    story.sent(story.notice())
    rosa = visit("rosa")
    path = asked(rosa, right="erasure")
    page = granted(rosa, path)
    assert f"/erasures/new?request={path.rpartition('/')[2]}" in links(page)

    fields = offered(rosa, path)
    shown = rosa.send("/erasures/preview", **fields)
    refused = rosa.send("/erasures", **fields, ground="rights", why="granted")

    assert "/erasures" in actions(shown)
    assert "Bravo. Each is asked to erase it" in words(shown)
    assert "no way back" in words(refused)
    assert erasures.listing(story.alpha.node, story.alpha.uma) == ()


def offered(visitor: Visitor, path: str) -> dict[str, object]:
    """Choose the person and what was granted, as the page offers it."""
    request = path.rpartition("/")[2]
    page = visitor.read(f"/erasures/new?request={request}")
    person = re.findall(r'name="person" value="(e-\w+)"', page.text)[:1]
    claims = re.findall(r'name="claim" value="(c-\w+)"[^>]* checked', page.text)
    return {"request": request, "person": person, "claim": claims}


def erased(visitor: Visitor, path: str) -> Response:
    """Erase what was granted."""
    fields = offered(visitor, path)
    visitor.send("/erasures/preview", **fields)
    return visitor.send("/erasures", **fields, ground="rights", why="granted", sure="on")


def test_a_report_and_a_claim_lead_to_what_would_go_with_them(story: Story, visit: Visit) -> None:
    report = story.report()
    rosa = visit("rosa")
    rosa.read("/")
    rosa.send(f"/reports/{report.id}/reason", why="a request")
    page = rosa.read(f"/reports/{report.id}")

    assert f"/erasures/new?report={report.id}" in links(page)
    foreseen = rosa.read(f"/erasures/new?report={report.id}")
    assert "Erase it?" in words(foreseen)
    assert "Nobody else was told of it." in words(foreseen)
    assert "only people can reach" in words(foreseen)


def test_what_is_still_on_its_way_cannot_be_erased_yet_and_the_page_says_so(story: Story, visit: Visit) -> None:
    notice = story.notice()
    name = story.tearline(notice)
    rosa = visit("rosa")
    page = rosa.read(f"/tearlines/{name}")
    digest = re.search(r'name="digest" value="(\w+)"', page.text)
    assert digest is not None
    rosa.send(f"/tearlines/{name}/approval", digest=digest[1])
    claim = notice.claims[0]

    page = rosa.read(f"/erasures/new?claim={claim}")

    assert "Still on its way to Bravo" in words(page)
    assert "/erasures" not in actions(page)


def test_a_request_and_an_erasure_lead_from_the_first_page_to_what_is_to_be_done(story: Story, visit: Visit) -> None:
    story.sent(story.notice())
    rosa = visit("rosa")
    path = asked(rosa, right="erasure")

    assert f"{path}#answer" in links(rosa.read("/"))
    assert 'id="answer"' in rosa.read(path).text
    granted(rosa, path)
    assert f"{path}#left" in links(rosa.read("/"))
    assert 'id="left"' in rosa.read(path).text
    done = erased(rosa, path)
    assert f"{done.url.path}#errands" in links(rosa.read("/"))
    assert 'id="errands"' in done.text
