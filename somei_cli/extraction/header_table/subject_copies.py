"""The subject in a second place: a copy of the header, or the title of a web page, shows where the subject ends."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from somei_cli.extraction.cover.act_titles import find_conclusions_title
from somei_cli.extraction.cover.meeting_ordinals import MEETING_ORDINAL
from somei_cli.extraction.cover.place_and_date import town_pattern
from somei_cli.extraction.cover.printed_dates import is_mostly_date
from somei_cli.extraction.header_table.label_words import OPENING_PHRASE, LabelKind
from somei_cli.extraction.header_table.text_beginnings import find_text_in_line, is_never_in_subject
from somei_cli.extraction.header_table.unlabelled_values import HeaderTable, LabelValue
from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence, join_lines

_LONGEST_REMAINDER = 120
_LEAST_TITLE_WORDS = 3
_LONGEST_TITLE = 600
_DASHES = ("-", "–", "—")
_SIGNS = r"[\s\-–—−•=*|_]"


def with_agreed_subject(text: str, table: HeaderTable, copy_table: HeaderTable) -> HeaderTable:
    """Return the table with the copy's subject, if only the copy shows plainly where the subject ends.

    One of the two subjects must be how the other begins.
    """
    own_subject, copy_subject = table.first(LabelKind.SUBJECT), copy_table.first(LabelKind.SUBJECT)
    if copy_subject is None or copy_subject.doubt or not copy_table.is_certain:
        return table
    if own_subject and (longer := _with_longer_subject(text, table, own_subject, copy_subject.text)):
        return longer
    if table.is_certain or (own_subject and _goes_on_below(text, own_subject, copy_table)):
        return table
    start = own_subject.start if own_subject else table.main_text_start
    words = r"\s+".join(re.escape(word) for word in copy_subject.text.split())
    match = re.compile(rf"\s*{words}(?!\w)").match(text, start)
    if match is None or (own_subject and _may_continue(own_subject.text, copy_subject.text)):
        return table
    return _with_subject(table, copy_subject.text, match.end() - len(match[0].lstrip()), match.end())


def _goes_on_below(text: str, subject: LabelValue, copy_table: HeaderTable) -> bool:
    """Whether a dashed paragraph below the copy's subject holds the rest of a longer subject, and nothing else."""
    copied = copy_table.first(LabelKind.SUBJECT)
    own_words, words = _words(subject.text), _words(copied.text) if copied else ()
    paragraph = (
        text[copy_table.main_text_start : copy_table.main_text_start + _LONGEST_TITLE].lstrip().partition("\n\n")[0]
    )
    is_beginning = own_words[: len(words)] == words and not subject.doubt
    return is_beginning and paragraph[:1] in _DASHES and _words(paragraph) == own_words[len(words) :]


def with_subject_of_titles(text: str, table: HeaderTable, titles: Iterable[str]) -> HeaderTable:
    """Return the table with the subject as a title of the page gives it: longer, or not in doubt any more.

    What the title adds must be the next words of the text.
    """
    subject = table.first(LabelKind.SUBJECT)
    if subject is None or len(subject.text.split()) < _LEAST_TITLE_WORDS:
        return table
    for title in titles:
        title = title[: find_text_in_line(title) or None]  # noqa: PLW2901 - what follows is the main text
        if longer := _with_longer_subject(text, table, subject, title):
            return longer
        if subject.doubt and _words(title) == _words(subject.text):
            return _with_subject(table, subject.text, subject.start, table.main_text_start)
        if subject.doubt and (shorter := _with_shorter_subject(text, table, subject, title)):
            return shorter
    return table


_LABEL_BEFORE = re.compile(
    r".*?(?<!\w)(?:Subject|Objet|Betr\.|Betreft|Oggetto|Asunto|Assunto|Vedr\.|Ärende|Dotyczy) ?: ?"
)
_FEWEST_WORDS_OF_TITLE = 6


def _with_shorter_subject(text: str, table: HeaderTable, subject: LabelValue, title: str) -> HeaderTable | None:
    """Return the table with a subject in doubt cut where the title of the page ends, if a capital follows there.

    The subject stays in doubt: the title of a page may be cut, too.
    """
    label = _LABEL_BEFORE.match(title)
    words = (title[label.end() :] if label else title).split()
    pattern = r"\s{1,4}".join(map(re.escape, words))
    match = re.compile(rf"{pattern}(?=\s{{1,4}}[^\W\d_a-zß-ÿ])").match(text, subject.start)
    if match is None or len(words) < _FEWEST_WORDS_OF_TITLE or len(words) >= len(subject.text.split()):
        return None
    cut = LabelValue(LabelKind.SUBJECT, " ".join(words).rstrip(" ,"), subject.start, subject.doubt)
    values = [value for value in table.values if value.kind is not LabelKind.SUBJECT]
    return replace(table, values=(*values, cut), main_text_start=match.end())


