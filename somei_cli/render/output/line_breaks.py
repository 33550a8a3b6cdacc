"""Where lines break: what stays whole on a line, and messages and hints whose commands stand on lines of their own."""

import contextlib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import east_asian_width

from somei_cli.formats.sanitize import escape_log_command

UNBREAKABLE_BLANK = "\ufdd0"
"""Stands for a blank at which no line is broken, until the text is printed; cleaned text never holds it."""

# A reference with its item, an address, an interinstitutional file, a document number with series and suffixes, a code
# with its serial, a classification.
UNITS = re.compile(
    r"\S{1,60} \(item [^() ]{1,8}\)"
    r"|https?://\S+"
    r"|\b[0-9]{4}/[0-9]{4} \([A-Z]{3,5}\)"
    r"|(?:[A-Z][A-Z-]{1,10} )?\b[0-9]{1,12}(?:/[0-9]{1,3})?/[0-9]{2}\b(?: (?:REV|ADD|COR|EXT|DCL|AMD) [0-9]{1,3}\b)*"
    r"|\b[A-Z][A-Z0-9/]{1,14} [0-9]{1,5}\b"
    r"|(?:TRES )?\b[A-Z]+ UE/EU (?:TOP )?[A-Z]+\b"
)


def keep_units_whole(text: str) -> str:
    """Return the text with unbreakable blanks inside document numbers, codes with serials, and EU classifications."""
    return UNITS.sub(lambda match: keep_whole(match[0]), text)


def keep_whole(text: str) -> str:
    """Return the text with all blanks unbreakable."""
    return text.replace(" ", UNBREAKABLE_BLANK)


# ---- hints

_QUOTED = r"'[^']*'|\"[^\"]*\""
_WORD = rf"(?:(?:{_QUOTED})|[^\s'\"“”(,;:.](?:{_QUOTED}|[^\s'\"“”,;:.)]|[,:.)](?=\S))*)"
_SENTENCE_WORDS = (
    "(?:names|shows|lists|prints|settles|brings|puts|turns|gives|says|moves|keeps|looks|takes|does|is|are|has|to|in|and"
    "|or|then|first|again|not|the|it|if|when|where|for|by|here)"
)
"""Words that continue a sentence after a command, and never belong to one."""
_COMMAND = re.compile(
    rf"(?<![\w`'\"“-])(?:somei|git) (?!{_SENTENCE_WORDS}\b)[a-z-]+(?: (?!{_SENTENCE_WORDS}\b){_WORD})*"
    r"(?=\.?$|\. |; |, | or | and | \()"
)
_LEAD = re.compile(r"(?::|(?:^|\b)(?:with|see|See|run|Run|Use|use|is|by))$")
_JOIN = re.compile(r"[.;,]?\s*(?:(?:and |and|then)+:?|(?P<or>or):?)?")


_CONTINUATION = re.compile(r"(?!or |and |then |else )[a-z]")
"""How the rest of a sentence begins that has a command as its subject: it is not divided."""


class HintPart(NamedTuple):
    """A part of a hint: words, or a command that can be typed."""

    text: str
    is_command: bool = False


def split_hint(hint: str) -> list[HintPart]:
    """Return a hint as words and commands; a command in the middle of a sentence stays in its words.

    >>> [part.text for part in split_hint("Enter it first: somei add 1/20 --subject TEXT, or somei import FILE")]
    ['Enter it first:', 'somei add 1/20 --subject TEXT', 'or:', 'somei import FILE']
    >>> [part.text for part in split_hint("If not: somei undo COMMIT -m TEXT; somei history 1/20 names the commit.")]
    ['If not:', 'somei undo COMMIT -m TEXT', 'somei history 1/20 names the commit.']
    """
    parts: list[HintPart] = []
    words_start = 0
    for match in _COMMAND.finditer(hint):
        words = hint[words_start : match.start()].strip()
        if words and not _ends_as_lead(words, is_after_command=bool(parts) and parts[-1].is_command):
            continue
        parts += _words_before(words, is_after_command=bool(parts) and parts[-1].is_command)
        parts.append(HintPart(match[0].removesuffix("."), is_command=True))
        words_start = match.end()
    ending = hint[words_start:].strip()
    if parts:
        ending = ending.lstrip(".,;").strip()
        if hint.startswith(",", words_start) and _CONTINUATION.match(ending):
            return [HintPart(hint)]
    if ending:
        parts.append(HintPart(_begin_sentence(ending) if parts else ending))
    return parts


def _ends_as_lead(words: str, *, is_after_command: bool) -> bool:
    """Return whether a command that follows these words can stand on the next line."""
    return bool(_LEAD.search(words)) or (is_after_command and _JOIN.fullmatch(words) is not None)


