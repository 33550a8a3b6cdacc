"""What a row holds of an entry beside the typed fields: its waivers, and all other fields in TOML, as in its file.

Together with the other columns of a sheet of everything they hold an entry whole. A value that its own column cannot
hold exactly, such as one with invisible characters, stands among the other fields too.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from somei_cli.errors import LevelNamed, SomeiError, WrongUsage
from somei_cli.formats.notation.document_numbers import read_number
from somei_cli.formats.sanitize import has_invisible_characters
from somei_cli.formats.toml import field_value_conversions as kinds
from somei_cli.formats.toml.canonical import clean_toml, dump_table
from somei_cli.formats.toml.document import normalise_text
from somei_cli.formats.toml.fields import SHAPES, WAIVE
from somei_cli.model.document import LANGUAGES
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.level_mentions import find_level
from somei_cli.model.markings import Marking

OTHER_FIELDS = "other_fields"
"""The column of the fields that have no column of their own."""
UNTYPED_WORDS = (WAIVE, OTHER_FIELDS)
"""The columns that hold what no word of `import --set` sets; `import --table` reads them for new entries."""
MEETING_PARTS: Mapping[str, str] = {"on": "start", "until": "end", "body": "body"}
"""The keys of a meeting by the words of their columns."""

_COLUMN_KEYS = {"status", *(word for field in DOCUMENT_FIELDS for word in field.typed)} - MEETING_PARTS.keys()
_PROSE_KEYS = frozenset(field.key for field in SHAPES["document"].fields if field.kind is kinds.PROSE)
_CODE = re.compile(r"[A-Z]{2,24}[0-9]{1,6}")
_REASON_WORD = r"[^\W\d_]{3}"
"""What a cell requires of a reason, as the rule about waivers without one does."""
_WAIVER = re.compile(rf"({_CODE.pattern}) *(?:: *(.*))?")


# ---- waivers


def write_waivers(waivers: Mapping[str, str]) -> str:
    """Return the waivers of an entry as its cell has them, one a line.

    >>> write_waivers({"FILE008": "nobody knows it"})
    'FILE008: nobody knows it'
    """
    return "\n".join(f"{code}: {reason}" for code, reason in waivers.items())


def parse_waivers(text: str) -> tuple[tuple[str, str], ...]:
    """Return the codes and reasons in the cell of the waivers.

    Raises:
        WrongUsage: if a line is no waiver, has no reason, or repeats a code; the sentence repeats no reason.
        LevelNamed: if a reason names an EU level.
    """
    if has_invisible_characters(text):
        raise WrongUsage("does not hold visible words.")
    if level := find_level(text):
        raise LevelNamed(WAIVE, level)
    waivers: dict[str, str] = {}
    for line in filter(None, map(str.strip, normalise_text(text).split("\n"))):
        match = _WAIVER.fullmatch(line)
        if match is None:
            raise WrongUsage("does not say what is waived and why.", "One a line: FILE008: nobody knows the subject")
        code, reason = match.groups()
        if not reason:
            raise refuse_waiver_without_reason(code)
        if code in waivers:
            raise WrongUsage(f"{code} is waived twice.", "Give each rule once.")
        waivers[code] = reason
    return tuple(waivers.items())


def refuse_waiver_without_reason(code: str) -> WrongUsage:
    """Return the refusal of a waiver in a cell that does not say why."""
    return WrongUsage(f"the waiver of {code} gives no reason.", f"Say why: {code}: nobody knows the subject")


# ---- other fields


def write_other_fields(table: Mapping[str, Any]) -> str:
    """Return in TOML what no other column holds, or not exactly, of an entry with these TOML values."""
    text = dump_table(_select_other_fields(table))
    return clean_toml(text).replace("\t", r"\t").strip("\n")


def _select_other_fields(table: Mapping[str, Any]) -> dict[str, Any]:
    remaining: dict[str, Any] = {}
    for key, value in table.items():
        remainder = value
        if key == WAIVE:
            is_held = all(
                _CODE.fullmatch(code) and re.search(_REASON_WORD, reason) and _is_exact_text(WAIVE, reason)
                for code, reason in value.items()
            )
        elif key == "meeting":
            remainder = {
                part: inner
                for part, inner in value.items()
                if part not in MEETING_PARTS.values() or not _is_exact(part, inner)
            }
            is_held = bool(value) and not remainder
        else:
            is_held = key in _COLUMN_KEYS and _is_exact(key, value)
        if not is_held:
            remaining[key] = remainder
    return remaining


def _is_exact(key: str, value: Any) -> bool:
    """Return whether the column of a field holds this value so that it is read back as it is."""
    if isinstance(value, str):
        return _is_exact_text(key, value)
    return not isinstance(value, list) or _are_exact_members(key, value)


def _are_exact_members(key: str, members: Sequence[str]) -> bool:
    return len(set(members)) == len(members) and not any(
        re.search("[,;]", member) or not _is_exact_text(key, member) for member in members
    )


def _is_exact_text(key: str, text: str) -> bool:
    if not text or has_invisible_characters(text) or "\t" in text or ("\n" in text and key not in _PROSE_KEYS):
        return False
    if text != normalise_text(text).strip() or (key != "marking" and find_level(text)):
        return False
    if key == "marking":
        # Words that a clerk may not type stand in entries that were read from a file.
        return text.casefold() not in {"none", "unmarked"} and not Marking.parse(text).is_slip
    if key == "languages":
        return text in LANGUAGES
    return key != "commission_documents" or _is_typed_target(text)


def _is_typed_target(text: str) -> bool:
    """Return whether a Commission document is read as itself where typed words are, not as a document number."""
    try:
        return str(read_number(text)) == text
    except SomeiError:
        return True
