"""The console in a real browser: what only a browser can tell."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Tab
from federation import an_agreement
from readings import reads
from surfaces.console.story import Story, a_story
from surfaces.console.test_reports import HOSTILE, hostile_reading
from tocsin.domain.notice import Outcome
from tocsin.domain.recall import WithdrawalGround
from tocsin.domain.subject import Decision, Right, Verdict
from tocsin.usecases import answers, browse, counterparts, directs, duties, erasing, prior, requests
from tocsin.usecases.erasing import What
from tocsin.usecases.recall import withdraw

pytestmark = pytest.mark.browser
Open = Callable[..., Tab]

# Every visible text against the nearest background that is not transparent (WCAG 2.2, 1.4.3).
PALE = """() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = e => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] === 1) return c; }
    return parse(getComputedStyle(document.body).backgroundColor); };
  const found = [];
  for (const e of document.querySelectorAll("body *")) {
    const says = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!says || !e.checkVisibility() || e.closest(".unseen, .skip, option")) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)}: ${e.textContent.slice(0, 30)}`);
  }
  return found; }"""
NAMELESS = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a")]
  .filter(e => !(e.labels && e.labels.length) && !e.getAttribute("aria-label") && !e.textContent.trim())
  .map(e => e.outerHTML.slice(0, 120))"""
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4")].map(e => Number(e.tagName[1]))"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _paths(story: Story) -> list[str]:
    """Bring the story to where every page has something to show, and return the pages."""
    notice = story.notice()
    delivery, tearline = story.sent(notice), story.tearline(notice, "Charlie", "NO:target")
    report = story.report("an unread call")
    claim = story.claims(report)[0]
    story.clock.advance(hours=1.5)
    lists = ["/", "/inbox", "/reports", "/reports/call", "/notices", "/outbox", "/counterparts", "/nowhere"]
    return [
        *lists,
        f"/reports/{report.id}",
        f"/reports/{report.id}/claims/{claim.id}",
        f"/notices/{notice.id}",
        f"/tearlines/{tearline}",
        f"/outbox/{delivery}",
        f"/counterparts/{story.towards['Bravo'].id}",
    ]


def _of_law(story: Story) -> list[str]:
    """Bring the story to where the pages of requests and erasures have something to show."""
    node, uma = story.alpha.node, story.alpha.uma
    waits, answered = (
        requests.receive(node, uma, whom="Baba Kidege", right=right, said="", verified="passport")
        for right in (Right.ACCESS, Right.ERASURE)
    )
    decision = Decision(verdict=Verdict.NOTHING_HELD, reasons="looked everywhere")
    requests.answer(node, uma, request=answered.id, decision=decision)
    report = story.report("a call that is erased")
    prior.ask(node, uma, authority="the commissioner", risk="names travel by stick")
    what, ground = What(reports=(report.id,)), WithdrawalGround.RIGHTS
    erased = erasing.erase(node, story.alpha.rosa, what=what, ground=ground, why="granted").record
    watched = ["/requests", f"/requests/{waits.id}", f"/requests/{answered.id}", "/erasures", f"/erasures/{erased.id}"]
    return [*watched, "/sources", "/watch"]


def _of_companies(story: Story) -> list[str]:
    """Let a company hear of one person, and return the pages on which that is done and seen."""
    node, rosa, notice = story.alpha.node, story.alpha.rosa, story.notice("A plot against a ferry")
    agreement = replace(an_agreement("DK"), is_authority=False)
    ferries = counterparts.add_by_hand(node, story.alpha.ada, name="Ferries", agreement=agreement, contact="the master")
    view = browse.notice(node, rosa, notice=notice.id)
    him = next(each for each in view.entities if each.name == "Baba Kidege")
    plea = directs.Necessity(necessity="on their crew list", route="too slow", authority="the coast guard")
    held = directs.decide(node, rosa, notice=notice.id, person=him.id, to=ferries.id, plea=plea)
    return [f"/directs/new?notice={notice.id}&person={him.id}&counterpart={ferries.id}", f"/directs/{held.id}"]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_readable_and_the_browser_has_nothing_to_complain_of(
    story: Story, tab: Open, scheme: str, width: int
) -> None:
    paths = _paths(story)
    (message,) = [each.incoming.id for each in browse.inbox(story.bravo.node, story.bravo.omar)]
    answers.open_warning(story.bravo.node, story.bravo.omar, message=message)
    visits = (
        (story.alpha.node, "rosa", paths),
        (story.alpha.node, "ada", ["/people"]),
        (story.alpha.node, "omar", _of_companies(story)),
        (story.alpha.node, "uma", ["/ledger", paths[-3], "/files", "/journal", *_of_law(story)]),
        (story.alpha.node, "rosa", [f"/erasures/new?report={story.report('another call').id}", "/sources", "/watch"]),
        (story.bravo.node, "omar", ["/inbox", f"/inbox/{message}", "/watch"]),
    )

    for node, name, pages in visits:
        visitor = tab(node, scheme=scheme, width=width)
        visitor.sign_in(name)
        for path in pages:
            visitor.open(path)
            _require_readable(visitor, path)
        assert [each for each in visitor.complaints if "404" not in each] == []


def _require_readable(visitor: Tab, path: str) -> None:
    levels = visitor.page.evaluate(HEADINGS)
    assert visitor.page.evaluate(PALE) == [], path
    assert visitor.page.evaluate(NAMELESS) == [], path
    assert visitor.page.evaluate(WIDER) == 0, path
    assert levels.count(1) == 1, path
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False)), (path, levels)


def test_the_whole_work_can_be_done_by_keyboard_alone(story: Story, tab: Open) -> None:
    name = story.tearline(story.notice())
    rosa = tab(story.alpha.node)
    rosa.open("/")
    page, keys = rosa.page, rosa.page.keyboard

    keys.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    keys.press("Enter")
    keys.press("Tab")
    keys.type("rosa")
    keys.press("Tab")
    keys.type("correct horse battery")
    keys.press("Enter")
    page.wait_for_url(f"{rosa.home}/")
    _tab_to(rosa, "Approve and send")
    keys.press("Enter")
    page.wait_for_url(f"**/tearlines/{name}**")
    _tab_to(rosa, "Approve and send to Bravo")
    keys.press("Enter")
    page.wait_for_url("**/outbox/**")

    expect(page.get_by_role("status")).to_contain_text("Approved. It is on its way")


def _tab_to(tab: Tab, words: str) -> None:
    """Press Tab until what has these words has the focus, as somebody without a mouse does."""
    for _ in range(60):
        tab.page.keyboard.press("Tab")
        if tab.page.locator(":focus").inner_text().strip() == words:
            outline = tab.page.locator(":focus").evaluate("e => getComputedStyle(e).outlineStyle")
            assert outline == "solid"
            return
    raise AssertionError(f"{words} cannot be reached by keyboard")


def test_a_report_becomes_a_decision_without_a_script(story: Story, tab: Open) -> None:
    ines = tab(story.alpha.node, scripts=False)
    ines.sign_in("ines")
    page = ines.page

    page.get_by_role("link", name="New from a call").click()
    page.get_by_label("What was said").fill("Two men.")
    page.get_by_label("Who called").fill("the consulate")
    page.get_by_label("What to call this note").fill("a call")
    page.get_by_role("button", name="Keep and read it").click()
    page.get_by_label("Reason, kept with each claim").fill("two sources")
    page.get_by_role("button", name="Confirm these 2 claims").first.click()
    page.get_by_label("Title").fill("A plot")
    page.get_by_role("button", name="Open the notice").click()
    board = page.locator("article", has_text="Ireland: target of an attack")
    for question in ("The threat is credible", "It is specific", "It is impending", "It is killing"):
        board.get_by_label(question).check()
    board.get_by_role("button", name="Record the decision").click()
    page.get_by_role("button", name="Preview what they would get").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("What Bravo would get")
    expect(page.locator("pre.letter")).to_contain_text("WARNING from Alpha to Bravo")


def test_only_the_fields_that_an_outcome_needs_are_shown(story: Story, tab: Open) -> None:
    notice = story.notice()
    ines = tab(story.alpha.node)
    ines.sign_in("ines")
    ines.open(f"/notices/{notice.id}")
    board = ines.page.locator("article", has_text="Ireland: target of an attack")

    expect(board.get_by_label("The threat is credible")).to_be_visible()
    expect(board.get_by_label("Expires on")).to_be_hidden()
    board.get_by_label("waive the warning").check()

    expect(board.get_by_label("The threat is credible")).to_be_hidden()
    expect(board.get_by_label("Expires on")).to_be_visible()


def test_a_number_in_the_text_leads_to_its_claim_and_the_claims_number_back(story: Story, tab: Open) -> None:
    report = story.report()
    ines = tab(story.alpha.node)
    ines.sign_in("ines")
    ines.open(f"/reports/{report.id}")

    ines.page.locator("#quote-8").click()
    expect(ines.page.locator("#claim-8")).to_be_in_viewport()
    expect(ines.page.locator("#claim-8:target")).to_have_count(1)
    ines.page.locator("#claim-8 .number").click()

    expect(ines.page.locator("#quote-8:target")).to_be_in_viewport()


def test_an_act_on_the_first_page_leads_to_its_form_on_the_screen(story: Story, tab: Open) -> None:
    story.notice()
    rosa = tab(story.alpha.node)
    rosa.sign_in("rosa")

    rosa.page.get_by_role("link", name="Weigh the human-rights gate").click()

    expect(rosa.page.get_by_role("heading", name="Human-rights gate towards Tanzania")).to_be_in_viewport()
    expect(rosa.page.get_by_label("Risk").first).to_be_visible()


def test_an_auditor_sees_who_had_what_about_somebody_and_prints_the_file_of_the_breach(story: Story, tab: Open) -> None:
    notice = story.notice()
    story.sent(notice)
    withdraw(story.alpha.node, story.alpha.rosa, notice=notice.id, ground=WithdrawalGround.NOT_THEIRS, why="not theirs")
    uma = tab(story.alpha.node)
    uma.sign_in("uma")
    uma.page.get_by_role("link", name="Tell the data-protection authority").click()
    expect(uma.page.get_by_text("sent to somebody it was not for")).to_be_in_viewport()
    with uma.page.expect_download() as taken:
        uma.page.locator("section.box").get_by_role("link", name="PDF").click()
    uma.page.get_by_role("button", name="The authority was told, now").click()
    expect(uma.page.get_by_text("The authority was told", exact=False).first).to_be_visible()

    uma.open("/journal")
    uma.page.get_by_label("About whom").fill("Baba Kidege")
    uma.page.get_by_label("Why you search").fill("a complaint")
    uma.page.get_by_role("button", name="Search").click()

    assert taken.value.path().read_bytes().startswith(b"%PDF")
    expect(uma.page.get_by_role("heading", name="What is held")).to_be_visible()
    expect(uma.page.get_by_role("cell", name="suspect").first).to_be_visible()
    expect(uma.page.get_by_role("cell", name="disclosed").first).to_be_visible()
    expect(uma.page.get_by_role("cell", name="Bravo: UN SCR 1373 (2001)").first).to_be_visible()


def test_who_asks_is_answered_and_what_is_held_about_them_is_destroyed(story: Story, tab: Open) -> None:
    story.sent(story.notice())
    rosa = tab(story.alpha.node)
    rosa.sign_in("rosa")
    page = rosa.page

    page.get_by_role("link", name="Law").click()
    _ask_to_be_erased(page, "BABA KİDEGE")
    expect(page.get_by_label("Why what they ask is not done")).to_be_hidden()
    for each in page.locator("select[name=claim]").all():
        each.select_option(label="about them: tell it")
    page.get_by_label("granted, in whole or in part").check()
    page.get_by_label("Reasons, for the authority").fill("no harm")
    page.get_by_role("button", name="Answer it").click()
    expect(page.locator("pre.letter")).to_contain_text("We erase what we hold about you:")
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF").click()
    page.get_by_role("link", name="See what would go").click()
    page.get_by_label("Everything about this person").first.check()
    page.get_by_role("button", name="See what would go").click()
    expect(page.get_by_role("heading", name="What stays")).to_be_visible()
    page.get_by_label("Reason, kept in the journal").fill("request granted")
    page.get_by_label("I know that there is no way back").check()
    page.get_by_role("button", name="Destroy it").click()

    assert taken.value.path().read_bytes().startswith(b"%PDF")
    expect(page.get_by_role("status")).to_contain_text("It is destroyed here.")
    expect(page.get_by_role("cell", name="no answer yet")).to_be_visible()
    assert "Kidege" not in page.locator("main").inner_text()
    page.get_by_role("link", name="Requests").click()
    page.get_by_role("link", name="BABA KİDEGE").click()
    page.get_by_role("button", name="Close the request").click()
    expect(page.get_by_role("status")).to_contain_text("The request is closed")


def _ask_to_be_erased(page: Page, whom: str) -> None:
    """Take a request down, and look up what is held."""
    page.get_by_label("Who asks, or about whom").fill(whom)
    page.get_by_label("What they ask for").select_option("erasure")
    page.get_by_label("How it was made sure").fill("passport")
    page.get_by_role("button", name="Take it down").click()
    page.get_by_role("button", name="Look it up").click()


def test_hostile_text_does_nothing_in_a_browser(tab: Open) -> None:
    story = a_story(reads(hostile_reading()))
    report = story.report(name="<script>alert(4)</script>")
    ines = tab(story.alpha.node)
    ines.sign_in("ines")

    ines.open(f"/reports/{report.id}")

    assert HOSTILE in ines.page.locator(".report-text").evaluate("e => e.textContent.replace(/claim \\d+/g, '')")
    expect(ines.page.get_by_role("heading", level=1)).to_have_text("<script>alert(4)</script>")
    assert ines.complaints == []


def test_the_whole_console_speaks_turkish_to_a_turkish_browser(story: Story, tab: Open) -> None:
    message = story.sent(story.notice())
    omar = tab(story.bravo.node, locale="tr-TR")
    omar.sign_in("omar")

    omar.page.get_by_role("link", name="Uyarıyı aç").click()
    omar.page.get_by_role("button", name="Uyarıyı aç").click()
    omar.page.get_by_role("button", name="Okunduğunu bildir").click()
    omar.page.get_by_label("Ne yapıldı").fill("Her iki otel de korunuyor.")
    omar.page.get_by_role("button", name="Yanıtı gönder").click()

    expect(omar.page.get_by_role("status")).to_contain_text("Ne yapıldığı gönderene bildirildi")
    assert omar.page.evaluate("() => document.documentElement.lang") == "tr"
    (item,) = browse.inbox(story.bravo.node, story.bravo.omar)
    assert (item.incoming.id, item.incoming.answered) == (message, "Her iki otel de korunuyor.")


def test_two_nodes_on_one_machine_do_not_sign_each_other_out(story: Story, tab: Open) -> None:
    alpha, bravo = tab(story.alpha.node), tab(story.bravo.node)
    alpha.sign_in("rosa")
    bravo.page = alpha.page
    bravo.sign_in("omar")

    alpha.open("/")

    expect(alpha.page.get_by_role("heading", level=1)).to_have_text("Now")
    expect(alpha.page.locator(".organisation")).to_have_text("Alpha")


def test_a_waiver_waits_on_the_first_page_for_a_second_person(story: Story, tab: Open) -> None:
    notice = story.notice()
    ines, omar = tab(story.alpha.node), tab(story.alpha.node)
    ines.sign_in("ines")
    ines.open(f"/notices/{notice.id}")
    board = ines.page.locator("article", has_text="Ireland: target of an attack")

    board.get_by_label("waive the warning").check()
    board.get_by_label("Ground").select_option("already-aware")
    board.get_by_label("Expires on").fill("2026-12-24")
    board.get_by_label("Why, in your words").fill("they told us themselves")
    board.get_by_role("button", name="Record the decision").click()
    omar.sign_in("omar")
    omar.page.get_by_role("link", name="Approve the waiver").click()
    omar.page.get_by_role("button", name="Approve the waiver").click()

    expect(omar.page.get_by_role("status")).to_contain_text("The waiver is in force.")
    rows = duties.board(story.alpha.node, story.alpha.rosa, notice=notice.id)
    (decided,) = [row.determination for row in rows if row.determination is not None]
    assert (decided.outcome, decided.is_in_force) == (Outcome.WAIVE, True)
