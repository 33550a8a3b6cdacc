"""Revisions as typed: one, or two with dots between them."""

from typing import NamedTuple


class RevisionRange(NamedTuple):
    """Two typed revisions; `after` None means the work tree, `since_merge_base` means `A...B`."""

    before: str = "HEAD"
    after: str | None = None
    since_merge_base: bool = False


def read_range(typed: str) -> RevisionRange:
    """Read `A`, `A..B` or `A...B`; an end that is left out is HEAD."""
    for dots, since_merge_base in (("...", True), ("..", False)):
        before, separator, after = typed.partition(dots)
        if separator:
            return RevisionRange(before or "HEAD", after or "HEAD", since_merge_base)
    return RevisionRange(typed)
