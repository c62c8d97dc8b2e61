"""House rules of src/tocsin that a linter does not know: sizes, rings, and what a module may be called."""

import ast
import statistics
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "tocsin"

LONGEST_FUNCTION, LONGEST_FILE = 40, 300  # lines
MEDIAN_FUNCTION, P90_FUNCTION = 8, 25
TOO_LONG: frozenset[str] = frozenset()  # "reading/clauses.py" or "reading/names.py:read"; each with its reason here

RINGS = {  # what each inner ring may import of ours
    "vocabulary": set(),
    "domain": {"vocabulary"},
    "wire": {"domain", "vocabulary"},
    "ports": {"wire", "domain", "vocabulary"},
    "usecases": {"ports", "wire", "domain", "vocabulary"},
}
OF_OTHERS = {"wire": {"cryptography"}}  # sealing and verifying; private keys stay behind a port
SAY_NOTHING = {"utils", "util", "common", "helpers", "helper", "misc", "shared", "base", "core", "manager", "managers"}


def modules(folder: Path = SOURCE) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def function_lengths() -> Iterator[tuple[str, int]]:
    """Lines of each function, its docstring left out."""
    for path in modules():
        for each in ast.walk(tree(path)):
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                first = each.body[0]
                has_docstring = ast.get_docstring(each, clean=False) is not None
                docstring = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
                yield f"{name(path)}:{each.name}", (each.end_lineno or 0) - each.lineno + 1 - docstring


def imports(path: Path) -> Iterator[tuple[str, int]]:
    for each in ast.walk(tree(path)):
        if isinstance(each, ast.Import):
            yield from ((alias.name, each.lineno) for alias in each.names)
        elif isinstance(each, ast.ImportFrom):
            yield from ((f"{each.module}.{alias.name}", each.lineno) for alias in each.names)


def test_no_function_is_longer_than_a_screen():
    too_long = {
        where: lines for where, lines in function_lengths() if lines > LONGEST_FUNCTION and where not in TOO_LONG
    }

    assert not too_long, f"more than {LONGEST_FUNCTION} lines without the docstring: {too_long}"


def test_functions_are_short_as_a_rule():
    lengths = sorted(lines for _, lines in function_lengths())
    median, p90 = statistics.median(lengths), lengths[int(len(lengths) * 0.9)]
    sys.stdout.write(f"{len(lengths)} functions: median {median:g} lines, 90 % at most {p90}, longest {lengths[-1]}\n")

    assert median <= MEDIAN_FUNCTION
    assert p90 <= P90_FUNCTION


def test_no_file_is_longer_than_three_hundred_lines():
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in modules()}
    sys.stdout.write(f"{len(lengths)} files: median {statistics.median(lengths.values()):g} lines\n")
    too_long = {file: lines for file, lines in lengths.items() if lines > LONGEST_FILE and file not in TOO_LONG}

    assert not too_long


def test_the_list_of_exceptions_holds_nothing_that_is_none():
    files = {name(path): len(path.read_text("utf-8").splitlines()) for path in modules()}
    lengths = files | dict(function_lengths())

    assert all(lengths.get(each, 0) > (LONGEST_FUNCTION if ":" in each else LONGEST_FILE) for each in TOO_LONG)


@pytest.mark.parametrize("ring", RINGS)
def test_an_inner_ring_imports_only_the_standard_library_and_the_rings_inside_it(ring: str):
    ours = {f"tocsin.{each}" for each in RINGS[ring] | {ring}}
    allowed = set(sys.stdlib_module_names) | OF_OTHERS.get(ring, set())
    breaches = [
        f"{name(path)}:{line} imports {imported}"
        for path in modules(SOURCE / ring)
        for imported, line in imports(path)
        if ".".join(imported.split(".")[:2]) not in ours
        if imported.split(".")[0] == "tocsin" or imported.split(".")[0] not in allowed
    ]

    assert not breaches


@pytest.mark.parametrize("ring", RINGS)
def test_the_init_of_an_inner_ring_holds_a_docstring_and_nothing_else(ring: str):
    full = [
        name(path)
        for path in modules(SOURCE / ring)
        if path.name == "__init__.py" and (ast.get_docstring(tree(path)) is None or len(tree(path).body) != 1)
    ]

    assert not full


def test_every_module_says_what_it_is():
    silent = [name(path) for path in modules() if ast.get_docstring(tree(path)) is None]

    assert not silent


def test_no_module_has_a_name_that_says_nothing():
    empty = [name(path) for path in modules() if {path.stem, path.parent.name} & SAY_NOTHING]

    assert not empty


def test_a_broad_except_says_why_or_raises_again():
    unexplained = []
    for path in modules():
        lines = path.read_text("utf-8").splitlines()
        for each in ast.walk(tree(path)):
            if isinstance(each, ast.ExceptHandler) and _is_broad(each.type):
                raises_again = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(each))
                if not raises_again and "#" not in lines[each.lineno - 1]:
                    unexplained.append(f"{name(path)}:{each.lineno}")

    assert not unexplained


def _is_broad(caught: ast.expr | None) -> bool:
    return caught is None or (isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"})
