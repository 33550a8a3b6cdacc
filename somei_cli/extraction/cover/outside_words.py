"""Words outside of a text that may classify or restrict it: names of files, and what stands around a table."""

import re
from collections.abc import Collection, Iterable
from pathlib import PurePath

from somei_cli.errors import Classified
from somei_cli.extraction.cover.classified_refusal import DocumentParts, refuse_classified
from somei_cli.extraction.markings.detection import FoundMarking, choose_marking, find_markings
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.register.vocabulary import Vocabulary


def name_lines(name: str, folders: Iterable[str] = ()) -> tuple[Line, ...]:
    """Return the names of a file and of its folders as lines, and with their words separated.

    Names separate words by hyphens and underscores. A short level has a hyphen of its own; a slash cannot be in a name.
    """
    lines: dict[Line, None] = {}
    for part, place in ((name, "file name"), *((folder, "folder name") for folder in folders)):
        spaced = part.replace("_", " ").replace("-", " ")
        stem = PurePath(part).stem.replace("_", " ")
        for words in (part, _slashed(spaced), spaced, PurePath(spaced).stem, stem, _slashed(stem)):
            lines[Line(words, 0, place=place)] = None
    return tuple(lines)


def _slashed(words: str) -> str:
    """Return the words with the slash between the halves of a level, which no name can hold."""
    return re.sub(r"(?i)\bue[ -]eu\b", lambda halves: halves[0].replace(" ", "/").replace("-", "/"), words)


def refuse_classified_name(name: str) -> None:
    """Refuse a file whose name says that it is classified, for files of which only the references are read.

    Raises:
        Classified: with the level.
    """
    try:
        refuse_classified(DocumentParts((), (), (), (), name_lines(name)), None)
    except Classified as refusal:
        refusal.hint = f"{Classified.hint} A file that only speaks of a level is read under another name."
        raise


def find_outside_marking(
    lines: Iterable[Line], vocabulary: Vocabulary, quoted: Collection[int | str] = ()
) -> FoundMarking | None:
    """Return the highest marking, or restricting phrase, of words outside of a text; None if they have none.

    With 0 among `quoted`, they only quote a level.

    Raises:
        Classified: with a level of EU classified information that they name.
    """
    outside = tuple(lines)
    refuse_classified(DocumentParts((), (), (), (), outside, quoted, vocabulary), None)
    return choose_marking(find_markings((), outside, vocabulary))[0]


def cell_lines(text: str, place: str) -> tuple[Line, ...]:
    """Return what a cell of a table says as lines; in small letters it may be a marking as well as in capitals."""
    words = text.capitalize() if text.islower() else text
    return tuple(Line(line, 0, place=place) for line in words.splitlines())
