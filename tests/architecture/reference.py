"""The parts of docs/ that are written by the program: `make docs` writes them, a test compares them.

A page holds blocks between `<!-- begin: NAME -->` and `<!-- end: NAME -->`; everything else on it is written by people.
Run with --check, it changes nothing and names the pages that are out of date.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "tocsin"
_BLOCK = re.compile(r"(<!-- begin: (?P<name>[a-z-]+) -->\n).*?(<!-- end: (?P=name) -->)", re.DOTALL)


def pages() -> dict[Path, str]:
    """Return every page that has such blocks, as it ought to be."""
    found = {}
    for path in sorted((ROOT / "docs").rglob("*.md")):
        text = path.read_text("utf-8")
        if _BLOCK.search(text):
            found[path] = _BLOCK.sub(lambda match: f"{match[1]}{BLOCKS[match['name']]()}\n{match[3]}", text)
    return found


def commands() -> str:
    """Every command with its arguments and options."""
    from tocsin.surfaces.cli import main

    top = click.Context(main, info_name="tocsin")
    lines = ["## tocsin", "", *_command(main, top)]
    for path, command, context in _walk(main, top):
        lines += ["", f"## {path}", "", *_command(command, context)]
    return "\n".join(lines)


def _walk(group: click.Group, context: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    for name, command in sorted(group.commands.items()):
        inner = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from _walk(command, inner)
        else:
            yield inner.command_path, command, inner


def _command(command: click.Command, context: click.Context) -> list[str]:
    help_text = " ".join((command.help or "").split())
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    lines = [help_text, "", f"`{usage}`"]
    options = [each for each in command.params if isinstance(each, click.Option)]
    if options:
        lines += ["", "| option | |", "|---|---|"]
        lines += [_option(each) for each in options]
    return lines


def _option(option: click.Option) -> str:
    names = " / ".join([", ".join(option.opts), *([", ".join(option.secondary_opts)] if option.secondary_opts else [])])
    said = [option.help or ""]
    if isinstance(option.type, click.Choice):
        said.append(f"One of {', '.join(option.type.normalize_choice(each, None) for each in option.type.choices)}.")
    elif isinstance(option.type, click.DateTime):
        said.append("A day, as in 2026-11-22." if list(option.type.formats) == ["%Y-%m-%d"] else "A time.")
    if option.required:
        said.append("Required.")
    if option.multiple:
        said.append("May be repeated.")
    if isinstance(option.default, str | int) and not isinstance(option.default, bool) and option.default != "":
        said.append(f"Default: {option.default!s}.")
    words = " ".join(each for each in said if each).replace("|", "\\|").replace("may be repeated. May be", "may be")
    return f"| `{names}` | {words} |"


def settings() -> str:
    """Every field of the classes of tocsin.settings with its docstring and its default."""
    from tocsin.settings import TABLES, Settings

    lines = [*_settings(Settings)]
    for name, kind in TABLES.items():
        lines += ["", f"In the table `[{name}]`:", "", *_settings(kind)]
    return "\n".join(lines)


def _settings(kind: type[Any]) -> Iterator[str]:
    tree = ast.parse((SOURCE / "settings.py").read_text("utf-8"))
    body = next(each for each in tree.body if isinstance(each, ast.ClassDef) and each.name == kind.__name__).body
    said = {
        field.target.id: text.value.value
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
    }
    yield from ("| setting | default | meaning |", "|---|---|---|")
    for field in fields(kind):
        default = "none: must be given" if field.default is MISSING else f"`{_toml(field.name, field.default)}`"
        yield f"| `{field.name}` | {default} | {said[field.name]} |"


def _toml(name: str, value: object) -> str:
    if is_dataclass(value):
        return f"[{name}]"
    return f'"{value}"' if isinstance(value, str) else "[]" if value == () else str(value)


def exit_codes() -> str:
    """Every kind of error with the exit code of the command line and the status of the console."""
    from tocsin.domain import errors
    from tocsin.surfaces.cli.context import EXIT_CODES
    from tocsin.surfaces.console.failures import KINDS

    lines = ["| exit code | error | HTTP | means |", "|---|---|---|---|"]
    for kind, code in EXIT_CODES.items():
        meaning = re.search(rf"{kind.__name__}\s+(.*)", errors.__doc__ or "")
        lines.append(f"| {code} | `{kind.__name__}` | {KINDS[kind][0]} | {meaning[1] if meaning else ''} |")
    return "\n".join(lines)


def roles() -> str:
    """Who may ask for what: read off `actor.require(...)` in the use cases."""
    from tocsin.domain.actor import Role

    lines = [f"| use case | {' | '.join(Role)} |", f"|---|{'---|' * len(Role)}"]
    for path in sorted((SOURCE / "usecases").glob("*.py")):
        module = ast.parse(path.read_text("utf-8"))
        functions = {each.name: each for each in module.body if isinstance(each, ast.FunctionDef)}
        for name, function in functions.items():
            allowed = _allowed(function, functions, module)
            if not name.startswith("_") and allowed is not None:
                marks = " | ".join("yes" if role.name in allowed else "" for role in Role)
                lines.append(f"| `{path.stem}.{name}` | {marks} |")
    return "\n".join(lines)


def _allowed(function: ast.FunctionDef, functions: dict[str, ast.FunctionDef], module: ast.Module) -> set[str] | None:
    """Return the roles named in the function, or in a helper of the same module that it calls; None where none are."""
    for call in (each for each in ast.walk(function) if isinstance(each, ast.Call)):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "require":
            return {name for argument in call.args for name in _role_names(argument, module)}
        if isinstance(call.func, ast.Name) and call.func.id.startswith("_") and call.func.id in functions:
            inside = _allowed(functions[call.func.id], functions, module)
            if inside is not None:
                return inside
    return None


def _role_names(argument: ast.expr, module: ast.Module) -> Iterator[str]:
    from tocsin.domain.actor import Role

    if isinstance(argument, ast.Attribute):
        yield argument.attr
    elif isinstance(argument, ast.Starred) and isinstance(argument.value, ast.Name):
        if argument.value.id == "Role":
            yield from (role.name for role in Role)
            return
        for each in module.body:
            if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == argument.value.id:
                yield from (item.attr for item in ast.walk(each.value) if isinstance(item, ast.Attribute))


def reasons() -> str:
    """Every duty reason, the weightiest first."""
    from tocsin.vocabulary.duty import REASONS, RULES, Reason

    ruled = {rule.reason for rule in RULES}
    lines = ["| weight | reason | duty | why | notes |", "|---|---|---|---|---|"]
    for reason in sorted(Reason, key=lambda each: REASONS[each].weight):
        entry = REASONS[reason]
        notes = ["proposes a question, not a notice"] if entry.asks else []
        notes += [f"gives way to `{entry.yields_to}` for the same country"] if entry.yields_to else []
        notes += [] if reason in ruled else ["no rule finds it yet: a person has to see it"]
        lines.append(f"| {entry.weight} | `{reason}` | {entry.duty} | {entry.why} | {'; '.join(notes)} |")
    return "\n".join(lines)


def event_types() -> str:
    """Every event type, by family."""
    from tocsin.vocabulary.harm import EVENT_TYPES

    lines = ["| event type | family | qualifying harm |", "|---|---|---|"]
    lines += [
        f"| `{name}` | {entry.family} | {'yes' if entry.qualifying else ''} |" for name, entry in EVENT_TYPES.items()
    ]
    return "\n".join(lines)


def tree() -> str:
    """The packages and modules of src/tocsin, each with the first sentence of its docstring."""
    lines = ["```text"]
    for folder in [SOURCE, *sorted(each for each in SOURCE.rglob("*") if each.is_dir())]:
        modules = sorted(folder.glob("*.py"))
        if not modules:
            continue
        name = folder.relative_to(SOURCE.parent).as_posix()
        lines += ["", f"{name}/  {_first_line(folder / '__init__.py')}"]
        lines += [f"  {path.name:20} {_first_line(path)}" for path in modules if path.name != "__init__.py"]
    return "\n".join([*lines, "```"]).replace("```text\n\n", "```text\n")


def _first_line(path: Path) -> str:
    said = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n\n")[0]
    sentence = re.split(r"(?<=[.;])\s", " ".join(said.split()), maxsplit=1)[0]
    return sentence.rstrip(".;")


BLOCKS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "settings": settings,
    "exit-codes": exit_codes,
    "roles": roles,
    "reasons": reasons,
    "event-types": event_types,
    "tree": tree,
}


def main() -> int:
    """Write the pages, or only check them."""
    stale = [(path, text) for path, text in pages().items() if path.read_text("utf-8") != text]
    for path, text in stale:
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
