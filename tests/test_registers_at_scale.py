"""The made-up registers that benchmarks measure: as somei would write them, and always the same."""

import json
from itertools import islice
from pathlib import Path

from conftest import Clerk
from registers_at_scale import A_YEAR, documents, write_register

from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml import document as codec


def test_every_text_is_as_somei_writes_it() -> None:
    made = [*islice(documents(), 400), *islice(documents(), A_YEAR, A_YEAR + 100)]

    for one in made:
        document = codec.load(one.text).document
        assert document is not None
        assert codec.dump(document) == one.text
        assert (str(document.number), str(path_of(document.number))) == (one.number, one.path)
    assert len({one.path for one in made}) == len(made)


def test_what_is_referred_to_came_before() -> None:
    before = set()
    for one in islice(documents(), 2_000):
        document = codec.load(one.text).document
        assert document is not None
        assert {str(reference.to) for reference in document.all_references()} <= before
        before.add(one.number)


def test_a_register_is_in_git_and_has_no_errors(tmp_path: Path) -> None:
    clerk = Clerk(tmp_path / "register")

    size = write_register(clerk.folder, 250)

    assert clerk.git("status", "--porcelain") == ""
    assert clerk.log() == ["Import 50 documents", *["Import 100 documents"] * 2, "Start the register"]
    assert sum(file.stat().st_size for file in clerk.folder.glob("documents/**/*.toml")) == size
    assert len(json.loads(clerk.ok("list", "--json"))["records"]) == 250
    assert clerk.run("check").status == 0
