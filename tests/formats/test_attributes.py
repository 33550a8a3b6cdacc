"""The lines of attribute files that convert files of a register, and those that only seem to."""

from pathlib import PurePosixPath

import pytest

from somei_cli.formats.git.attributes import find_conversions

TOP, INNER = PurePosixPath(".gitattributes"), PurePosixPath("register/.gitattributes")
HERE = PurePosixPath()


def lines(*files: tuple[PurePosixPath, str], place: PurePosixPath = HERE) -> list[tuple[str, int]]:
    return [(str(one.file), one.line) for one in find_conversions(files, place)]


@pytest.mark.parametrize(
    "pattern",
    '* ** *.toml *.TOML *.tom[l] *.tom[[:alpha:]] *.tom[a-[l] *.t??l ST-* "*.toml" *.to\\ml somei.toml /somei.toml'
    " **/x.toml documents/** /documents/2019/*.toml Documents/* d*/*.toml requests/2026/3.toml".split(),
)
def test_a_pattern_that_may_mean_a_file_of_the_register(pattern: str) -> None:
    assert lines((TOP, f"{pattern} eol=crlf\n")) == [(".gitattributes", 1)]


@pytest.mark.parametrize("pattern", "*.sh *.[ch] Makefile toml src/*.toml /tools/** documents/ #* *.tomlx".split())
def test_a_pattern_that_means_none(pattern: str) -> None:
    assert lines((TOP, f"{pattern} eol=crlf\n")) == []


@pytest.mark.parametrize(
    ("attributes", "converts"),
    [
        ("text", True),
        ("text=auto", True),
        ("!text", True),
        ("!eol", True),
        ("crlf=input", True),
        ("ident", True),
        ("filter=any", True),
        ("-text working-tree-encoding=UTF-16", True),
        ("text eol=lf", False),
        ("text=auto eol=lf", False),
        ("-text eol=crlf", False),
        ("-text eol=crlf !text", True),
        ("-eol", True),
        ("binary", False),
        ("diff=somei merge=somei", False),
        ("-filter !ident working-tree-encoding=utf-8", False),
    ],
)
def test_what_is_said_of_it(attributes: str, converts: bool) -> None:
    assert bool(lines((TOP, f"*.toml {attributes}\n"))) is converts


@pytest.mark.parametrize(
    ("above", "inside", "told"),
    [
        ("* text=auto", "* -text", []),
        ("* text=auto", "", [(".gitattributes", 1)]),
        ("* text=auto", "*.toml -text", [(".gitattributes", 1)]),
        ("* text=auto", "* -text\n*.toml !text", [(".gitattributes", 1), ("register/.gitattributes", 2)]),
        ("* working-tree-encoding=UTF-16", "* -text", [(".gitattributes", 1)]),
        ("* eol=crlf\n* -text", "", []),
        ("[attr]odd text\n* odd", "", [(".gitattributes", 2)]),
        ("* odd\n[attr]odd more\n[attr]more text", "", [(".gitattributes", 1)]),
        ("[attr]odd text", "[attr]more odd\n* -text\n*.toml odd", [("register/.gitattributes", 3)]),
        ("documents/* text\nregister/* text", "", [(".gitattributes", 2)]),
    ],
)
def test_a_later_line_goes_before(above: str, inside: str, told: list[tuple[str, int]]) -> None:
    assert lines((TOP, above), (INNER, inside), place=INNER.parent) == told
