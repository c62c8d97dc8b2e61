"""Counterparts: who they are, what we grant them, our card for them and their card for us."""

from dataclasses import replace
from datetime import date
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from tocsin.domain.counterpart import Agreement, Counterpart
from tocsin.domain.errors import InvalidError, NotFoundError
from tocsin.domain.transfer import Abroad
from tocsin.surfaces.console.form import Form, word
from tocsin.surfaces.console.visit import Asked, Page, Visit, download
from tocsin.texts.phrases import phrase
from tocsin.usecases import counterparts as use
from tocsin.usecases import forks, trust
from tocsin.vocabulary.country import COUNTRIES, country_named
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.law import DataCategory, Purpose, SubjectCategory
from tocsin.vocabulary.likelihood import Scheme
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.transfer import TransferGround
from tocsin.vocabulary.urgency import Urgency

# What stands in an empty form: as the fields of an agreement are by themselves.
NOTHING_SAID = Agreement(countries=frozenset(), legal_basis="-", purpose="-", review_on=date.min)
NO_COUNTRY = phrase("One of the countries is not known: write two letters (FR) or the name (France), one a line.")


@get("/counterparts", sync_to_thread=True)
def counterparts(visit: Asked) -> Page:
    """List the counterparts, with our own card."""
    _, fingerprint = use.our_card(visit.node)
    listed = use.listing(visit.node, visit.actor)
    return visit.page("counterparts.html", counterparts=listed, own_fingerprint=fingerprint, **_choices(None))


@get("/counterparts/card", sync_to_thread=True)
def card(visit: Asked) -> Response[bytes]:
    """Give our card as a file."""
    data, _ = use.our_card(visit.node)
    return download(data, name="card.tocsin", media_type="application/octet-stream")


@get("/counterparts/{counterpart:str}", sync_to_thread=True)
def counterpart(visit: Asked, counterpart: FromPath[str]) -> Page:
    """Show one counterpart and our agreement with it."""
    held = _find(visit, counterpart)
    forked = [each for each in forks.listing(visit.node, visit.actor) if each.counterpart == held.id]
    changes = trust.waiting(visit.node, visit.actor, counterpart=held.id)
    until = trust.usable_until(visit.node, visit.actor, counterpart=held.id)
    return visit.page(
        "counterpart.html", counterpart=held, forks=forked, changes=changes, until=until, **_choices(held.agreement)
    )


@get("/counterparts/forks/{fork:str}/fork.json", sync_to_thread=True)
def fork(visit: Asked, fork: FromPath[str]) -> Response[bytes]:
    """Give both statuses of a fork, as evidence for anybody."""
    data = forks.evidence(visit.node, visit.actor, fork=fork)
    return download(data, name=f"fork-{fork}.json", media_type="application/json")


@post("/counterparts/forks/{fork:str}/settlement", sync_to_thread=True)
def settle(visit: Asked, fork: FromPath[str]) -> Page:
    """Take note that a fork was looked into."""
    settled = forks.settle(visit.node, visit.actor, fork=fork, why=visit.form.needed("why"))
    return visit.go(f"/counterparts/{settled.counterpart}", "settled")


@post("/counterparts", sync_to_thread=True)
def enrol(visit: Asked) -> Page:
    """Take up a counterpart by its card, whose fingerprint was compared over another channel; or one without a node."""
    form = visit.form
    agreement, contact = Agreement(**_terms(form)), form.needed("contact")
    if form.text("reach") == "by-hand":
        made = use.add_by_hand(visit.node, visit.actor, name=form.needed("name"), agreement=agreement, contact=contact)
    else:
        made = use.enrol(
            visit.node,
            visit.actor,
            card=form.file("card").data,
            fingerprint=form.needed("fingerprint"),
            agreement=agreement,
            contact=contact,
        )
    return visit.go(f"/counterparts/{made.id}", "enrolled")


@post("/counterparts/{counterpart:str}/agreement", sync_to_thread=True)
def agree(visit: Asked, counterpart: FromPath[str]) -> Page:
    """Replace what we grant a counterpart."""
    held = use.named(visit.node, name=counterpart)
    use.agree(
        visit.node,
        visit.actor,
        counterpart=held.id,
        agreement=replace(held.agreement, **_terms(visit.form)),
        contact=visit.form.needed("contact"),
    )
    return visit.go(f"/counterparts/{counterpart}", "agreed")


def _terms(form: Form) -> dict[str, Any]:
    """Return what the form says of an agreement; what it does not ask for stays as it was."""
    return {
        "countries": frozenset(_country(each) for each in form.lines("countries")),
        "organisations": frozenset(form.lines("organisations")),
        "legal_basis": form.needed("legal_basis"),
        "purpose": form.needed("purpose"),
        "review_on": form.needed_day("review_on"),
        "ceiling": form.one_of(Tlp, "ceiling"),
        "onward": form.needed("onward"),
        "language": Language(form.text("language") or Language.ENGLISH),
        "scheme": Scheme(form.text("scheme") or Scheme.ICD203),
        "may_name_us": form.has("may_name_us"),
        "night_minimum": form.has("night_minimum"),
        "is_authority": not form.has("private"),
        "abroad": _abroad(form),
        "purposes": frozenset(word(Purpose, each) for each in form.every("for_purpose")),
        "subjects": frozenset(word(SubjectCategory, each) for each in form.every("subject")),
        "data": frozenset(word(DataCategory, each) for each in form.every("data")),
        "regions": frozenset(_country(each) for each in form.lines("regions")) or None,
        "recall_within": form.hours("recall_within"),
        "acknowledge_within": {each: form.hours(f"within_{each}") for each in Urgency},
    }


def _abroad(form: Form) -> Abroad | None:
    if not form.has("abroad"):
        return None
    return Abroad(
        ground=form.one_of(TransferGround, "abroad"),
        signed_on=form.day("signed_on"),
        notified_on=form.day("notified_on"),
    )


def _country(text: str) -> str:
    code = text.upper() if text.upper() in COUNTRIES else country_named(text)
    if code is None:
        raise InvalidError(NO_COUNTRY)
    return code


def _choices(agreement: Agreement | None) -> dict[str, object]:
    """Return what the agreement's form offers, and what stands in it."""
    granted = agreement or NOTHING_SAID
    return {
        "agreement": agreement,
        "labels": tuple(Tlp),
        "told_in": tuple(Language),
        "schemes": tuple(Scheme),
        "grounds": tuple(TransferGround),
        "granted": granted,
        "purposes": tuple(Purpose),
        "categories": tuple(SubjectCategory),
        "kinds": tuple(DataCategory),
        "hours": {each: int(granted.acknowledge_within[each].total_seconds() // 3600) for each in Urgency},
        "recall_hours": int(granted.recall_within.total_seconds() // 3600),
        "onward": granted.onward,
    }


def _find(visit: Visit, counterpart: FromPath[str]) -> Counterpart:
    for each in use.listing(visit.node, visit.actor):
        if each.id == counterpart:
            return each
    raise NotFoundError(f"there is no counterpart {counterpart}")
