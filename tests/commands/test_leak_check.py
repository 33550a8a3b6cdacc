"""One proof for all that lies outside: a withheld word is found in every kind of file, however it is written there."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Clerk
from leaky_registers import KINDS, SIGN, Marker, write

HOW: dict[str, Callable[[str], str]] = {
    "as it is": lambda word: word,
    "in capitals": str.upper,
    "with accents": lambda word: word.replace("e", "é"),
    "behind an escape of JSON": lambda word: f"\\n{word}\\t",
    "as escapes of JSON": lambda word: "".join(f"\\u{ord(letter):04x}" for letter in word),
    "as escapes of TOML": lambda word: "".join(f"\\U{ord(letter):08x}" for letter in word),
    "in other letters": lambda word: "".join(
        f"\\ud835\\u{0xDC1A + ord(c) - 97:04x}" if c.isalpha() else c for c in word
    ),
    "as references of XML": lambda word: "".join(f"&#{ord(letter)};" for letter in word),
    "as an address": lambda word: "".join(f"%{ord(letter):02X}" for letter in word),
}
FILES = {
    "export": (
        *("json/2018.json", "jsonl/2018.jsonl", "csv/2019.csv", "toml/2018.toml", "jsonld/2018.jsonld"),
        *("oparl/papers-2018.json", "oparl/meetings-2019.json", "oparl/system.json", "dcat/catalogue.jsonld"),
        *("akn/2018/*.xml", "MANIFEST.json", "more.txt"),
    ),
    "site": (
        *("ST-1-2019-INIT.html", "index.html", "about.html", "years/2018.html", "codes/COSI.html", "search.html"),
        *("search/contents.js", "search/words/w-*.js", "search/2018/w-*.js", "search/2018/c0.js", "search.js"),
        *("feed.xml", "meetings.ics", "site.css", "manifest.json", "more.txt"),
    ),
}


@pytest.fixture(scope="module")
def marked() -> Marker:
    """Who gave out the words of the register."""
    return Marker()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, marked: Marker) -> Clerk:
    """A register with a word in every withheld place; its export and its site lie beside it."""
    folder = tmp_path_factory.mktemp("outside")
    write(folder / "desk", list(KINDS), marked)
    clerk = Clerk(folder / "desk")
    clerk.git("reset", "-q", "--hard")
    clerk.ok("export", "-o", "../export")
    clerk.ok("site", "build", "-o", "../site")
    return clerk


def _copied(desk: Clerk, kind: str, to: Path) -> Path:
    shutil.copytree(desk.folder.parent / kind, to / kind)
    return to / kind


def _leaks(desk: Clerk, kind: str, folder: Path) -> set[str]:
    """The files in which something withheld is found; the answer itself does not repeat it."""
    answer = desk.run(kind, "check", str(folder), "--json")
    assert answer.status == 1, answer
    assert SIGN not in (answer.out + answer.err).casefold().replace(str(folder), "")
    records = json.loads(answer.out)["records"]
    return {
        one["path"] for one in records if one.get("wrong") == "leak" or one.get("message", "").startswith("holds what")
    }


@pytest.mark.parametrize("kind", FILES)
def test_what_is_sound_is_proved(desk: Clerk, kind: str) -> None:
    assert desk.run(kind, "check", f"../{kind}").status == 0


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("kind", FILES)
def test_a_planted_word_is_found_in_every_kind_of_file(desk: Clerk, tmp_path: Path, kind: str, how: str) -> None:
    folder = _copied(desk, kind, tmp_path)
    planted = HOW[how](f"{SIGN}1q")
    touched = set()
    for pattern in FILES[kind]:
        file = min(folder.glob(pattern), default=folder / pattern)
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        if file.name.casefold() == "manifest.json":
            file.write_text(before.replace('"commit"', f'"more": {json.dumps(planted)}, "commit"', 1), encoding="utf-8")
        else:
            file.write_text(f"{before} {planted} ", encoding="utf-8")
        touched.add(str(file.relative_to(folder)))
    assert len(touched) == len(FILES[kind])

    assert _leaks(desk, kind, folder) == touched


@pytest.mark.parametrize("kind", FILES)
def test_a_word_of_every_withheld_place_is_known(desk: Clerk, tmp_path: Path, kind: str, marked: Marker) -> None:
    folder = _copied(desk, kind, tmp_path)
    # What a file says that is no document is no part of the register; its name is.
    others = "".join(desk.git("show", f"HEAD:{path}") for path in desk.git("ls-files", "*.md", "*.txt").split())
    words = [word for word in marked.given if word not in others]
    assert len(marked.given) - len(words) == 2
    for at, word in enumerate(words):
        (folder / f"{at}.txt").write_text(word)

    found = _leaks(desk, kind, folder)

    assert [word for at, word in enumerate(words) if f"{at}.txt" not in found] == []


@pytest.mark.parametrize("kind", FILES)
def test_the_identifier_of_what_nobody_may_know_of_is_found(desk: Clerk, tmp_path: Path, kind: str) -> None:
    folder = _copied(desk, kind, tmp_path)
    draft = KINDS.index("draft") + 1
    (folder / "more.txt").write_text(f"See ST-{draft}-{2018 + draft % 2}-INIT for the rest, and ST-1-2019-INIT.")
    (folder / f"ST-{draft}-{2018 + draft % 2}-INIT.txt").write_text("nothing")

    assert _leaks(desk, kind, folder) == {"more.txt", f"ST-{draft}-{2018 + draft % 2}-INIT.txt"}


@pytest.mark.parametrize("kind", FILES)
def test_a_name_of_a_file_and_a_line_broken_in_two_are_found(desk: Clerk, tmp_path: Path, kind: str) -> None:
    folder = _copied(desk, kind, tmp_path)
    (folder / f"{SIGN}1q.txt").write_text("nothing")
    (folder / "more.ics").write_bytes(f"DESCRIPTION:about {SIGN[:3]}\r\n {SIGN[3:]}1q\r\n".encode())

    answer = desk.run(kind, "check", str(folder))

    assert answer.status == 1
    assert answer.out.count("more.ics") == 2
