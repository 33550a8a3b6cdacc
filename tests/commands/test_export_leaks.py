"""Nothing that is not public leaves the house: marked words in every withheld place, and a proof that finds them."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EVERYTHING, Clerk
from hypothesis import given, settings
from hypothesis import strategies as st
from leaky_registers import KINDS, SIGN, Marker, write

from somei_cli.formats.export.formats import ALL_FORMS, FormName
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import dump

AROUND: dict[str, Callable[[str], str]] = {
    "alone": lambda word: word,
    "amid words": lambda word: f"Draft “{word}” of the Council",
    "amid markup": lambda word: f"<b>{word}</b> & \\n{word} [x]({word})",
    "a formula": lambda word: f"={word}",
}
ONE_STREAM = [form for form in ALL_FORMS if form not in {FormName.AKN, FormName.OPARL}]


def _leaky(folder: Path, kinds: list[str], around: str) -> Clerk:
    write(folder, kinds, Marker(AROUND[around]))
    clerk = Clerk(folder)
    clerk.git("reset", "-q", "--hard")
    return clerk


def _everything_in(folder: Path) -> str:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return "\n".join(f"{file.relative_to(folder)}\n{file.read_text(encoding='utf-8')}" for file in files).casefold()


@settings(max_examples=12 if EVERYTHING else 6)
@given(kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=6), around=st.sampled_from(sorted(AROUND)))
def test_no_marked_word_leaves(kinds: list[str], around: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clerk = _leaky(Path(folder) / "desk", kinds, around)

        made = clerk.run("export", "-o", f"{folder}/out", "--json")
        told = clerk.run("export", "--diff", "HEAD~1..HEAD", "--json")
        built = clerk.run("site", "build", "-o", f"{folder}/site", "--json")
        streams = [clerk.run("export", "--format", form) for form in ONE_STREAM]

        for answer in (made, told, built, *streams):
            assert answer.status == 0, answer
            assert SIGN not in (answer.out + answer.err).casefold()
        assert SIGN not in _everything_in(Path(folder) / "out")
        assert SIGN not in _everything_in(Path(folder) / "site")
        proofs = clerk.run("export", "check", f"{folder}/out"), clerk.run("site", "check", f"{folder}/site")
        assert [(proof.status, len(proof.out.splitlines())) for proof in proofs] == [(0, 0), (0, 1)]


def test_every_kind_together_says_what_it_may(tmp_path: Path) -> None:
    clerk = _leaky(tmp_path / "all", list(KINDS), "amid words")

    clerk.ok("export", "-o", "../out")

    found = _everything_in(tmp_path / "out")
    assert SIGN not in found
    assert "publicword" in found
    assert clerk.run("export", "check", "../out").status == 0


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A leaky register with its export beside it."""
    folder = tmp_path_factory.mktemp("exported")
    clerk = _leaky(folder / "desk", list(KINDS), "alone")
    clerk.ok("export", "-o", "../out")
    return clerk


@settings(max_examples=6)
@given(before=st.permutations(KINDS), after=st.permutations(KINDS))
def test_no_marked_word_is_told_of_a_change(before: list[str], after: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        mark = Marker()
        write(Path(folder) / "desk", before, mark)
        clerk = Clerk(Path(folder) / "desk")
        clerk.git("reset", "-q", "--hard")
        for document in write(Path(folder) / "other", after, mark):
            clerk.write(str(path_of(document.number)), dump(document))
        clerk.git("commit", "-qam", mark())

        for span in ("HEAD~1..HEAD", "HEAD..HEAD~1"):
            answer = clerk.run("export", "--diff", span, "--json")
            assert answer.status == 0
            assert SIGN not in (answer.out + answer.err).casefold()


def test_what_cannot_be_looked_into_is_said(exported: Clerk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(exported.folder.parent / "out", out)
    (out / "json/2018.json").unlink()
    os.mkfifo(out / "pipe")
    (out / "packed.zip").write_bytes(b"PK\x03\x04\xff\xfe\0")

    proof = exported.run("export", "check", str(out))

    assert proof.status == 1
    assert "pipe: is not a plain file" in proof.err
    assert "packed.zip is not text" in proof.err
    assert "missing\tjson/2018.json" in proof.out


def test_only_what_cannot_be_looked_into_is_status_3(exported: Clerk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(exported.folder.parent / "out", out)
    os.mkfifo(out / "pipe")

    assert exported.run("export", "check", str(out)).status == 3
