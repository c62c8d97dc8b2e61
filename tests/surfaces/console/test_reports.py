import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from readings import a_document, reads, the_plot
from surfaces.console.story import Story, a_story
from surfaces.console.visitor import Visitor, actions, words
from tocsin.domain.claim import Claim, Review, Status
from tocsin.domain.entity import Entity
from tocsin.domain.errors import InvalidError
from tocsin.domain.marking import Reader
from tocsin.domain.readers import Dropped, Failed, Share
from tocsin.domain.reading import Reading
from tocsin.domain.report import Report, Span
from tocsin.surfaces.console.app import create
from tocsin.usecases import browse, notices
from tocsin.vocabulary.tlp import Tlp

Visit = Callable[..., Visitor]

HOSTILE = "<script>alert(1)</script> \"quoted\" & 'apostrophe' </div><img src=x onerror=alert(2)> {{ 7*7 }}"


def _claims(story: Story, report: Report) -> dict[str, Claim]:
    return {each.id: each for each in story.claims(report)}


def test_a_call_is_written_down_and_read_in_one_screen(story: Story, visit: Visit) -> None:
    ines = visit("ines")
    ines.read("/reports/call")

    page = ines.send("/reports/call", text="two men", name="call of 3 a.m.", source="the consulate")

    (report,) = browse.reports(story.alpha.node, story.alpha.ines)
    assert str(page.url).endswith(f"/reports/{report.id}?done=kept")
    assert (report.name, report.source) == ("call of 3 a.m.", "the consulate")


def test_a_call_that_cannot_be_kept_comes_back_with_every_word(visit: Visit) -> None:
    ines = visit("ines")
    ines.read("/reports/call")

    page = ines.send("/reports/call", text="what he said\n<b>loudly</b>", name="", source="him")

    assert page.status_code == 400
    assert "what he said\n&lt;b&gt;loudly&lt;/b&gt;</textarea>" in page.text
    assert 'value="him"' in page.text


def test_a_document_is_kept_with_its_source_and_day(story: Story, visit: Visit) -> None:
    ines = visit("ines")
    ines.read("/reports")

    ines.send("/reports", files={"file": ("paper.txt", b"two men")}, source="a friend", published="2026-11-20")

    (report,) = browse.reports(story.alpha.node, story.alpha.ines)
    assert (report.name, report.source) == ("paper.txt", "a friend")


def test_the_published_day_reaches_the_reader() -> None:
    asked: list[date | None] = []

    def read(data: bytes, *, name: str | None = None, published: date | None = None) -> Reading:
        asked.append(published)
        return the_plot()

    ines = Visitor(create(a_story(read).alpha.node))
    ines.sign_in("ines")
    ines.read("/reports")

    ines.send("/reports", files={"file": ("paper.txt", b"x")}, source="s", published="2026-11-20")

    assert asked == [date(2026, 11, 20)]


@pytest.mark.parametrize("files", [None, {"file": ("", b"")}])
def test_an_upload_without_a_file_says_what_is_missing(
    visit: Visit, files: dict[str, tuple[str, bytes]] | None
) -> None:
    ines = visit("ines")
    ines.read("/reports")

    page = ines.send("/reports", files=files, source="a friend")

    assert page.status_code == 400
    assert "A field was left empty" in words(page)
    assert "a friend" in words(page)


def test_a_document_that_cannot_be_read_says_why_and_is_not_kept() -> None:
    def read(data: bytes, **facts: object) -> Reading:
        raise InvalidError("this PDF is damaged: print it anew")

    story = a_story(read)
    ines = Visitor(create(story.alpha.node))
    ines.sign_in("ines")
    ines.read("/reports")

    page = ines.send("/reports", files={"file": ("a.pdf", b"%PDF")}, source="s")

    assert (page.status_code, "this PDF is damaged: print it anew" in words(page)) == (400, True)
    assert browse.reports(story.alpha.node, story.alpha.ines) == ()


def hostile_reading() -> Reading:
    """Return a report that would run something if a page did not write it out."""
    plot = the_plot()
    text = f"{HOSTILE} {plot.document.text}"
    shift = len(HOSTILE) + 1

    def moved(span: Span) -> Span:
        return Span(start=span.start + shift, end=span.end + shift, text=span.text)

    claims = tuple(
        replace(
            claim,
            evidence=(*map(moved, claim.evidence), Span(start=0, end=len(HOSTILE), text=HOSTILE)),
            content=claim.content
            if not hasattr(claim.content, "trigger")
            else replace(claim.content, trigger=moved(claim.content.trigger)),
        )
        for claim in plot.claims
    )
    people = tuple(_renamed(each) for each in plot.entities)
    return replace(plot, document=a_document(text), claims=claims, entities=people)


