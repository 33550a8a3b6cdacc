"""What a clone brings along and no command may fall for: links for outputs, forged times, damaged manifests."""

import subprocess
from pathlib import Path

import pytest
from conftest import Clerk, prepared
from faults.clerk_clone import faults_of_words

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"
TIMES = (
    "A <a@b> 99999999999999999 +0000",
    "A <a@b> -99999999999 +0000",
    "A <a@b> 253402300800 +0000",
    "A <a@b> 18446744073709551615 +0000",
    "A <a@b>",
    "A 1580000000 +0000",
)


@prepared
def at_desk(clerk: Clerk) -> Clerk:
    clerk.ok("add", "15070/19", "--subject", "Lamps", "--marking", "LIMITE", "--date", "2019-12-01")
    clerk.ok("classify", "15070/19", "COSI 254")
    return clerk


@pytest.mark.parametrize(
    ("words", "link"),
    [
        (("show", "15070/19", "--as", "html", "-o", "page.html"), "page.html"),
        (("calendar", "-o", "days.ics"), "days.ics"),
        (("export", "-o", "public"), "public"),
        (("site", "build", "-o", "public"), "public"),
        (("export", "-o", "public/deeper"), "public"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else one,
)
def test_a_link_of_the_repository_leads_no_output_elsewhere(
    at_desk: Clerk, tmp_path: Path, words: tuple[str, ...], link: str
) -> None:
    outside = tmp_path / "outside"
    if link == "public":
        outside.mkdir()
    (at_desk.folder / link).symlink_to(outside)
    answer = at_desk.run(*words)
    assert answer.status == 5, answer
    assert f"{link} is a link in this repository" in answer.err
    assert not outside.is_file()
    assert not outside.is_dir() or list(outside.iterdir()) == []


def test_a_link_of_the_clerks_own_is_followed(at_desk: Clerk, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    at_desk.ok("export", "-o", str(tmp_path / "link/public"))
    assert (tmp_path / "there/public/MANIFEST.json").exists()


@pytest.mark.parametrize("what", ["export", "site"])
@pytest.mark.parametrize(("kind", "told"), [("released", False), ("released", True), ("partly released", False)])
def test_a_decision_that_is_still_to_come_opens_nothing(
    at_desk: Clerk, tmp_path: Path, what: str, kind: str, told: bool
) -> None:
    day = "2019-12-05" if told else "2090-01-01"
    at_desk.enter(
        FILE, at_desk.read(FILE) + f'\n[[items]]\ntitle = "Canary"\n\n[[access]]\nkind = "{kind}"\non = {day}\n'
    )
    words = ("export",) if what == "export" else ("site", "build")
    at_desk.ok(*words, "-o", str(tmp_path / "public"))
    texts = [file.read_text(errors="replace") for file in (tmp_path / "public").rglob("*") if file.is_file()]
    assert any("Canary" in text for text in texts) is told
    assert not any("2090" in text for text in texts)


@pytest.mark.parametrize("line", TIMES)
def test_no_time_of_a_commit_is_beyond_a_command(at_desk: Clerk, line: str) -> None:
    tree, parent = at_desk.git("rev-parse", "HEAD^{tree}"), at_desk.git("rev-parse", "HEAD")
    forged = f"tree {tree}\nparent {parent}\nauthor A <a@b> 1580000000 +0000\ncommitter {line}\n\nForged\n"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=at_desk.folder, input=forged, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    at_desk.git("update-ref", "HEAD", made)
    for words in (
        ("calendar",), ("history", "15070/19"), ("check", "--history"), ("export", "-o", "../e"),
        ("site", "build", "-o", "../s"), ("diff", "HEAD~1"), ("show", "15070/19", "--as-of", "2020-01-01"),
    ):  # fmt: skip
        answer = at_desk.run(*words)
        assert answer.status in {0, 1, 3, 4, 5}, (words, answer)
        assert list(faults_of_words(answer.err)) == []


def test_the_last_day_of_the_calendar_ends_a_meeting(at_desk: Clerk, tmp_path: Path) -> None:
    at_desk.enter(
        "documents/2020/000/ST-1-2020-INIT.toml",
        'number = "1/20"\nsubject = "S"\ntype = "AGENDA"\ndate = 2020-01-01\n\n'
        '[meeting]\nbody = "SOMEI"\nstart = 9999-12-31\nend = 9999-12-31\n',
    )
    assert at_desk.run("site", "build", "-o", str(tmp_path / "site")).status == 0
    assert at_desk.run("calendar").status == 0


@pytest.mark.parametrize("text", ["[" * 100_000, '{"schema": "somei/site/1", "documents": 1e999, "files": {}}', "null"])
def test_no_manifest_is_beyond_a_command(at_desk: Clerk, tmp_path: Path, text: str) -> None:
    for name in ("manifest.json", "MANIFEST.json"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / name).write_text(text)
        for words in (
            ("site", "check", str(folder)), ("site", "build", "-o", str(folder)),
            ("export", "-o", str(folder)), ("export", "check", str(folder)),
        ):  # fmt: skip
            answer = at_desk.run(*words)
            assert answer.status in {1, 3, 5}, (words, answer)
            assert list(faults_of_words(answer.err)) == []


def test_a_branch_with_a_tree_that_git_itself_cannot_merge(at_desk: Clerk) -> None:
    blob = at_desk.git("hash-object", "-w", FILE)
    entry = b"100644 a/b\0" + bytes.fromhex(blob)
    made = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
        cwd=at_desk.folder, input=entry, capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    branch = at_desk.git("commit-tree", made, "-p", "HEAD", "-m", "odd")
    answer = at_desk.run("review", branch, "--base", "main")
    assert answer.status in {0, 1, 3}, answer
    assert list(faults_of_words(answer.err)) == []


def test_a_review_is_not_drowned_in_a_tree_that_unfolds(at_desk: Clerk) -> None:
    """A few objects that stand for more files than any register has."""
    tree = ""
    for _ in range(4):
        kind = ("040000 tree", tree) if tree else ("100644 blob", at_desk.git("hash-object", "-w", FILE))
        lines = "".join(f"{kind[0]} {kind[1]}\t{number}{'' if tree else '.toml'}\n" for number in range(20))
        made = subprocess.run(
            ["git", "mktree"], cwd=at_desk.folder, input=lines, capture_output=True, text=True, check=True
        )
        tree = made.stdout.strip()
    at_desk.git("read-tree", "--prefix=documents/bomb", tree)
    branch = at_desk.git("commit-tree", at_desk.git("write-tree"), "-p", "HEAD", "-m", "bomb")
    answer = at_desk.run("review", branch, "--base", "main")
    assert answer.status == 3
    assert "The branch holds more than 20000 files" in answer.err
