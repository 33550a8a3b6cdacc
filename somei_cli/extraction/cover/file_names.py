"""The name of a file, as words in which a classification may stand."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from somei_cli.errors import Classified
from somei_cli.extraction.cover.eu_classified import Pages, refuse_classified
from somei_cli.model.importing.draft_entry import Line


def lines_of_name(name: str, folders: Iterable[str] = ()) -> tuple[Line, ...]:
    """The names of a file and of its folders, and their words.

    Names part their words by hyphens and low lines; a short level has a hyphen of its own, and no slash.
    """
    found: dict[Line, None] = {}
    for part, place in ((name, "file name"), *((folder, "folder name") for folder in folders)):
        parted = part.replace("_", " ").replace("-", " ")
        stem = PurePath(part).stem.replace("_", " ")
        for words in (part, _slashed(parted), parted, PurePath(parted).stem, stem, _slashed(stem)):
            found[Line(words, 0, place=place)] = None
    return tuple(found)


def _slashed(words: str) -> str:
    """The words with the slash between the halves of a level, which no name can hold."""
    return re.sub(r"(?i)\bue[ -]eu\b", lambda halves: halves[0].replace(" ", "/").replace("-", "/"), words)


def refuse_classified_name(name: str) -> None:
    """Refuse a file whose name says that it is classified, if nothing but its references is read.

    Raises:
        Classified: naming the level.
    """
    try:
        refuse_classified(Pages((), (), (), (), lines_of_name(name)), None)
    except Classified as refusal:
        refusal.hint = f"{Classified.hint} A file that only speaks of a level is read under another name."
        raise
