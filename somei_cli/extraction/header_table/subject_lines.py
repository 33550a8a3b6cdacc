"""The lines below those of a subject: which of them belong to it, and which can no longer."""

import re

from somei_cli.extraction.cover.own_number import is_document_number
from somei_cli.extraction.header_table.label_words import FORMULA_IN_CAPITALS, OPENING_PHRASE
from somei_cli.extraction.header_table.text_beginnings import TEXT_BEGINS, is_heading_or_label, is_never_in_subject
from somei_cli.extraction.joined_lines import (
    begins_a_sentence,
    ends_a_sentence,
    ends_in_small_word,
    is_dashed,
    is_unfinished,
    without_dash,
)

SHORT_LINE = 45
"""A line with fewer characters does not fill the width of a usual page."""
_LONGEST_TITLE_LINE = 60
_LONG_LINE = 240
_NEARBY = 700
_WIDEST_PAGE = 120
_NARROWEST_PAGE = 30
_FEWEST_FULL_LINES = 3
_RAGGED_EDGE = 8


def fills_its_line(text: str, end: int, below: str) -> bool:
    """Whether the first word of the line below had no room behind the line that ends at an offset.

    The page has a width only if several of the lines nearby are about as long as the longest of them.
    """
    line_start = text.rfind("\n", 0, end) + 1
    lengths = [len(line.rstrip()) for line in text[max(0, line_start - _NEARBY) : end + _NEARBY].split("\n")[1:-1]]
    widths = sorted(length for length in lengths if length <= _WIDEST_PAGE)[-_FEWEST_FULL_LINES:]
    if len(widths) < _FEWEST_FULL_LINES or widths[0] < max(_NARROWEST_PAGE, widths[-1] - _RAGGED_EDGE):
        return False
    return end - line_start + 1 + len(below.split(None, 1)[0]) > widths[-1]


def is_below_subject(line: str, subject_lines: list[str], *, gap: bool, full: bool) -> bool:
    """Whether a line below lines of the subject is no longer part of it.

    A blank line may be between them, a `gap`. If the last line is `full`, its next word had no room in it.
    """
    last = subject_lines[-1]
    is_sentence = not gap and ends_a_sentence(line) and line[0].isupper() and not is_unfinished(last)
    is_formula = FORMULA_IN_CAPITALS.match(line) is not None
    may_go_on = is_unfinished(last) and (is_formula or _ANNEX_OF_ACT.match(line) is not None)
    may_go_on = may_go_on or (is_document_number(line) and ends_in_small_word(last))
    if is_sentence or (is_heading_or_label(line) and not may_go_on):
        return True
    if is_dashed(line):
        is_number = _NUMBER_ALONE.fullmatch(without_dash(line)) is not None
        return is_number or len(line) > _LONG_LINE or (gap and line.endswith((";", ".")))
    if is_dashed(last) and (len(last) <= _SHORT_MARK or _LETTER_ALONE.fullmatch(without_dash(last))):
        return False
    if gap:
        is_bracket = line[0] == "(" and _FOOTNOTE.match(line) is None
        continues = line[0].islower() or is_bracket or _continues_act(last, line)
        # Proposal for a REGULATION / OF THE COUNCIL on lamps
        continues = continues or (last.split()[-1].isupper() and _JOINS_CAPITALS.match(line) is not None)
        return not (is_unfinished(last) or continues)
    if last.split()[-1].isupper() and _JOINS_CAPITALS.match(line):
        return False
    begins = begins_a_sentence(line) or OPENING_PHRASE.match(line) is not None
    # A title in capitals over several lines: BRUSSELS EUROPEAN COUNCIL / 18/19 JUNE 2009 / PRESIDENCY CONCLUSIONS.
    is_in_capitals = last.isupper() and line.isupper()
    is_after_short_line = (
        len(last) < SHORT_LINE and not full and not line[0].islower() and line[0] not in "(“\"'" and not is_in_capitals
    )
    return (begins or is_after_short_line) and not is_unfinished(last)


# (1) The information from the minutes which may be released …
_FOOTNOTE = re.compile(r"\([0-9*]{1,2}\) [^\W\d_a-zß-ÿ]")
# A site that makes lists of the numbers in a text puts a bullet before each, and its words on the line below.
_NUMBER_ALONE = re.compile(r"(?:[0-9]{1,2}|[IVX]{1,4})[.)]")
_LETTER_ALONE = re.compile(r"[a-z]\)")
_SHORT_MARK = 2
_JOINS_CAPITALS = re.compile(
    r"(?:OF|AND|ON|FOR|WITH|BY|DES|DU|DE|ET|UND|ZUR|ÜBER|DEL|DELLA|SU|SOBRE|VAN|EN|INZAKE|OM|AV|AF) [^\W\d_a-zß-ÿ]"
)
# … on explosives precursors, amending / Annex XVII to Regulation (EC) No 1907/2006
_ANNEX_OF_ACT = re.compile(r"Annex(?:es)? [IVX0-9]{1,5}(?:(?:,| and) [IVX0-9]{1,5}){0,4} (?:to|of) ")
_ACT_LAST = re.compile(
    r"\b(?:Regulation|Directive|Decision|Verordnung|Richtlinie|Beschluss(?:es)?|[Rr]èglement|[Dd]écision|[Rr]egolamento|"
    r"[Dd]irettiva|[Dd]ecisione|Reglamento|[Dd]ecisión|Verordening|Richtlijn|Besluit|[Rr]egulamento|[Ff]orordning|"
    r"[Dd]irekti[vf]|[Ff]örordning)$"
)
_NUMBER_OF_ACT = re.compile(
    r"(?:\((?:E[CUG]|CE|UE)[^()\n]{0,12}\) ?)?(?:No|Nr|n[°ºr]|nr)\.? ?[0-9]{1,4}/[0-9]{2,4}(?!\d)"
)


def _continues_act(last: str, line: str) -> bool:
    """Whether a line begins with the number of the act with which the line above ends.

    >>> _continues_act("Report on Regulation", "No 12/2001 on lamps"), _continues_act("Report", "No 12/2001 on lamps")
    (True, False)
    """
    return _ACT_LAST.search(last) is not None and _NUMBER_OF_ACT.match(line) is not None


def is_second_title(line: str, below: str) -> bool:
    """Whether a short line right below the subject belongs to it: the text plainly begins on the next line."""
    is_title = len(line) <= _LONGEST_TITLE_LINE and line[0].isupper() and not ends_a_sentence(line)
    is_plain = not is_never_in_subject(line)
    return is_title and is_plain and below[:2] != "\n\n" and is_sentence_of_text(below.lstrip("\n")[:200])


def is_sentence_of_text(line: str) -> bool:
    """Whether a line begins as the sentences of a main text do."""
    return begins_a_sentence(line) or OPENING_PHRASE.match(line) is not None


def is_indented_tail(raw: str, subject_lines: list[str]) -> bool:
    """Whether a short line, indented by one blank below the subject, is a dashed line that lost its dash."""
    words = raw.strip()
    is_plain = not (TEXT_BEGINS.match(words) or is_dashed(words) or begins_a_sentence(words) or ends_a_sentence(words))
    return raw[:1] == " " and raw[1:2] != " " and len(subject_lines) == 1 and len(words) < SHORT_LINE and is_plain
