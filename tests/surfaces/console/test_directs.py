"""Telling a company that is threatened, and what authorities hear and say, on the pages."""

from collections.abc import Callable
from dataclasses import replace

from stories import decide, known_as, open_notice
from surfaces.console.story import Story
from surfaces.console.test_counterparts import AGREEMENT
from surfaces.console.test_inquiries import task
from surfaces.console.visitor import Visitor, actions, links, words
from tocsin.usecases import counterparts, directs, release

Visit = Callable[..., Visitor]


def test_a_company_is_let_hear_of_one_person_and_the_authority_after_it_on_the_pages(
    story: Story, visit: Visit
) -> None:
    town = story.alpha
    bravo = known_as(town, "Bravo")
    company = replace(bravo.agreement, is_authority=False)
    counterparts.agree(town.node, town.ada, counterpart=bravo.id, agreement=company)
    notice = open_notice(town)
    decide(town, notice, "IE:target")
    rosa = visit("rosa")
    page = rosa.send(f"/notices/{notice.id}/tearlines", counterpart=bravo.id)
    assert "They are no authority" in words(page)

    address = next(each for each in links(page) if each.startswith("/directs/new"))
    form = rosa.read(address.replace("&amp;", "&"))
    who = next(part.split("=")[1] for part in address.replace("&amp;", "&").split("&") if part.startswith("person"))
    assert "strictly necessary" in words(form)
    said = {"necessity": "he works there", "route": "they answer in a week", "authority": "the Garda"}
    assert "/directs" not in actions(visit("ines").read(address.replace("&amp;", "&")))
    made = rosa.send("/directs", notice=notice.id, person=who, counterpart=bravo.id, **said)
    assert "he works there" in words(made)

    again = release.preview(town.node, town.ines, notice=notice.id, to=bravo.id)
    visit("omar").send(f"/tearlines/{again.id}/approval", digest=again.digest)
    assert task(rosa, "/directs/")
    (held,) = directs.listing(town.node, town.uma)
    assert f"/directs/{held.id}/told" not in actions(visit("ines").read(f"/directs/{held.id}"))
    assert "by telephone" in words(rosa.send(f"/directs/{held.id}/told", said="by telephone"))
    assert visit("uma").read("/directs/no").status_code == 404


def test_a_standard_contract_is_written_into_the_agreement_and_waits_to_be_notified(story: Story, visit: Visit) -> None:
    ada, bravo = visit("ada"), known_as(story.alpha, "Bravo")
    contract = {"abroad": "standard-contract", "signed_on": "2026-11-16", "notified_on": ""}
    page = ada.send(f"/counterparts/{bravo.id}/agreement", **AGREEMENT, **contract)
    assert "to be notified by" in words(page)
    assert task(ada, f"/counterparts/{bravo.id}")

    notified = ada.send(f"/counterparts/{bravo.id}/agreement", **AGREEMENT, **contract | {"notified_on": "2026-11-17"})
    assert "to be notified by" not in words(notified)


def test_the_authority_is_asked_and_heard_on_the_page_of_files(story: Story, visit: Visit) -> None:
    uma = visit("uma")
    page = uma.send("/files/priors", authority="the commissioner", risk="small groups stay identifiable")
    assert "It has to answer by" in words(page)
    where = task(uma, "/files")
    with story.alpha.node.store.read() as tx:
        (held,) = tx.priors.where()
    assert "It takes a month more" not in words(uma.send(f"/files/priors/{held.id}/longer"))
    assert "go on" in words(uma.send(f"/files/priors/{held.id}/answer", said="go on"))
    assert "has to answer" not in words(uma.read(where))
    assert "Ask the authority" not in words(visit("ines").read("/files"))
