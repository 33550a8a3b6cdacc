"""What clerks do with git itself: branches, clones, edits by hand, merges that may stop."""

import subprocess

from conftest import PROJECT, Clerk

NUMBER = "15070/19"
FILE = "documents/2019/150/ST-15070-2019-INIT.toml"


def with_document(clerk: Clerk) -> Clerk:
    """Enter the document of the shipped register, which is not read from a paper each time."""
    clerk.enter(FILE, (PROJECT / "register" / FILE).read_text(encoding="utf-8"))
    return clerk


def try_git(clerk: Clerk, *words: str) -> subprocess.CompletedProcess[str]:
    """Use git where it may say no."""
    return subprocess.run(["git", *words], cwd=clerk.folder, capture_output=True, text=True, check=False)


def clone_of(clerk: Clerk, name: str) -> Clerk:
    """A colleague, who works in a clone of the register."""
    folder = clerk.folder.parent / name
    subprocess.run(["git", "clone", "-q", str(clerk.folder), str(folder)], check=True, capture_output=True)
    return Clerk(folder)


def edit(clerk: Clerk, before: str, after: str, path: str = FILE) -> None:
    """Change a file by hand, and commit it."""
    text = clerk.read(path)
    assert before in text
    clerk.enter(path, text.replace(before, after, 1))


def branch_off(clerk: Clerk) -> None:
    """Make the other branch, and stay on main."""
    clerk.git("branch", "other")
