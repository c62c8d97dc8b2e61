"""Explaining a release at the terminal: claims by counterparts, the rules that decided, and who has not been told."""

from collections.abc import Iterable, Iterator, Mapping

from tocsin.domain.ids import ClaimId, CounterpartId
from tocsin.domain.rule import Rule
from tocsin.domain.wording.plain import sentence
from tocsin.texts.labels import label
from tocsin.texts.terminal import _
from tocsin.usecases.duties import Row
from tocsin.usecases.explaining import Cell, Matrix


def as_text(matrix: Matrix, board: Iterable[Row]) -> str:
    """Write the matrix: one claim a block, one counterpart a line."""
    cells = {(each.claim, each.counterpart): each for each in matrix.cells}
    entities = {entity.id: entity for entity in matrix.entities}
    lines = []
    for claim in matrix.claims:
        lines.append(f"{claim.id}  {claim.marking.tlp}  {sentence(claim, entities)}")
        lines += _of_claim(matrix, claim.id, cells)
    lines += ["", _("What the rules say, and what would change it"), *_rules(matrix.cells)]
    return "\n".join([*lines, "", _("Who has not been told"), *_untold(board)])


def _of_claim(matrix: Matrix, claim: ClaimId, cells: Mapping[tuple[ClaimId, CounterpartId], Cell]) -> Iterator[str]:
    names = {entity.id: entity.name for entity in matrix.entities}
    width = max((len(column.name) for column in matrix.columns), default=0)
    for column in matrix.columns:
        cell = cells[claim, column.counterpart]
        mark = _("permit") if cell.is_permitted else _("withhold")
        about = f" ({', '.join(cell.about)})" if cell.about else ""
        yield f"    {column.name.ljust(width)}  {mark}  {cell.rule}{about}"
        for part in cell.without:
            name = names.get(part.entity, part.entity)
            yield f"    {' ' * width}    " + _("without {name}: {rule}").format(name=name, rule=part.rule)


def _rules(cells: Iterable[Cell]) -> Iterator[str]:
    used = {each.rule for each in cells} | {part.rule for each in cells for part in each.without}
    for rule in Rule:
        if rule in used:
            yield f"  {rule}: {_(label(rule))}."
            yield "      " + _("What would change it: {change}.").format(change=_(rule.change))


def _untold(board: Iterable[Row]) -> Iterator[str]:
    waiting = [row for row in board if not row.is_ours and row.delivery is None]
    for row in waiting:
        who = row.counterpart.name if row.counterpart is not None else _("nobody to tell")
        decided = _(label(row.determination.outcome)) if row.determination is not None else _("not decided")
        yield f"  {row.concern.key}  {who}: {decided}"
    if not waiting:
        yield "  " + _("nobody: everybody it concerns has been told")
