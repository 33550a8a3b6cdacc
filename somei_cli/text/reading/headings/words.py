"""The headings in a run of words in capitals: whole, damaged, misread, or those of an addendum to another document."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from somei_cli.text.reading.headings.capitals import Capital, find_capitals, on_one_line
from somei_cli.text.reading.headings.keys import HeadingMeaning, Keys
from somei_cli.text.reading.headings.places import label_follows, stands_as_heading

TO_ANOTHER = ("ADDENDUM", "CORRIGENDUM", "RECTIFICATIF")
"""What a document can be to another one: ADDENDUM TO THE NOTE."""
ONLY_TO_ANOTHER = ("REVISED VERSION", "REVISED", "EXTRACT")
"""The same, but never without the other one."""
_ENGLISH_JOINING = frozenset({"TO", "OF", "FROM", "THE"})
_LONGEST_JOINING = 4
_MOST_JOINING = 3
_MOST_MISREAD = 5
_MOST_WORDS = 6
_EDGES = "\"'‘’“”„«» "
# The quotation mark behind the letters of an item, where the letters are spaced.
_CLOSING = re.compile(r"\s?[\"'”“»’]{1,2}(?=\s|$)")


class HeadingMatch(NamedTuple):
    """A heading by its English words, where it stands, and the index of the word behind it."""

    text: str
    start: int
    end: int
    after: int


def in_capitals(text: str, keys: Keys) -> Iterator[HeadingMatch]:
    """Every heading in capitals, in order."""
    tries = _MOST_MISREAD
    for run in find_capitals(text):
        at, none = 0, True
        while at < len(run):
            found = _to_another(text, run, at, keys) or _simple(text, run, at, keys)
            at = found.after if found else at + 1
            if found:
                none = False
                yield found
        if none and tries and label_follows(text, run[-1].end):
            tries -= 1
            yield from _misread(run, keys)


def _misread(run: list[Capital], keys: Keys) -> Iterator[HeadingMatch]:
    """The heading that the last words before a label come nearest to, where a scan misread a letter or two."""
    for at in range(max(0, len(run) - _MOST_WORDS), len(run)):
        meaning = keys.nearest("".join(word.key for word in run[at:]))
        if meaning:
            yield HeadingMatch(meaning.text, run[at].start, run[-1].end, len(run))
            return


def _simple(text: str, run: list[Capital], at: int, keys: Keys) -> HeadingMatch | None:
    match = _longest(run, at, keys)
    if match is None or not stands_as_heading(text, run, at, match[1], match[0]):
        return None
    meaning, after = match[0], _repeated(run, match[1], keys)
    closing = _CLOSING.match(text, run[after - 1].end)
    return HeadingMatch(meaning.text, run[at].start, closing.end() if closing else run[after - 1].end, after)


def _longest(run: list[Capital], at: int, keys: Keys) -> tuple[HeadingMeaning, int] | None:
    """The longest heading that begins with a word, and the index behind it."""
    key, best = "", None
    for index in range(at, len(run)):
        key += run[index].key
        if not keys.may_begin(key):
            break
        if run[index].key and (meaning := keys.meanings.get(key)):
            best = meaning, index + 1
    return best


def _to_another(text: str, run: list[Capital], at: int, keys: Keys) -> HeadingMatch | None:
    """ADDENDUM TO THE NOTE, CORRIGENDUM 1 TO COVER NOTE, in any language whose words for them are known."""
    first = _first_words(run, at, keys)
    if first is None:
        return None
    name, after = first
    for index in range(after, min(after + _MOST_JOINING, len(run) - 1)):
        item_letters = run[index].key == "I" or "/" in run[index + 1].gap
        if item_letters or len(run[index].key) > _LONGEST_JOINING:
            return None
        base = _longest(run, index + 1, keys)
        if base is None:
            continue
        meaning, end = base
        joint = f"{name} TO"
        if not meaning.abroad and _ENGLISH_JOINING.issuperset(c.key for c in run[after : index + 1]):
            joint = " ".join([name, *text[run[after - 1].end : run[index + 1].start].split()]).rstrip(_EDGES)
        end = _repeated(run, end, keys)
        return HeadingMatch(f"{joint} {meaning.text}", run[at].start, run[end - 1].end, end)
    return None


def _first_words(run: list[Capital], at: int, keys: Keys) -> tuple[str, int] | None:
    match = _longest(run, at, keys)
    if match and match[0].text in TO_ANOTHER:
        return match[0].text, match[1]
    for words in ONLY_TO_ANOTHER:
        stop = at + len(words.split())
        if [c.key for c in run[at:stop]] == words.split():
            return words, stop
    return None


def _repeated(run: list[Capital], after: int, keys: Keys) -> int:
    """The same heading once more in another language behind a stroke belongs to it."""
    if after >= len(run) or "/" not in run[after].gap:
        return after
    again = _longest(run, after, keys)
    if again is None:
        return after
    after = again[1]
    while after + 1 < len(run) and on_one_line(run, after) and len(run[after].key) <= _LONGEST_JOINING:
        base = _longest(run, after + 1, keys)
        after = base[1] if base else after + 1
    return after
