"""A document as a text that a clerk edits, with our own lines on it: what to do, and what is wrong where."""

from collections.abc import Callable, Iterable

from somei_cli.formats.sanitize import clean_line, has_invisible_characters
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.comments import find_comments_with_lines
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.files_and_faults import Fault

_OURS = "#somei: "
"""How our own lines begin; they are left out when the text is read, but for lines that the entry itself has."""
_ADVICE = (
    "Correct the entry, save it and close the editor. These lines are left out.",
    "The number, the status, codes, references, access and follow-ups have acts of their own.",
)


def text_for_editor(number: DocumentNumber, text: str) -> str:
    """Return the text of an entry below a line that names it and says what to do."""
    return "".join(f"{_OURS}{line}\n" for line in (str(number), *_ADVICE)) + text


def with_faults(edited: str, original: str, faults: Iterable[Fault] = ()) -> str:
    """Return an edited text without earlier faults, each fault on a line of its own above the line that it is in."""
    lines, is_own_line = edited.split("\n"), _own_lines(original)
    messages: dict[int, list[str]] = {}
    for fault in faults:
        messages.setdefault(min(max(fault.line, 1), len(lines)), []).append(_OURS + clean_line(fault.message))
    marked: list[str] = []
    for number, line in enumerate(lines, start=1):
        marked += messages.get(number, [])
        if not is_own_line(line):
            marked.append(line)
    return "\n".join(marked)


def read_edited_text(edited: str, original: str) -> codec.LoadResult:
    """Read an edited text; report every fault with its line in that text.

    Comments are faults, since an entry keeps none, and so are characters that cannot be seen and were not there before.
    """
    is_own_line = _own_lines(original)
    numbered_lines = [
        (number, line) for number, line in enumerate(edited.split("\n"), start=1) if not is_own_line(line)
    ]
    numbered_lines = numbered_lines or [(1, "")]
    text = "\n".join(line for _, line in numbered_lines)
    faults = [
        *(Fault("a comment is not kept: write it into “note”", line) for _, line in find_comments_with_lines(text)),
        *_find_invisible(text, original),
    ]
    # Line by line, so that none goes.
    loaded = codec.load("\n".join(map(codec.normalise_text, text.split("\n"))))
    faults = sorted((*loaded.faults, *faults), key=lambda fault: fault.line)
    if not faults:
        return loaded
    # An end of the text may be past its last line.
    last = len(numbered_lines) - 1
    return codec.LoadResult(
        None, tuple(f._replace(line=numbered_lines[min(f.line - 1, last)][0]) if f.line else f for f in faults)
    )


def _own_lines(original: str) -> Callable[[str], bool]:
    """Return what says whether a line is one of ours."""
    original_lines = {line for line in original.split("\n") if line.startswith(_OURS)}
    return lambda line: line.startswith(_OURS) and line not in original_lines


def _find_invisible(text: str, original: str) -> Iterable[Fault]:
    original_lines = set(original.split("\n"))
    for number, line in enumerate(text.split("\n"), start=1):
        if line.rstrip("\r") not in original_lines and has_invisible_characters(line.rstrip("\r")):
            yield Fault("a character that cannot be seen", number)
