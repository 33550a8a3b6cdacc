"""Whole documents that somebody invented who had not seen the importer, with the answers that he expects.

The folder `invented/documents` holds the files, `invented/expected` the answers to each. They are read as they are; no
damage is done to them. Where a list `accept` is given, its answers are right too.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from import_accuracy.cover_page import FIELDS, Answer, CoverPage
from import_accuracy.measurement import Case, Outcome, read_content
from somei_cli.model.register.vocabulary import Vocabulary

FOLDER = Path(__file__).parent / "invented"
_KEYS = {
    "languages": "original_languages",
    "interinstitutional_files": "interinstitutional",
    "meeting": "on",
    "subitems": "items",
}


def read_invented_documents(vocabulary: Vocabulary) -> Iterator[Outcome]:
    """Yield what the importer makes of each document."""
    for path in sorted((FOLDER / "documents").iterdir()):
        answers = json.loads((FOLDER / "expected" / f"{path.stem}.json").read_text(encoding="utf-8"))
        page = CoverPage(path.stem, (), {name: _answers_to(name, answers) for name in FIELDS}, path.stem)
        yield read_content(Case(page, "invented", path.suffix[1:]), path.read_bytes(), path.name, vocabulary)


def _answers_to(name: str, answers: Mapping[str, Any]) -> tuple[Answer, ...]:
    key = _KEYS.get(name, name)
    first = answers.get("number_as_printed") or answers.get("number") if name == "number" else answers.get(key)
    other_answers = list(answers.get("accept", {}).get(key, []))
    if answers.get("items_optional") and key == "items":
        # Headings of sections, and the contents of a press text.
        other_answers.append(None)
    series = answers.get("series")
    if name == "number" and first and series not in (None, "ST") and not first.startswith(series):
        other_answers.append(f"{series} {first}")
    return tuple(_read_answer(name, answer) for answer in (first, *other_answers))


def _read_answer(name: str, answer: Any) -> Answer:
    """Return an answer of a file in the form in which the pages have it."""
    if not isinstance(answer, list):
        return answer or None
    if name == "items":
        return tuple((item.get("number"), item["title"]) for item in answer)
    if name == "subitems":
        return tuple(title for item in answer for title in _titles_below(item))
    if name == "subject_codes":
        return tuple((code, serial) for code, serial in answer)
    return tuple(answer)


def _titles_below(item: Mapping[str, Any]) -> Iterator[str]:
    for part in item.get("subitems", ()):
        yield part if isinstance(part, str) else part["title"]
        if not isinstance(part, str):
            yield from _titles_below(part)