def _renamed(entity: Entity) -> Entity:
    return replace(entity, name=f"{entity.name} <script>alert(3)</script>", mentions=())


def test_hostile_text_is_shown_as_it_is_written_and_does_nothing() -> None:
    story = a_story(reads(hostile_reading()))
    report = story.report(name="<script>alert(4)</script>")
    ines = Visitor(create(story.alpha.node))
    ines.sign_in("ines")

    page = ines.read(f"/reports/{report.id}")

    assert "<script" not in page.text
    assert "<img src=x" not in page.text
    assert "\"quoted\" & 'apostrophe' </div><img src=x onerror=alert(2)> {{ 7*7 }}" in words(page)
    assert not re.search(r"<[a-z]+[^<>]*onerror", page.text)


def test_the_text_on_the_page_is_the_text_of_the_report(story: Story, visit: Visit) -> None:
    report = story.report()
    page = visit("ines").read(f"/reports/{report.id}").text

    block = page.split('class="report-text"')[1].split(">", 1)[1].split("</div>")[0]
    shown = re.sub(r"<a class=\"marker\".*?</a>", "", block)

    assert re.sub(r"<[^>]+>", "", shown) == report.document.text


def test_every_marker_in_the_text_leads_to_its_claim_and_back(story: Story, visit: Visit) -> None:
    report = story.report()
    page = visit("ines").read(f"/reports/{report.id}").text

    for number in range(1, len(story.claims(report)) + 1):
        assert page.count(f'id="quote-{number}" href="#claim-{number}"') == 1
        assert page.count(f'id="claim-{number}"') == 1
        assert page.count(f'href="#quote-{number}"') == 1


def test_claims_stand_under_the_weightiest_concern_they_bear_on_each_once(story: Story, visit: Visit) -> None:
    said = words(visit("ines").read(f"/reports/{story.report().id}"))

    order = ["Ireland: target of an attack", "Norway: target of an attack", "Tanzania: a suspect", "Everything else"]
    assert [said.index(each) for each in order] == sorted(said.index(each) for each in order)
    assert said.count("An attack is planned by") == 1


def test_ticked_claims_are_confirmed_with_one_reason(story: Story, visit: Visit) -> None:
    report = story.report()
    chosen = [each.id for each in story.claims(report)][:3]
    ines = visit("ines")
    ines.read(f"/reports/{report.id}")

    ines.send(f"/reports/{report.id}/claims", claim=chosen, act="confirm", why="two sources")

    claims = _claims(story, report)
    assert {each for each, claim in claims.items() if claim.review is Review.CONFIRMED} == set(chosen)
    assert {claims[each].decisions[-1].why for each in chosen} == {"two sources"}


def test_a_group_is_confirmed_with_one_act(story: Story, visit: Visit) -> None:
    report = story.report()
    ines = visit("ines")
    ines.read(f"/reports/{report.id}")

    page = ines.send(f"/reports/{report.id}/claims", act="confirm-group IE:target", why="two sources")

    confirmed = [claim for claim in story.claims(report) if claim.review is Review.CONFIRMED]
    assert len(confirmed) == 2
    assert "The claims are judged" in words(page)


def test_claims_are_rejected_and_stand_apart(story: Story, visit: Visit) -> None:
    report = story.report()
    (first, *_) = story.claims(report)
    ines = visit("ines")
    ines.read(f"/reports/{report.id}")

    page = ines.send(f"/reports/{report.id}/claims", claim=first.id, act="reject", why="he lies")

    assert _claims(story, report)[first.id].review is Review.REJECTED
    assert "1 claim set aside" in words(page)


def test_both_axes_of_a_grade_are_set(story: Story, visit: Visit) -> None:
    report = story.report()
    (first, *_) = story.claims(report)
    ines = visit("ines")
    ines.read(f"/reports/{report.id}")

    ines.send(
        f"/reports/{report.id}/claims", claim=first.id, act="grade", reliability="B", credibility="3", why="known"
    )

    grade = _claims(story, report)[first.id].grade
    assert grade is not None
    assert (grade.reliability, grade.credibility, grade.why) == ("B", "3", "known")


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "confirm", "why": "  "},
        {"act": "confirm", "why": "no claim is ticked", "claim": []},
        {"act": "grade", "why": "x", "reliability": "Z", "credibility": "1"},
        {"act": "burn", "why": "x"},
    ],
)
def test_a_judgement_that_makes_no_sense_changes_nothing_and_keeps_what_was_typed(
    story: Story, visit: Visit, fields: dict[str, object]
) -> None:
    report = story.report()
    (first, *_) = story.claims(report)
    ines = visit("ines")
    ines.read(f"/reports/{report.id}")

    page = ines.send(f"/reports/{report.id}/claims", **{"claim": first.id, **fields})

    assert page.status_code == 400
    assert _claims(story, report)[first.id] == first
    assert str(fields["why"]).strip() in words(page)


