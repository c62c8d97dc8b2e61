from collections.abc import Callable

from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, actions, words
from tocsin.domain.actor import Role
from tocsin.usecases import accounts, audit
from tocsin.usecases.pages import ENTRIES as ON_A_PAGE

Visit = Callable[..., Visitor]
LONG = "long enough for this"


def test_a_person_is_added_and_can_sign_in(visit: Visit) -> None:
    ada = visit("ada")
    ada.read("/people")

    page = ada.send("/people", name="zoe", password=LONG, role=["analyst", "auditor"])

    assert "zoe analyst, auditor" in words(page)
    assert visit().sign_in("zoe", LONG).status_code == 200


def test_a_new_releasing_officer_is_confirmed_by_a_second_person_and_not_by_who_added_them(
    story: Story, visit: Visit
) -> None:
    ada, uma = visit("ada"), visit("uma")
    ada.read("/people")

    added = ada.send("/people", name="zoe", password=LONG, role="releasing-officer")
    seen = uma.read("/people")
    uma.send("/people/confirmation", name="zoe")

    assert "/people/confirmation" not in actions(added)
    assert "/people/confirmation" in actions(seen)
    zoe = next(each for each in accounts.listing(story.alpha.node, story.alpha.uma) if each.name == "zoe")
    assert zoe.is_confirmed


def test_a_password_that_is_too_short_adds_nobody_and_is_never_shown_again(story: Story, visit: Visit) -> None:
    ada = visit("ada")
    ada.read("/people")

    page = ada.send("/people", name="zoe", password="sh0rt-one", role="analyst")

    assert page.status_code == 400
    assert "sh0rt-one" not in page.text
    assert "zoe" in words(page)


def test_an_administrator_cannot_be_made_a_releasing_officer(story: Story, visit: Visit) -> None:
    ada = visit("ada")
    ada.read("/people")

    page = ada.send("/people", name="zoe", password=LONG, role=["administrator", "releasing-officer"])

    assert page.status_code == 403
    assert {Role.ADMINISTRATOR, Role.RELEASING_OFFICER} not in [
        set(each.roles) for each in accounts.listing(story.alpha.node, story.alpha.ada)
    ]


def test_a_person_gets_other_roles_and_a_new_releasing_officer_waits_again(visit: Visit) -> None:
    ada = visit("ada")
    ada.read("/people")

    page = ada.send("/people/roles", name="ines", role=["analyst", "releasing-officer"])

    assert "ines analyst, releasing officer" in words(page)
    assert "waits for a second person to confirm" in words(page)


def test_whoever_is_disabled_is_out_at_once(visit: Visit) -> None:
    ada, ines = visit("ada"), visit("ines")
    ada.read("/people")

    page = ada.send("/people/end", name="ines")

    assert "The person cannot sign in any more." in words(page)
    assert "/sign-in" in str(ines.read("/").url)
    assert ines.sign_in("ines").status_code == 403


def test_nobody_finds_a_form_to_disable_themselves(visit: Visit) -> None:
    assert "ada may not sign in any more" not in words(visit("ada").read("/people"))


def test_the_auditor_reads_every_entry_of_the_ledger_with_who_did_it(story: Story, visit: Visit) -> None:
    for number in range(18):
        story.confirmed(story.report(f"call {number}"))
    uma = visit("uma")
    size = len(audit.entries(story.alpha.node, story.alpha.uma))
    assert size > ON_A_PAGE

    first, second = uma.read("/ledger"), uma.read(f"/ledger?before={size - ON_A_PAGE}")

    assert "claim.graded" in words(first)
    assert "by: ines" in words(first)
    shown = first.text.count('<th scope="row">') + second.text.count('<th scope="row">')
    assert shown == size
    assert uma.read("/ledger?before=nonsense").status_code == 200