def with_title_below(text: str, table: HeaderTable) -> HeaderTable:
    """Return the table with the title above the main text as the subject, if it begins as the subject and goes on."""
    subject = table.first(LabelKind.SUBJECT)
    if subject is None:
        return table
    start = table.main_text_start
    start += len(text[start:]) - len(text[start:].lstrip())
    paragraph = list(takewhile(str.strip, text[start : start + _LONGEST_TITLE].split("\n")))
    for count in range(len(paragraph), 0, -1):
        title = join_lines(paragraph[:count])
        own_words, words = _words(subject.text), _words(title)
        is_longer = len(own_words) > 1 and len(words) > len(own_words) and words[: len(own_words)] == own_words
        if is_longer and not find_text_in_line(title) and not any(map(is_never_in_subject, paragraph[:count])):
            end = start + sum(len(line) + 1 for line in paragraph[:count]) - 1
            return _with_subject(table, title, start, end)
    return table


def with_part_below(text: str, table: HeaderTable, part: str) -> HeaderTable:
    """Return the table with the words right below the subject as its last part."""
    subject = table.first(LabelKind.SUBJECT)
    return (_with_longer_subject(text, table, subject, f"{subject.text} - {part}") if subject else None) or table


def with_conclusions_below(text: str, table: HeaderTable) -> HeaderTable:
    """Return the table with the whole title of conclusions of the European Council: its name, days and conclusions.

    The lines may be apart: `EUROPEAN COUNCIL` / `Meeting of 25 March 2010` / `CONCLUSIONS`.
    """
    subject = table.first(LabelKind.SUBJECT)
    if subject is None or len(subject.text) > _LONGEST_REMAINDER:
        return table
    end = table.main_text_start
    title = find_conclusions_title(text, subject.start, end + _LONGEST_REMAINDER, OPENING_PHRASE)
    if title is None or title.end <= end or text[subject.start : title.start].strip():
        return table
    lines_below = [line.strip() for line in text[end : title.end].split("\n") if line.strip()]
    if any(map(is_never_in_subject, lines_below)) or any(map(_LABEL_FIRST.match, lines_below)):
        return table
    return _with_subject(table, *title[:3])


_LABEL_FIRST = re.compile(r"[^\W\d_]{2,12} ?:\s")


def without_place_and_days(table: HeaderTable) -> HeaderTable:
    """Return the table without place and days behind a subject that is the title of a press text.

    That is `2240e zitting van de Raad - LANDBOUW - Brussel, 24 januari 2000`.
    """
    subject = table.first(LabelKind.SUBJECT)
    if subject is None or MEETING_ORDINAL.match(subject.text) is None:
        return table
    towns = [town for town in town_pattern().finditer(subject.text) if subject.text[: town.start()].endswith("- ")]
    if not towns or not is_mostly_date(subject.text[towns[-1].start() :]):
        return table
    words = subject.text[: towns[-1].start()].rstrip(" -–—")
    return _with_subject(table, words, subject.start, table.main_text_start)


# On the cover of a declassified version the status slipped behind the next label: “new status: Subject: Public …”
_STATUS_WITHOUT_VALUE = re.compile(r"(?i)\bnew status\s{0,3}:\s{1,8}subject\s{0,3}:\s{1,8}\Z")
_LONGEST_STATUS = 60


def without_new_status(text: str, table: HeaderTable) -> HeaderTable:
    """Return the table without the new status of the document before its subject, whose own label has no value."""
    subject = table.first(LabelKind.SUBJECT)
    if subject is None or not subject.text.startswith("Public "):
        return table
    if not _STATUS_WITHOUT_VALUE.search(text, max(0, subject.start - _LONGEST_STATUS), subject.start):
        return table
    words = subject.text.removeprefix("Public ")
    shortened = replace(subject, text=words, start=subject.start + len("Public "))
    return replace(table, values=tuple(shortened if value is subject else value for value in table.values))


def _with_longer_subject(text: str, table: HeaderTable, subject: LabelValue, longer: str) -> HeaderTable | None:
    own_words, words = _words(subject.text), _words(longer)
    if len(words) <= len(own_words) or words[: len(own_words)] != own_words:
        return None
    remainder = rf"{_SIGNS}*".join(map(re.escape, words[len(own_words) :]))
    match = re.compile(rf"(?i){_SIGNS}{{0,80}}{remainder}(?!\w)").match(text, table.main_text_start)
    if match is None:
        return None
    return _with_subject(table, " ".join(longer.split()), subject.start, match.end())


@lru_cache(maxsize=16)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(rf"{_SIGNS}+", text.casefold()) if word)


def _with_subject(table: HeaderTable, words: str, start: int, end: int) -> HeaderTable:
    values = [value for value in table.values if value.kind is not LabelKind.SUBJECT]
    subject = LabelValue(LabelKind.SUBJECT, words, start)
    return replace(table, values=(*values, subject), main_text_start=end, is_certain=True)


def _may_continue(longer: str, shorter: str) -> bool:
    """Whether the words that one copy has beyond the other may be the end of a subject that a blank line broke."""
    remainder = longer.removeprefix(shorter).strip()
    return (
        remainder != longer
        and len(remainder) <= _LONGEST_REMAINDER
        and not ends_a_sentence(remainder)
        and not begins_a_sentence(remainder)
    )
