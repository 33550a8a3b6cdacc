"""Which options of a check go together: what does not is refused before anything is read."""

import pytest
from conftest import Clerk

from somei_cli.commands.check.options import REFUSALS

STRANGER = "An untrusted branch is checked as git holds it."
PUSH = "A push is checked as a whole."
HUB = ("--hub", "HEAD", "HEAD")
REFUSED: dict[str, list[tuple[str, ...]]] = {
    PUSH: [
        (*HUB, *words)
        for words in (
            ("15070/19",),
            ("--select", "XREF"),
            ("--ignore", "XREF"),
            ("--since", "HEAD"),
            ("--staged",),
            ("--at", "HEAD"),
            ("--baseline", "old.json"),
            ("--compare", "old.json"),
            ("--keep", "new.json"),
            ("--statistics",),
            ("--untrusted",),
            ("--trusting", "HEAD"),
            ("--fix",),
            ("--history",),
            ("--accept-rewritten",),
            ("--dry-run",),
            ("--message", "why"),
        )
    ],
    "With --against the whole register is compared with the list, and nothing else is checked.": [
        ("--against", "list.csv", *words)
        for words in (
            ("15070/19",),
            ("--since", "HEAD"),
            ("--staged",),
            ("--untrusted",),
            ("--trusting", "HEAD"),
            ("--fix",),
            ("--history",),
            ("--accept-rewritten",),
        )
    ],
    "--map is about the columns of a list.": [("--map", "Title=subject")],
    "--no-standing is about a comparison.": [("--no-standing",), ("--no-standing", "--keep", "new.json")],
    "--trusting says whom to trust instead of a branch.": [("--trusting", "HEAD")],
    STRANGER: [
        ("--untrusted", *words)
        for words in (
            ("--staged",),
            ("--baseline", "old.json"),
            ("--compare", "old.json"),
            ("--keep", "new.json"),
            ("--statistics",),
            ("--fix",),
            ("--history",),
            ("--accept-rewritten",),
            ("--dry-run",),
        )
    ],
    "Without --fix a check writes nothing.": [("--dry-run",), ("--dry-run", "--staged")],
    "Only the files as they are now can be fixed.": [("--fix", "--staged"), ("--fix", "--at", "HEAD", "--dry-run")],
    "--staged and --at name two states of the register.": [("--staged", "--at", "HEAD")],
    "--accept-rewritten is about the history.": [("--accept-rewritten",)],
    "The history is that of the branch as it is now.": [("--history", "--staged"), ("--history", "--at", "HEAD")],
    "--since verifies a range by itself; it cannot show whether the history was rewritten.": [
        ("--history", "--accept-rewritten", "--since", "HEAD")
    ],
}


@pytest.mark.parametrize(("sentence", "words"), [(text, words) for text, calls in REFUSED.items() for words in calls])
def test_what_does_not_go_together_is_refused(registered: Clerk, sentence: str, words: tuple[str, ...]) -> None:
    refused = registered.run("check", *words)

    assert (refused.status, refused.out) == (2, "")
    assert refused.err.startswith(f"somei: {sentence}\n")


def test_whatever_is_refused_stands_in_one_table() -> None:
    assert list(REFUSED) == [refusal.sentence for refusal in REFUSALS]
