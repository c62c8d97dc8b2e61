"""A release explained: claims by counterparts, what may go, by which rule, and what would change it."""

from litestar import get
from litestar.params import FromPath

from tocsin.domain.ids import NoticeId
from tocsin.domain.rule import Rule
from tocsin.domain.wording.plain import sentence
from tocsin.surfaces.console.lawful import asked_why_notice
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import duties, processing
from tocsin.usecases import explaining as use


@get("/notices/{notice:str}/release", sync_to_thread=True)
def explained(visit: Asked, notice: FromPath[str]) -> Page:
    """Show the matrix of a notice, the rules that decided, and who has not been told."""
    visit.actor.require(*processing.READERS)
    ask = asked_why_notice(visit, notice)
    if ask is not None:
        return ask
    matrix = use.explain(visit.node, visit.actor, notice=NoticeId(notice))
    entities = {entity.id: entity for entity in matrix.entities}
    used = {each.rule for each in matrix.cells} | {part.rule for each in matrix.cells for part in each.without}
    board = duties.board(visit.node, visit.actor, notice=NoticeId(notice))
    return visit.page(
        "explained.html",
        matrix=matrix,
        says={claim.id: sentence(claim, entities) for claim in matrix.claims},
        entities=entities,
        cells={(each.claim, each.counterpart): each for each in matrix.cells},
        rules=[rule for rule in Rule if rule in used],
        untold=[row for row in board if not row.is_ours and row.delivery is None],
    )
