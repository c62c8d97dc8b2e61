"""Documents that the law asks for: what stands in them is what the node holds."""

from datetime import UTC, datetime

import pytest

from federation import deliver
from stories import by_hand, open_notice, release_to
from tocsin.adapters.paper import PdfPrinter
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.folio import GAP, Folio
from tocsin.domain.recall import WithdrawalGround
from tocsin.surfaces.page import folio as page
from tocsin.usecases import breaches, folios, prior, recall


@pytest.fixture
def told(federation):
    """Alpha has told Bravo; Charlie it has told nothing."""
    _, _, (alpha, bravo, _) = federation
    notice = open_notice(alpha)
    release_to(alpha, notice, "Bravo", "IE:target")
    deliver(alpha, bravo)
    return alpha, notice


def words(folio: Folio) -> str:
    tables = [cell for each in folio.sections if each.table for row in each.table.rows for cell in row]
    return "\n".join([folio.title, *(text for each in folio.sections for text in each.text), *tables])


def section(folio, title):
    return next(each for each in folio.sections if each.title == title)


def test_the_register_names_every_recipient_with_what_its_agreement_says(told):
    alpha, _ = told
    by_hand(alpha, "Delta", "DK")
    rows = {row[0]: row for row in section(folios.register(alpha.node, alpha.uma), "Recipients").table.rows}

    assert set(rows) == {"Bravo", "Charlie", "Delta"}
    assert rows["Delta"][1:3] == ("DK", "by-hand")


def test_the_register_follows_every_heading_of_the_article(told):
    alpha, _ = told
    articles = " ".join(each.article for each in folios.register(alpha.node, alpha.uma).sections)

    assert all(f"({letter})" in articles for letter in "abcdefghi")


def test_the_transfer_file_has_one_row_for_each_delivery_with_its_time_recipient_reason_and_words(told):
    alpha, _ = told
    (row,) = section(folios.transfers(alpha.node, alpha.uma), "Transfers").table.rows
    when, to, basis, purpose, why, said, by = row

    assert to == "Bravo"
    assert when.endswith("UTC")
    assert (basis, purpose) == ("UN SCR 1373 (2001)", "preventing the attack")
    assert "attack" in said
    assert why
    assert by == "omar"


def test_what_has_not_gone_out_is_no_transfer(federation):
    _, wires, (alpha, bravo, _) = federation
    wires.cut.add(bravo.node.organisation.address)
    release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    deliver(alpha)

    assert section(folios.transfers(alpha.node, alpha.uma), "Transfers").table.rows == ()


def test_the_transfer_file_can_begin_at_a_day(told):
    alpha, _ = told
    later = folios.transfers(alpha.node, alpha.uma, since=datetime(2030, 1, 1, tzinfo=UTC))

    assert section(later, "Transfers").table.rows == ()


def test_the_impact_assessment_says_where_a_person_has_to_think(told):
    alpha, _ = told
    made = folios.impact(alpha.node, alpha.uma)

    assert words(made).count(GAP) >= 3
    assert ("Reports", "1") in section(made, "What is done").table.rows


def test_that_the_authority_was_asked_before_and_what_it_said_stands_in_the_impact_assessment(told):
    alpha, _ = told
    asked = prior.ask(alpha.node, alpha.uma, authority="the data commissioner", risk="small groups stay identifiable")
    waits = section(folios.impact(alpha.node, alpha.uma), "The authority, asked before").table.rows
    with pytest.raises(InvalidError):
        prior.answered(alpha.node, alpha.uma, consultation=asked.id, said=" ")
    prior.answered(alpha.node, alpha.uma, consultation=asked.id, said="not without a second reader")
    (row,) = section(folios.impact(alpha.node, alpha.uma), "The authority, asked before").table.rows

    assert [each[3] for each in waits] == ["not yet"]
    assert (row[0], row[2], row[3]) == (
        "the data commissioner",
        "small groups stay identifiable",
        "not without a second reader",
    )
    with pytest.raises(ConflictError):
        prior.answered(alpha.node, alpha.uma, consultation=asked.id, said="anything else")


def test_an_authority_is_asked_about_a_risk_that_is_named(told):
    alpha, _ = told
    with pytest.raises(InvalidError):
        prior.ask(alpha.node, alpha.uma, authority="the data commissioner", risk=" ")


def test_the_breach_file_of_a_misdelivery_is_printed_with_its_clock(told):
    alpha, notice = told
    recall.withdraw(alpha.node, alpha.rosa, notice=notice.id, ground=WithdrawalGround.NOT_THEIRS, why="another desk")
    (breach,) = breaches.listing(alpha.node, alpha.uma)
    made = folios.breach(alpha.node, alpha.uma, breach=breach.id)

    assert "Bravo" in words(made)
    assert section(made, "Who was told, and when").table.rows[0][2] == "not yet"
    assert PdfPrinter().print_folio(made).startswith(b"%PDF")


def test_an_analyst_is_given_none_of_them(told):
    alpha, _ = told
    for make in (folios.register, folios.transfers, folios.impact):
        with pytest.raises(RefusedError):
            make(alpha.node, alpha.ines)


def test_the_same_folio_is_the_same_bytes_on_paper_and_as_a_page_and_speaks_turkish(told):
    alpha, _ = told
    made = folios.register(alpha.node, alpha.uma)

    assert PdfPrinter().print_folio(made) == PdfPrinter().print_folio(made)
    assert page.write(made, language="en") == page.write(made, language="en")
    assert "İşleme kaydı" in page.write(made, language="tr")
    assert "Profiling" not in page.write(made, language="tr")


def test_hostile_words_stay_words_on_paper_and_on_the_page(told):
    alpha, _ = told
    by_hand(alpha, "<script>alert(1)</script> & <b>Söhne", "DK")
    made = folios.register(alpha.node, alpha.uma)

    assert "<script>" not in page.write(made, language="en")
    assert PdfPrinter().print_folio(made).startswith(b"%PDF")
