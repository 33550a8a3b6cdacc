"""Merging the three versions of a file that git hands over: field by field, else line by line."""

from pathlib import Path
from typing import NamedTuple

from somei_cli.errors import Refused
from somei_cli.model.documents import Document
from somei_cli.model.merges import Clash, Conflict
from somei_cli.store.sides import Sides, merge_lines, read_side, write_merged
from somei_cli.text import codec
from somei_cli.text.comments import comments_in
from somei_cli.text.merging.documents import lowers, merge
from somei_cli.text.merging.markers import marked, set_apart


class MergedFile(NamedTuple):
    """What became of a file: its document where it can be told, its conflicts, and why lines were merged if so."""

    document: str | None
    conflicts: tuple[Conflict, ...] = ()
    by_lines: str = ""
    clean: bool = True


def merge_file(folder: Path, sides: Sides, size: int) -> MergedFile:
    """Merge three versions and write the result over ours.

    Raises:
        GitRefuses: where git would not even merge lines; nothing was written then.
        Refused: where they are two entries; both stand in the file then, which no commit passes over unseen.
    """
    texts = [read_side(folder, name) for name in sides]
    base, ours, theirs = (codec.load(text).document if text is not None else None for text in texts)
    # Git hands over an empty file where both sides added one.
    begun = bool(texts[0]) or texts[0] is None
    why = _why_by_lines(texts, begun and base is None, ours, theirs)
    if why or ours is None or theirs is None:
        return _by_lines(folder, sides, size, why, (ours, theirs))
    try:
        merged = merge(base, ours, theirs)
    except Refused:
        write_merged(folder, sides, set_apart(ours, theirs, size))
        raise
    text = marked(base, ours, theirs, merged.conflicts, size) if merged.conflicts else codec.dump(merged.document)
    write_merged(folder, sides, text)
    return MergedFile(str(ours.number), merged.conflicts, clean=not merged.conflicts)


def _why_by_lines(texts: list[str | None], baseless: bool, ours: Document | None, theirs: Document | None) -> str:
    if ours is None or theirs is None or baseless:
        which = "our version" if ours is None else "the other version" if theirs is None else "the common version"
        return f"{which} cannot be read as a document"
    if any(comments_in(text) for text in texts if text):
        return "it has comments, which the form of a document would lose"
    return ""


def _by_lines(
    folder: Path, sides: Sides, size: int, why: str, held: tuple[Document | None, Document | None]
) -> MergedFile:
    """Git's own way; what it finds clean is not believed where it gives no document or a lower marking."""
    clean = merge_lines(folder, sides, size)
    known = [document for document in held if document]
    number = str(known[0].number) if known else None
    text = read_side(folder, sides.ours)
    result = codec.load(text).document if text is not None else None
    if result and lowers(result, *known):
        markings = [str(document.marking) if document.marking else None for document in (*known, result)]
        return MergedFile(number, (Conflict("marking", Clash.LOWERED, markings[0], markings[1]),), why, clean=False)
    return MergedFile(number, (), why, clean=clean and result is not None)
