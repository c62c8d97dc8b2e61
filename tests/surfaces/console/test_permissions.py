from collections.abc import Callable

import pytest

from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, links, words
from tocsin.vocabulary.gate import Harm

Visit = Callable[..., Visitor]

ANALYST, OFFICER, AUDITOR, ADMINISTRATOR = "ines", "rosa", "uma", "ada"
EVERYBODY = {ANALYST, OFFICER, AUDITOR, ADMINISTRATOR}
WORKERS = {ANALYST, OFFICER}

# page: who may read it; everybody else is told that they may not
PAGES = {
    "/": EVERYBODY,
    "/inbox": EVERYBODY,
    "/reports": EVERYBODY,
    "/reports/{report}": WORKERS | {AUDITOR},
    "/notices": EVERYBODY,
    "/notices/{notice}": EVERYBODY,
    "/notices/{notice}/release": WORKERS | {AUDITOR},
    "/tearlines/{tearline}": WORKERS | {AUDITOR},
    "/outbox": EVERYBODY,
    "/inquiries": WORKERS | {AUDITOR},
    "/consents": WORKERS | {AUDITOR},
    "/outbox/{delivery}": EVERYBODY,
    "/outbox/{delivery}/proof.json": EVERYBODY,
    "/outbox/{delivery}/letter.txt": WORKERS | {AUDITOR},
    "/counterparts": EVERYBODY,
    "/counterparts/card": EVERYBODY,
    "/people": {ADMINISTRATOR, AUDITOR},
    "/sources": WORKERS | {AUDITOR},
    "/watch": EVERYBODY,
    "/requests": {OFFICER, AUDITOR},
    "/erasures": {OFFICER, AUDITOR},
    "/erasures/new?claim={claim}": {OFFICER},
    "/ledger": {AUDITOR},
}
# form: who may send it; what it says does not matter, for a refusal comes before any other error
FORMS = {
    "/reports/call": WORKERS,
    "/reports/{report}/claims": WORKERS,
    "/reports/{report}/notice": WORKERS,
    "/notices/{notice}/decisions": WORKERS,
    "/notices/{notice}/gates": {OFFICER},
    "/notices/{notice}/tearlines": WORKERS,
    "/tearlines/{tearline}/approval": {OFFICER},
    "/outbox/{delivery}/handed": WORKERS,
    "/outbox/{delivery}/redirects": WORKERS,
    "/inbox/none/outcome": WORKERS,
    "/inbox/none/redirection": WORKERS,
    "/inquiries/none/approval": {OFFICER},
    "/inquiries/none/refusal": WORKERS,
    "/notices/{notice}/consents": WORKERS,
    "/consents/none/answer": {OFFICER},
    "/notices/{notice}/emergencies": WORKERS,
    "/emergencies/none/confirmation": {OFFICER},
    "/protections/none/confirmation": {OFFICER},
    "/inbox/none/call": WORKERS,
    "/emergencies/none/review": {OFFICER, AUDITOR},
    "/notices/{notice}/gates/none": {OFFICER},
    "/counterparts": {ADMINISTRATOR, OFFICER},
    "/counterparts/o-1/bundle": WORKERS | {ADMINISTRATOR},
    "/counterparts/forks/f-1/settlement": {ADMINISTRATOR, OFFICER},
    "/people": {ADMINISTRATOR},
    "/people/roles": {ADMINISTRATOR},
    "/people/end": {ADMINISTRATOR},
    "/sources": WORKERS,
    "/reports/none/claims/none/settlement": WORKERS,
    "/watch": {OFFICER, ADMINISTRATOR},
    "/watch/calls": WORKERS,
    "/requests": {OFFICER, AUDITOR},
    "/requests/none/search": {OFFICER, AUDITOR},
    "/requests/none/answer": {OFFICER, AUDITOR},
    "/requests/none/closed": {OFFICER, AUDITOR},
    "/erasures": {OFFICER},
    "/erasures/preview": {OFFICER},
    "/erasures/none/errands": {OFFICER, AUDITOR},
}
WEIGHED = (
    {f"risk-{harm}": "low" for harm in Harm} | {f"why-{harm}": "x" for harm in Harm} | {"expires_on": "2027-01-01"}
)
FIELDS = {
    "/reports/call": {"text": "x", "name": "x", "source": "x"},
    "/reports/{report}/claims": {"act": "confirm", "why": "x"},
    "/reports/{report}/notice": {"title": "x", "urgency": "immediate", "answer_by": "2027-01-01T00:00"},
    "/notices/{notice}/decisions": {"concern": "IE:target", "outcome": "inform"},
    "/notices/{notice}/gates": {"country": "TZ", "may_be_named": "no", **WEIGHED},
    "/notices/{notice}/tearlines": {"counterpart": "o-1"},
    "/tearlines/{tearline}/approval": {"digest": "00"},
    "/outbox/{delivery}/handed": {"how": "x", "to": "x", "at": "2026-11-22T11:00"},
    "/counterparts": {
        "reach": "by-hand",
        "name": "Echo",
        "contact": "x",
        "legal_basis": "x",
        "purpose": "x",
        "onward": "x",
        "review_on": "2027-01-01",
        "ceiling": "TLP:AMBER",
        "within_immediate": "1",
        "within_expected": "8",
        "within_future": "72",
        "recall_within": "24",
    },
    "/outbox/{delivery}/redirects": {"why": "x"},
    "/inbox/none/outcome": {"result": "unknown"},
    "/inbox/none/redirection": {"to": "x"},
    "/inquiries/none/approval": {"digest": "x"},
    "/notices/{notice}/consents": {"counterpart": "o-1", "ground": "prevention"},
    "/consents/none/answer": {"verdict": "denied"},
    "/notices/{notice}/emergencies": {"counterpart": "o-1", "threat": "x", "why_no_time": "x"},
    "/emergencies/none/review": {"said": "x"},
    "/emergencies/none/confirmation": {},
    "/protections/none/confirmation": {},
    "/inbox/none/call": {},
    "/notices/{notice}/gates/none": {"anchor": "a"},
    "/inquiries/none/refusal": {"ground": "no-consent", "said": "x"},
    "/counterparts/o-1/bundle": {},
    "/counterparts/forks/f-1/settlement": {"why": "x"},
    "/people": {"name": "zoe", "password": "long enough for this", "role": "analyst"},
    "/people/roles": {"name": "zoe", "role": "auditor"},
    "/people/end": {"name": "zoe"},
    "/sources": {"name": "x", "reliability": "B", "why": "x"},
    "/reports/none/claims/none/settlement": {"happened": "yes", "why": "x"},
    "/watch": {"on_duty": "ines", "since": "2026-11-22T08:00", "until": "2026-11-23T08:00"},
    "/watch/calls": {"message": "none"},
    "/requests": {"whom": "x", "right": "access", "verified": "x", "language": "en"},
    "/requests/none/search": {},
    "/requests/none/answer": {"verdict": "nothing-held", "reasons": "x"},
    "/requests/none/closed": {},
    "/erasures": {"claim": "none", "ground": "rights", "why": "x", "sure": "on"},
    "/erasures/preview": {"claim": "none"},
    "/erasures/none/errands": {"errand": "backups", "said": "x"},
}


