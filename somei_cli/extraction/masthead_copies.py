"""Choose the masthead that counts where a page shows several: a transcript prints the header twice, a site its title.

The other copies show where the subject ends.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from somei_cli.extraction.cover.own_number import find_own_number
from somei_cli.extraction.header_table.label_words import LabelKind
from somei_cli.extraction.header_table.subject_copies import (
    with_agreed_subject,
    with_conclusions_below,
    with_part_below,
    with_subject_of_titles,
    with_title_below,
    without_new_status,
    without_place_and_days,
)
from somei_cli.extraction.header_table.table import read_header_table
from somei_cli.extraction.header_table.unlabelled_values import HeaderTable
from somei_cli.extraction.header_table.well_known_names import USUAL_NAMES, KnownNames
from somei_cli.extraction.items.treatments import is_treatment
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.masthead import LETTERHEAD_WITHIN, Masthead
from somei_cli.model.importing.draft_entry import Line


@dataclass(frozen=True, slots=True)
class MastheadCopies:
    """The masthead that counts, its header table, the spans of the other copies, and these with their tables."""

    first: Masthead
    table: HeaderTable
    other_spans: tuple[tuple[int, int], ...] = ()
    copies: tuple[tuple[Masthead, HeaderTable], ...] = ()

    @property
    def main_text_start(self) -> int:
        """The offset where the main text begins."""
        return max(self.table.main_text_start, self.first.heading_end)

    def main_text_lines(self, source: NumberedText) -> tuple[Line, ...]:
        """Return the lines of the main text, without further copies of the header."""
        lines: list[Line] = []
        position = self.main_text_start
        for start, end in self.other_spans:
            if start >= position:
                lines += source.lines_between(position, start)
                position = end
        return (*lines, *source.lines_between(position))


def choose_masthead(
    mastheads: Sequence[Masthead],
    text: str,
    names: KnownNames = USUAL_NAMES,
    source: NumberedText | None = None,
) -> MastheadCopies:
    """Choose the first masthead that has a number, or without any the one with most labels.

    A copy with the same number shows where the subject ends.

    `names` are names of bodies; `source` are the lines of the text, which know their places on the page.
    """
    numbered = [masthead for masthead in mastheads if _printed_number(text, masthead)]
    first = next((masthead for masthead in numbered if not _is_torn(text, masthead)), next(iter(numbered), None))
    # The title of a web page may repeat the end of a header table.
    first = first or max(mastheads, key=lambda masthead: len({label.kind for label in masthead.labels}))
    later_mastheads = [masthead for masthead in mastheads if masthead.start > first.start]
    number = _printed_number(text, first)
    copies = [masthead for masthead in later_mastheads if number and _printed_number(text, masthead) == number]
    limit = min((masthead.start for masthead in later_mastheads), default=len(text))
    table = read_header_table(
        text, first.labels, max(limit, first.labels[-1].end if first.labels else 0), names, source
    )
    other_spans = []
    copies_with_tables = []
    for copied in copies:
        later_starts = [masthead.start for masthead in mastheads if masthead.start > copied.labels[-1].end]
        copy_table = read_header_table(text, copied.labels, min(later_starts, default=len(text)), names, source)
        table = with_agreed_subject(text, table, copy_table)
        other_spans.append((copied.start, copy_table.main_text_start))
        copies_with_tables.append((copied, copy_table))
    table = with_subject_of_titles(text, table, _page_titles(text, first))
    table = with_conclusions_below(text, with_title_below(text, _with_treatment(text, table)))
    table = without_new_status(text, without_place_and_days(table))
    return MastheadCopies(first, table, tuple(other_spans), tuple(copies_with_tables))


# C ouncil of the European U nion
_TORN_CAPITAL = re.compile(r"(?<![^\W\d_])(?![AIO])[A-Z] [a-zß-ÿ]{3}")
_FEWEST_TORN = 4
_LONGEST_TABLE = 1000


def _is_torn(text: str, masthead: Masthead) -> bool:
    """Whether blanks part the letters of a masthead: the clean copy that a site shows below it counts."""
    words = text[masthead.start : masthead.table_start + _LONGEST_TABLE]
    return len(_TORN_CAPITAL.findall(words)) >= _FEWEST_TORN


_LONGEST_PAGE_TITLE = 400


def _page_titles(text: str, masthead: Masthead) -> list[str]:
    """Return the lines above the letterhead, among which a web site has its title."""
    lines = text[max(0, masthead.start - LETTERHEAD_WITHIN) : masthead.start].split("\n")
    return [line for line in map(str.strip, lines) if line and len(line) <= _LONGEST_PAGE_TITLE]


def _with_treatment(text: str, table: HeaderTable) -> HeaderTable:
    """Return the table with a treatment below the subject as its last part, if only the layout left that in doubt."""
    subject = table.first(LabelKind.SUBJECT)
    if subject is None or not subject.doubt:
        return table
    line = text[table.main_text_start :].lstrip().partition("\n")[0].strip()
    return with_part_below(text, table, line) if is_treatment(line) else table


def _printed_number(text: str, masthead: Masthead) -> str | None:
    own = find_own_number(text, masthead.start, masthead.end)
    return str(own.number or own.text) if own else None
