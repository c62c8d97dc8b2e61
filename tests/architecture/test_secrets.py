"""Secrets are compared in constant time, or looked up by their digests."""

import ast
import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "tocsin"
RINGS = ("wire", "ports", "usecases", "adapters", "surfaces")  # elsewhere a token is a word of a text
SECRET = re.compile(r"(?:^|_)(?:token|secret|password|passphrase|mac)$")
COMPARED = {"surfaces/console/guard.py"}


def modules():
    """Every module that could hold a secret."""
    for ring in RINGS:
        for path in (SOURCE / ring).rglob("*.py"):
            yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text("utf-8"))


def name_of(node: ast.expr) -> str:
    """The last name in an expression like `form.token`."""
    match node:
        case ast.Name():
            return node.id
        case ast.Attribute():
            return node.attr
        case ast.Call():
            return name_of(node.func)
    return ""


def test_no_secret_is_compared_letter_by_letter():
    found = [
        f"{path}:{each.lineno}"
        for path, tree in modules()
        for each in ast.walk(tree)
        if isinstance(each, ast.Compare)
        and not all(isinstance(how, ast.Is | ast.IsNot) for how in each.ops)
        and any(SECRET.search(name_of(part)) for part in (each.left, *each.comparators))
    ]

    assert not found


def test_where_secrets_are_compared_it_is_in_constant_time():
    found = {
        path
        for path, tree in modules()
        for each in ast.walk(tree)
        if isinstance(each, ast.Call) and name_of(each.func) == "compare_digest"
    }

    assert found >= COMPARED