def _words_before(words: str, *, is_after_command: bool) -> Iterator[HintPart]:
    """Yield the words that lead to a command; commands to be typed one after the other need none between them."""
    join = _JOIN.fullmatch(words) if is_after_command else None
    if join:
        if join["or"]:
            yield HintPart("or:")
        return
    words = words.lstrip(".,; ") if is_after_command else words
    if words:
        words = _begin_sentence(words) if is_after_command else words
        yield HintPart(words if words.endswith(":") else f"{words}:")


def _begin_sentence(words: str) -> str:
    """Return words that stand on a line of their own with a capital, unless they begin with a command."""
    return words if re.match(r"(?:somei|git|or) ", words) else words[:1].upper() + words[1:]


# ---- messages on a terminal


def find_stderr_columns() -> int:
    """Return the width that the terminal of messages reports: standard output may go elsewhere."""
    if not os.environ.get("COLUMNS"):
        with contextlib.suppress(OSError, ValueError):
            return os.get_terminal_size(sys.stderr.fileno()).columns
    return shutil.get_terminal_size().columns


_PREFIX = re.compile(r"(?:somei|hint|note|warning|doubt): ")
_PATH = re.compile(r"(?:^|[\s“'])/\S")
"""The beginning of a path: a sentence of success that names one stays whole."""
_LEAST_WIDTH = 20


def fold_message(message: str, width: int) -> str:
    """Return a message for a terminal: folded between words, and the commands of a hint on lines of their own."""
    return "\n".join(line for text in message.split("\n") for line in _fold_line(text, width))


def _fold_line(line: str, width: int) -> Iterator[str]:
    prefix = match[0] if (match := _PREFIX.match(line)) else ""
    is_hint = prefix == "hint: "
    if not is_hint and (_cells(line) <= width or (not prefix and _PATH.search(line))):
        yield line
        return
    start = prefix or find_margin(line, width)
    text = line[len(start) :]
    if len(start) > width - _LEAST_WIDTH:
        yield line
        return
    for index, part in enumerate(split_hint(text)):
        # Commands stand where they do below other sentences: two blanks from the left.
        first = start if index == 0 else ("" if prefix else " " * len(start)) + ("  " if part.is_command else "")
        pieces = (fold_command if part.is_command else _fold_words)(part.text, width - len(first))
        for number, piece in enumerate(pieces):
            # A code host would take some words at the beginning of a line for commands.
            yield f"{' ' * len(first)}{escape_log_command(piece)}" if number else f"{first}{piece}"


def find_margin(line: str, width: int) -> str:
    """Return what stands before the last words of a line in columns; folded words stay in their column."""
    match = re.match(r".*  (?=\S)| *(?:[-–•] )?", line[: width // 2])
    return match[0] if match else ""


_LAST_COMMAND = re.compile(r"(?<=[·-] )somei [^·]{1,30}$")
"""What can be typed next, at the end of a line that counts something."""


def _fold_words(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in keep_units_whole(_LAST_COMMAND.sub(lambda match: keep_whole(match[0]), text)).split(" "):
        longer = f"{line} {word}" if line else word
        if line and _cells(longer) > width:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    if len(lines) > 1 and " " not in line:
        # A last word does not stand alone.
        earlier, _, word = lines[-2].rpartition(" ")
        if earlier and _cells(f"{word} {line}") <= width:
            lines[-2:] = [earlier, f"{word} {line}"]
    # The end of a line separates the parts, too.
    lines[1:] = [folded.removeprefix("· ") for folded in lines[1:]]
    return [folded.replace(UNBREAKABLE_BLANK, " ") for folded in lines]


def is_command(text: str) -> bool:
    """Return whether a text is a command of somei or git, as a hint names it."""
    return text.startswith(("somei ", "git "))


def fold_command(command: str, width: int) -> list[str]:
    r"""Return a command in lines that can be typed as they stand: all but the last end with a backslash.

    >>> fold_command("somei xref add 15070/19 13753/19 --kind agenda --item 1", 44)
    ['somei xref add 15070/19 13753/19 \\', '  --kind agenda --item 1']
    """
    if _cells(command) <= width:
        return [command]
    lines = [""]
    # An option stays with its value, and a backslash stands between words alone.
    for word in re.findall(rf"--?[a-z-]+ (?!-){_WORD}(?!\S)|(?:{_QUOTED}|[^\s'\"]|['\"])+", command):
        longer = f"{lines[-1]} {word}" if lines[-1].strip() else lines[-1] + word
        if lines[-1].strip() and _cells(longer) > width - 2:
            lines[-1] += " \\"
            longer = f"  {word}"
            lines.append("")
        lines[-1] = longer
    return lines


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(letter) in "WF" and letter != UNBREAKABLE_BLANK else 1 for letter in text)
