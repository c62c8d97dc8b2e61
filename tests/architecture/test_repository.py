"""What must not be in any file that is handed on: addresses of registries, paths and tools of one machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN = Path(__file__).resolve()

# Put together here so that this file does not hold what it looks for.
SLASH = "/"
MACHINE = [
    SLASH + "work" + SLASH,
    SLASH + "tmp" + SLASH + "bash_jobs",
    ".lib" + "rary" + SLASH,
    SLASH + "home" + SLASH,
    SLASH + "Users" + SLASH,
    "str_replace_" + "based_edit",
    "find_" + "repos",
    "issues " + "show",
]
REGISTRIES = ["py" + "pi.org", "python" + "hosted", "index-" + "url", "find-" + "links", "trusted-" + "host"]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def lines_with(patterns: list[str], paths: list[Path]) -> list[str]:
    wanted = re.compile("|".join(map(re.escape, patterns)))
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        if path.is_file() and path.suffix not in {".png", ".pdf", ".docx", ".woff2"}
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1)
        if wanted.search(line)
    ]


def test_no_requirement_names_the_place_it_comes_from():
    requirements = sorted((ROOT / "requirements").glob("*.txt"))

    assert requirements
    assert not lines_with([*REGISTRIES, "://"], requirements)


def test_every_requirement_is_pinned_by_hash():
    for path in (ROOT / "requirements").glob("*.txt"):
        names = re.findall(
            r"^[a-z0-9][^\s=]*==\S+(.*?)(?=^[a-z0-9]|\Z)", path.read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
        assert names
        assert all("--hash=sha256:" in each for each in names), path.name


def test_no_tracked_file_names_a_registry():
    assert not lines_with(REGISTRIES, tracked())


def test_no_tracked_file_names_a_path_or_a_tool_of_one_machine():
    assert not lines_with(MACHINE, tracked())


def test_the_licence_is_whole():
    licence = (ROOT / "LICENSE").read_text("utf-8")

    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