def test_a_correction_stands_beside_the_old_claim(story: Story, visit: Visit) -> None:
    report = story.report()
    attack = next(claim for claim in story.claims(report) if claim.status is Status.PLANNED)
    ines = visit("ines")
    ines.read(f"/reports/{report.id}/claims/{attack.id}")

    page = ines.send(
        f"/reports/{report.id}/claims/{attack.id}/correction",
        old_value="attack",
        value="bombing",
        status="threatened",
        basis="",
        why="he said so on the phone",
    )

    claims = _claims(story, report)
    (new,) = [claim for claim in claims.values() if claim.supersedes == attack.id]
    assert claims[attack.id].review is Review.SUPERSEDED
    assert (new.status, new.review) == (Status.THREATENED, Review.CONFIRMED)
    assert "A bombing has been threatened" in words(page)
    assert str(page.url).split("?")[0].endswith(new.id)


def test_a_correction_that_corrects_nothing_is_refused(story: Story, visit: Visit) -> None:
    report = story.report()
    (first, *_) = story.claims(report)
    ines = visit("ines")
    ines.read("/")

    page = ines.send(
        f"/reports/{report.id}/claims/{first.id}/correction", old_value="x", value="x", status="", basis="", why="x"
    )

    assert (page.status_code, len(story.claims(report))) == (400, 8)


def test_a_claims_marking_is_changed(story: Story, visit: Visit) -> None:
    report = story.report()
    (first, *_) = story.claims(report)
    ines = visit("ines")
    ines.read("/")

    ines.send(
        f"/reports/{report.id}/claims/{first.id}/marking",
        tlp="TLP:RED",
        readers="Ann Ravn @ Harbour Watch",
        actions="contact-for-instruction",
        notify="must-not",
        attribution="may",
        codes="H1",
        restrictions="Not before the trial.",
        originators="Coast Desk",
        releasable_to="IE\nNO",
    )

    marking = _claims(story, report)[first.id].marking
    assert (marking.tlp, marking.names_source, marking.unread) == (Tlp.RED, True, ())
    assert marking.readers == {Reader(name="Ann Ravn", organisation="Harbour Watch")}
    assert marking.codes == {"H1", "H3"}
    assert (marking.originators, marking.releasable_to) == ({"Coast Desk"}, {"IE", "NO"})
    assert marking.policy.permitted_actions == "contact-for-instruction"


def test_a_notice_is_opened_from_the_confirmed_claims(story: Story, visit: Visit) -> None:
    report = story.confirmed(story.report())
    ines = visit("ines")
    ines.read(f"/reports/{report.id}")

    page = ines.send(
        f"/reports/{report.id}/notice",
        title="Plot",
        urgency="immediate",
        answer_by="2026-11-23T06:00",
        asks="Who are they?\r\n\r\n Where are they? ",
    )

    (notice,) = notices.listing(story.alpha.node, story.alpha.ines)
    assert str(page.url).endswith(f"/notices/{notice.id}?done=opened")
    assert notice.asks == ("Who are they?", "Where are they?")
    assert (len(notice.claims), notice.answer_by.isoformat()) == (8, "2026-11-23T06:00:00+00:00")


def test_an_auditor_reads_a_report_and_finds_no_form_on_it(story: Story, visit: Visit) -> None:
    report = story.confirmed(story.report())

    uma = visit("uma")
    uma.send(f"/reports/{report.id}/reason", why="a complaint")
    page = uma.read(f"/reports/{report.id}")

    assert actions(page) == {"/sign-out", "/language"}
    assert 'type="checkbox"' not in page.text


def test_the_page_says_what_a_second_reader_lost_and_which_claims_both_found() -> None:
    share = Share(reader="endpoint:parrot", claims=1, dropped={Dropped.QUOTE: 7}, passages=9, failed={Failed.TIME: 2})
    plot = the_plot()
    claims = (replace(plot.claims[0], also_found_by=("endpoint:parrot",)), *plot.claims[1:])
    story = a_story(reads(replace(plot, claims=claims, shares=(share,))))
    report = story.report()
    ines = Visitor(create(story.alpha.node))
    ines.sign_in("ines")

    said = words(ines.read(f"/reports/{report.id}"))
    both = next(each for each in story.claims(report) if each.also_found_by)

    assert "7 dropped: its words are not in the text" in said
    assert "2 of 9 passages not read: the endpoint took too long" in said
    assert "also found by endpoint:parrot" in words(ines.read(f"/reports/{report.id}/claims/{both.id}"))