@pytest.fixture
def names(story: Story) -> dict[str, str]:
    notice = story.notice()
    delivery = story.sent(notice)
    return {
        "report": story.report().id,
        "notice": notice.id,
        "delivery": delivery,
        "tearline": story.tearline(notice, "Charlie", "NO:target"),
        "claim": notice.claims[0],
    }


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_a_page_is_shown_to_those_who_may_read_it_and_to_nobody_else(
    visit: Visit, names: dict[str, str], name: str
) -> None:
    visitor = visit(name)

    shown = {page for page in PAGES if visitor.read(page.format(**names)).status_code == 200}

    assert shown == {page for page, may in PAGES.items() if name in may}


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_a_form_is_taken_from_those_who_may_send_it_and_from_nobody_else(
    visit: Visit, names: dict[str, str], name: str
) -> None:
    visitor = visit(name)

    refused = {form for form, fields in FIELDS.items() if _is_refused(visitor, form.format(**names), fields)}

    assert refused == {form for form, may in FORMS.items() if name not in may}


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_navigation_leads_nowhere_one_may_not_go(visit: Visit, name: str) -> None:
    visitor = visit(name)
    page = visitor.read("/")

    found = _followed(visitor, set(links(page)))

    assert ("/ledger" in found) == (name == AUDITOR)
    assert ("/people" in found) == (name in {AUDITOR, ADMINISTRATOR})
    assert ("/reports/call" in links(page)) == (name in WORKERS)


def test_the_navigation_opens_the_group_of_the_page_that_is_read_and_no_other(visit: Visit) -> None:
    uma = visit("uma")

    now, ledger = uma.read("/"), uma.read("/ledger")

    assert 'href="/ledger"' not in now.text
    assert '<a href="/ledger" aria-current="page">Ledger</a>' in ledger.text
    assert '<a href="/requests" aria-current="true">Law</a>' in ledger.text
    assert 'href="/outbox"' not in ledger.text


def test_somebody_who_may_not_act_is_told_who_may(story: Story, visit: Visit) -> None:
    story.notice()

    page = words(visit("uma").read("/"))

    assert "Decide waits for: analyst, releasing officer" in page


def _followed(visitor: Visitor, found: set[str]) -> set[str]:
    """Follow links, and those of the groups they open; each leads to a page."""
    pages = {link: visitor.read(link) for link in found}
    assert {page.status_code for page in pages.values()} == {200}
    return found.union(*map(links, pages.values()))


def _is_refused(visitor: Visitor, path: str, fields: dict[str, str]) -> bool:
    visitor.read("/")
    return "it takes the role" in words(visitor.send(path, **fields))
