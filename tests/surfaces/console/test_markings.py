"""The page of a warning shows on what terms it was told, greys out what they forbid, and shows RED to its readers."""

import re
from dataclasses import replace

import pytest

from federation import deliver
from markings import AMBER
from surfaces.console.visitor import words
from tocsin.domain.marking import Marking, Reader, Restriction
from tocsin.usecases import browse, counterparts, release, review
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.iep import AffectedPartyNotifications, Attribution, PermittedActions, Policy
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.tlp import Tlp

QUIET = Policy(
    permitted_actions=PermittedActions.INTERNAL, affected_party_notifications=AffectedPartyNotifications.MUST_NOT
)


@pytest.fixture
def told(story):
    """Let Alpha tell Bravo what is marked so, and return the path of the page at Bravo."""

    def tell(marking, language=Language.ENGLISH):
        node, towards = story.alpha.node, story.towards["Bravo"]
        agreement = replace(towards.agreement, ceiling=Tlp.RED, language=language)
        counterparts.agree(node, story.alpha.ada, counterpart=towards.id, agreement=agreement)
        notice = story.notice()
        review.mark(node, story.alpha.ines, claims=notice.claims, marking=marking)
        story.warn(notice, "Bravo", "IE:target")
        held = release.preview(node, story.alpha.ines, notice=notice.id, to=towards.id)
        release.approve(node, story.alpha.rosa, tearline=held.id, digest=held.digest)
        deliver(story.alpha, story.bravo)
        (came,) = [each.incoming for each in browse.inbox(story.bravo.node, story.bravo.ines) if each.is_warning]
        return f"/inbox/{came.id}"

    return tell


def boxes(page):
    """The kinds of action on the form, and whether each can be ticked."""
    found = re.findall(r'<input type="checkbox" name="uses" value="(\w+)"( disabled)?', page.text)
    return {name: not disabled for name, disabled in found}


def test_what_the_marking_forbids_is_greyed_out_with_its_reason_and_refused(story, visit, told):
    read = Restriction(text="not to be copied", read_by=story.alpha.ines.account)
    codes = frozenset({HandlingCode.H1, HandlingCode.H3})
    path = told(replace(AMBER, policy=QUIET, codes=codes, restrictions=frozenset({read})))
    ines = visit("ines", "bravo")
    ines.read(path)
    ines.send(f"{path}/opening")

    page = ines.read(path)

    assert boxes(page) == {"internal": True, "indirect": False, "direct": False, "notify": False, "court": False}
    said = words(page)
    assert "others could notice it, and its marking forbids that" in said
    assert "not without its sender’s permission (H1)" in said
    assert "<dt>H3</dt><dd>not to be copied</dd>" in page.text
    assert "only what nobody outside notices" in said
    refused = ines.send(f"{path}/response", said="we closed the harbour", uses="direct")
    assert "its marking forbids it" in words(refused)
    ines.send(f"{path}/response", said="two more men", uses="internal")
    assert 'value="internal" checked' in ines.read(path).text


def test_red_shows_its_words_to_its_readers_and_to_others_whom_it_is_for(story, visit, told):
    readers = frozenset({Reader(name="rosa", organisation="Bravo")})
    path = told(Marking(tlp=Tlp.RED, readers=readers))
    ines, rosa = visit("ines", "bravo"), visit("rosa", "bravo")
    rosa.read(path)
    rosa.send(f"{path}/opening")

    theirs, hers = ines.read(path), rosa.read(path)

    assert "Only rosa may read it. You are not named." in words(theirs)
    assert 'class="letter"' not in theirs.text
    assert "Kidege" not in theirs.text
    assert 'class="letter"' in hers.text
    assert 'disabled aria-describedby="no-report"' in hers.text


def test_where_its_sender_is_asked_first_nothing_can_be_made_of_it(story, visit, told):
    path = told(replace(AMBER, policy=Policy(permitted_actions=PermittedActions.CONTACT)))
    ines = visit("ines", "bravo")
    ines.read(path)
    ines.send(f"{path}/opening")

    page = ines.read(path)

    assert boxes(page)["internal"] is False
    assert f'action="{path}/report"' not in page.text
    assert "its sender has to be asked before anything is done on it" in words(page)


def test_the_letter_is_said_to_be_in_its_language(story, visit, told):
    path = told(AMBER, language=Language.TURKISH)
    ines = visit("ines", "bravo")
    ines.read(path)
    ines.send(f"{path}/opening")

    assert '<pre class="letter" lang="tr"' in ines.read(path).text


def test_a_claim_says_of_what_type_its_source_is_where_it_may(story, visit, told):
    path = told(replace(AMBER, policy=Policy(attribution=Attribution.MAY)))
    ines = visit("ines", "bravo")
    ines.read(path)
    ines.send(f"{path}/opening")

    assert '<td data-label="Grade">B2 · a call, or a note of their own</td>' in ines.read(path).text
