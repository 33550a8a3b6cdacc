"""Find where the subject ends and the main text begins, the least clearly marked border of the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from somei_cli.extraction.header_table.label_words import OPENING_PHRASE
from somei_cli.extraction.header_table.one_line_subject import (
    find_end_in_line,
    find_likely_sentence,
    is_title_of_act,
    without_last_heading,
)
from somei_cli.extraction.header_table.subject_layout import NO_LAYOUT, RULE, SubjectLayout, find_rule_below
from somei_cli.extraction.header_table.subject_lines import (
    SHORT_LINE,
    fills_its_line,
    is_below_subject,
    is_indented_tail,
    is_second_title,
    is_sentence_of_text,
)
from somei_cli.extraction.header_table.text_beginnings import (
    SENTENCE_END,
    SENTENCES,
    begins_text,
    find_text_in_line,
    find_words_that_run_on,
    is_like_title,
    is_never_in_subject,
    repeats_subject,
)
from somei_cli.extraction.header_table.title_words import is_running_text
from somei_cli.extraction.joined_lines import (
    begins_a_sentence,
    ends_a_sentence,
    is_dashed,
    is_unfinished,
    join_lines,
    without_dash,
)

_MOST_LINES = 40
_LONG_LINE = 240
_MOST_CHARACTERS = 400
_FEW_CHARACTERS = 4
_LONGEST_ACT_TITLE = 1000
# The title of an act or of its annex in any language: `BILAG til KOMMISSIONENS DELEGEREDE FORORDNING`.
_ACT_IN_CAPITALS = re.compile(r"(?:[^\W\d_a-zß-ÿ]{3,24},? (?:[a-zß-ÿ]{1,4} ){0,2}){3}")
_SEARCHED_LINE = 2000
_FIRST_ITEM = re.compile(r"\s{0,40}(?:1|I)\.\s")
_MOST_LINES_ABOVE_RULE = 8
_MOST_LAST_LINES = 4
_MOST_LINES_ABOVE_TEXT = 12
_MOST_LINES_OF_PART = 3
_SEAM_WORDS = 60
_WITHOUT_BLANKS = re.compile(r"[^\W\d_]{30}")
_NOTE_MARK = re.compile(r"(?<=[0-9]{4}|.{3}\)) [1-9]$")
# The bullet before a part of the subject, on a page of one line.
_BULLET_WITHIN = re.compile(r" [•▪] (?=[^\W\d_])")
_NOTE_FIGURE_LAST = re.compile(r"(?:(?<=[^\W\d_A-ZÀ-Þ]{3}) |(?<=[)”\"]) ?)(?P<figure>[1-9])$")
# What is counted: Part 1, Artikel 2.
_COUNTED_WORD_LAST = re.compile(
    r"(?i)(?:\b(?:parts?|titles?|chapters?|articles?|annex|phase|stage|group|section|pillar|version|reading|option|"
    r"teil|titel|kapitel|artikel|anhang|partie|titre|chapitre|parte|t[íi]tulo|titolo|cap[íi]tulo|capitolo|del|osa|"
    r"hoofdstuk|część|rozdział|část|hlava|kapitola)|(?-i:(?<![^\W\d_])[A-Z]{2,}))$"
)
# The heading of what an addendum to an item note holds.
_STATEMENT = re.compile(
    r"(?i:(?:joint |common |unilateral )?statements? (?:by|of|from) |déclarations? (?:de|du|des|commune) |"
    r"(?:gemeinsame )?erklärung (?:der|des|von) |dichiarazion[ei] (?:de|comune)|declaraci(?:ón|ones) (?:de|conjunta)|"
    r"declaraç(?:ão|ões) (?:d|conjunta)|verklaring(?:en)? van |erklæring(?:er)? fra |uttalande(?:n)? (?:från|av) |"
    r"lausuma|oświadczeni[ea] |prohlášení |vyhlásenie |izjav[ae] |declarați[ae] )"
)
_CAPITAL = re.compile(r"(?<=[\w)\]”\"’'])\s(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject, the offset where it ends, and whether its end is certain."""

    text: str | None
    end: int
    is_certain: bool
    doubt: str = ""
    """The words at the seam, if it is not certain on which side of it they belong."""


def read_subject(text: str, start: int, limit: int, layout: SubjectLayout = NO_LAYOUT) -> Subject:
    """Read the subject that begins at an offset."""
    if any(is_never_in_subject(line.strip()) for _, line in list(_lines(text, start, layout.cell_end))[1:]):
        # Paragraphs without blank lines, and no cell.
        layout = replace(layout, cell_end=0)
    subject_lines = _SubjectLines(layout, end=start)
    after_blank = False
    for offset, line in _lines(text, start, limit):
        if line.strip():
            if after_blank and not subject_lines.lines and _FIRST_ITEM.match(line):
                # The subject is empty, and this line is the first item.
                return Subject(None, start, is_certain=False)
            subject = subject_lines.add_line(line, offset, text, limit)
            if subject is not None:
                return subject
            if subject_lines.is_complete:
                break
        else:
            after_blank = after_blank or offset > start
            subject_lines.gap = bool(subject_lines.lines)
    subject_lines.cut_sentence()
    words = join_lines(drop_cut_copy(subject_lines.lines))
    if _WITHOUT_BLANKS.search(words):
        return Subject(None, start, is_certain=False)
    doubt = subject_lines.doubt or (find_words_that_run_on(words) if not layout.is_columnar else "")
    if mark := _find_note_mark(words, text, subject_lines.end):
        doubt = doubt or f"{words[: mark.start()][-_SEAM_WORDS:]} / {mark['figure']}"
        words = words[: mark.start()]
    return Subject(words or None, subject_lines.end, is_certain=True, doubt=doubt)


def _find_note_mark(words: str, text: str, end: int) -> re.Match[str] | None:
    """Return the figure of a footnote behind the words of a subject, if the footnote stands below."""
    mark = _NOTE_FIGURE_LAST.search(words)
    if mark is None or _COUNTED_WORD_LAST.search(words, 0, mark.start()):
        return None
    note = re.compile(rf"(?m)^[ \t]{{0,20}}{mark['figure']}(?:\t|[ ]{{2}})[ \t]*[^\W\d_a-zß-ÿ]")
    return mark if note.search(text, end) else None


def drop_cut_copy(lines: list[str]) -> list[str]:
    """Return the lines without a cut copy of the subject before the whole one.

    >>> drop_cut_copy(["Report on oil for", "Report on oil for lamps", "- Adoption"])
    ['Report on oil for lamps', '- Adoption']
    """
    for index in range(1, len(lines)):
        begin = " ".join(lines[:index]).casefold().split()
        if len(begin) > 1 and " ".join(lines[index:]).casefold().lstrip("-–— ").split()[: len(begin)] == begin:
            return [lines[index].lstrip("-–— "), *lines[index + 1 :]]
    return lines


@dataclass
class _SubjectLines:
    """The lines of a subject read so far; `gap` means that a blank line follows the last one."""

    layout: SubjectLayout
    end: int
    lines: list[str] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    gap: bool = False
    is_complete: bool = False
    is_above_sentence: bool = False
    """Whether a line that ends a sentence, and may be its second half, is right below."""
    doubt: str = ""

    def add_line(self, raw: str, offset: int, text: str, limit: int) -> Subject | None:
        """Add a line with words; return the complete subject if it ends within the line."""
        line = raw.strip()
        if not self.lines:
            return self._add_first(raw, offset, text[offset + len(raw) : limit])
        text_start = _find_text_in_later_line(line)
        continues = not self.gap or is_unfinished(self.lines[-1]) or is_dashed(line)
        if text_start and continues and not begins_text(line):
            self._add(line[:text_start], offset, raw[: raw.index(line) + text_start])
            self.is_complete = True
        elif self._is_in_layout(line, offset):
            self._add_part(line, offset, raw)
        elif offset > self.layout.hanging_end and (self.layout.hanging_end or (self.layout.is_aligned and self.gap)):
            self.is_complete = True
        elif self.gap and is_indented_tail(raw, self.lines):
            self._add(f"- {line}", offset, raw)
        elif is_below_subject(line, self.lines, gap=self.gap, full=fills_its_line(text, self.end, line)):
            self._add_last_lines(raw, offset, text, limit)
            self.is_complete = True
        elif len(line) > _LONG_LINE:
            subject = _subject_in_line(raw, offset)
            if _goes_on_behind_dash(subject, raw, offset, text[offset + len(raw) : limit]):
                self._add(line, offset, raw)
                return None
            self.is_complete = True
            return replace(subject, text=join_lines([*self.lines, subject.text])) if subject.text else None
        else:
            self._add(line, offset, raw)
        return None

    def _add_last_lines(self, raw: str, offset: int, text: str, limit: int) -> None:
        """Add what belongs to the subject below the line that seemed to be its last, or may belong to it."""
        line = raw.strip()
        if not self.gap and is_second_title(line, text[offset + len(raw) : limit]):
            self._add(line, offset, raw)
        elif last_lines := self._find_last_lines(text, offset, limit):
            last_offset, last_line = last_lines[-1]
            text_below = text[last_offset + len(last_line) :].lstrip()
            self.doubt = "" if begins_text(text_below) else self._seam(line)
            for line_offset, last_line in last_lines:
                self._add(last_line.strip(), line_offset, last_line)
            self._add_line_in_capitals(text, limit)
        else:
            self.is_above_sentence = not self.gap and ends_a_sentence(line) and not begins_a_sentence(line)
            self._add_parts_above_rule(text, offset, limit)

    def _is_in_layout(self, line: str, offset: int) -> bool:
        """Whether the layout shows that a line belongs to the subject, and its words do not contradict that."""
        if offset < self.layout.hanging_end:
            is_text = begins_text(line) or (
                self.gap and (_STATEMENT.match(line) or repeats_subject(line, join_lines(self.lines)))
            )
            return not is_text or (not self.gap and is_unfinished(self.lines[-1]))
        return offset < self.layout.cell_end

    def _add_part(self, line: str, offset: int, raw: str) -> None:
        """Add a line that may begin a new part of the subject: below a blank line, or the next line of a cell."""
        begins_part = self.gap or offset < self.layout.cell_end
        continued = is_unfinished(self.lines[-1]) or line[0].islower() or is_dashed(line)
        self._add(f"- {line}" if begins_part and not continued else line, offset, raw)

    def _add_parts_above_rule(self, text: str, offset: int, limit: int) -> None:
        """Add the lines from an offset to the rule under the box; without a rule, a title-like line is in doubt."""
        if self.layout.is_columnar:
            return
        subject = join_lines(self.lines)
        rule = find_rule_below(text, offset - 1, limit)
        parts = [] if rule is None else list(_lines(text, offset, rule))
        words = [raw.strip() for _, raw in parts if raw.strip()]
        is_above_rule = 0 < len(words) <= _MOST_LINES_ABOVE_RULE
        if is_above_rule and not any(is_never_in_subject(line) or repeats_subject(line, subject) for line in words):
            for part_offset, raw in parts:
                if raw.strip():
                    self._add_part(raw.strip(), part_offset, raw)
                else:
                    self.gap = True
            return
        paragraph = [raw.strip() for _, raw in _paragraph(text, offset, limit)]
        if self.gap and self._is_last_in_capitals(paragraph):
            self._add_part(paragraph[0], offset, text[offset:limit].partition("\n")[0])
            return
        is_short = self.gap and len(paragraph) <= _MOST_LINES_OF_PART and offset not in self.layout.headings
        if is_short and all(is_like_title(line, subject, first=i == 0) for i, line in enumerate(paragraph)):
            self.doubt = self._seam(paragraph[0])

    def _add_line_in_capitals(self, text: str, limit: int) -> None:
        """Add the line in capitals below the blank line, if it ends the subject; then nothing is in doubt."""
        below = text[self.end : limit]
        offset = self.end + len(below) - len(below.lstrip())
        paragraph = [raw.strip() for _, raw in _paragraph(text, offset, limit)]
        if paragraph and self._is_last_in_capitals(paragraph):
            self._add(f"- {paragraph[0]}", offset, text[offset:limit].partition("\n")[0])
            self.doubt = ""

    def _is_last_in_capitals(self, paragraph: list[str]) -> bool:
        """Whether a line in capitals below a subject that begins in capitals ends it: the text is right below."""
        line = paragraph[0]
        is_title = line.isupper() and self.lines[0].isupper() and len(line) > _FEW_CHARACTERS
        return is_title and len(paragraph) > 1 and begins_text(paragraph[1]) and not is_never_in_subject(line)

    def _find_last_lines(self, text: str, offset: int, limit: int) -> list[tuple[int, str]]:
        """Return the lines down to a blank line or a sentence if they are like titles, and so may end the subject."""
        lines = [*takewhile(lambda line: not is_sentence_of_text(line[1].strip()), _paragraph(text, offset, limit))]
        if not lines:
            return []
        end = lines[-1][0] + len(lines[-1][1])
        text_below = text[end:limit].lstrip()
        most = _MOST_LINES_ABOVE_TEXT if begins_text(text_below) else _MOST_LAST_LINES
        if self.gap or not text_below or len(lines) > most:
            return []
        subject = join_lines(self.lines)
        are_titles = all(is_like_title(raw.strip(), subject, first=i == 0) for i, (_, raw) in enumerate(lines))
        return lines if are_titles else []

    def cut_sentence(self) -> None:
        """Take off the last lines if they end like a sentence: the main text began without a sign.

        Where it began stays in doubt.
        """
        is_sentence = self.is_above_sentence or (bool(self.lines) and SENTENCE_END.search(self.lines[-1]))
        if len(self.lines) < 2 or not is_sentence:
            return
        starts = [
            i
            for i in range(1, len(self.lines))
            if self.lines[i][0].isupper() and not is_unfinished(self.lines[i - 1]) and len(self.lines[i]) > SHORT_LINE
        ]
        if starts:
            sentence = self.lines[starts[-1]]
            self.lines, self.end = self.lines[: starts[-1]], self.ends[starts[-1] - 1]
            self.doubt = self._seam(sentence)

    def _seam(self, line: str) -> str:
        return f"{join_lines(self.lines)[-_SEAM_WORDS:]} / {line}"

    def _add_first(self, raw: str, offset: int, below: str) -> Subject | None:
        line = raw.strip()
        if RULE.match(line):
            return None
        if len(line) > _LONG_LINE and _goes_on_behind_dash(_subject_in_line(raw, offset), raw, offset, below):
            self._add(line, offset, raw)
            return None
        if len(line) > _LONG_LINE or find_text_in_line(line) or ends_a_sentence(line) or SENTENCES.search(line):
            return _subject_in_line(raw, offset)
        self._add(line, offset, raw)
        return None

    def _add(self, line: str, offset: int, raw: str) -> None:
        self.lines.append(line)
        self.end = offset + len(raw)
        self.ends.append(self.end)
        self.gap = False


def _goes_on_behind_dash(subject: Subject, raw: str, offset: int, below: str) -> bool:
    """Whether nothing in a long line ends the subject in it, and a part of it behind a dash is below."""
    is_whole = subject.text is not None and subject.end == offset + len(raw.rstrip())
    return is_whole and is_dashed(below.lstrip()) and not (subject.doubt or is_running_text(raw.strip()))


def _lines(text: str, start: int, limit: int) -> Iterator[tuple[int, str]]:
    position = start
    for _ in range(_MOST_LINES):
        if position >= limit:
            return
        line_end = text.find("\n", position, limit)
        line_end = limit if line_end < 0 else line_end
        yield position, text[position:line_end]
        position = line_end + 1


def _paragraph(text: str, start: int, limit: int) -> list[tuple[int, str]]:
    """Return the lines from an offset down to the next blank line."""
    return list(takewhile(lambda line: line[1].strip(), _lines(text, start, limit)))


def _find_text_in_later_line(line: str) -> int:
    """Return where the main text begins within a line that continues the subject; 0 if it does not."""
    seams = (seam for seam in _CAPITAL.finditer(line) if begins_a_sentence(line, seam.end()))
    sentence = next((seam.start() for seam in seams if not is_unfinished(line[: seam.start()])), 0)
    formula = find_text_in_line(line, with_gaps=False)
    if formula and not without_dash(line[:formula]):
        # Behind nothing but a dash: `- ANNEX V (Tables 1 to 14)`.
        formula = 0
    return min(sentence, formula) if sentence and formula else sentence or formula


def _subject_in_line(raw: str, offset: int) -> Subject:
    """Return the subject at the beginning of a long line, up to the first sign of the text or the first sentence."""
    indent = len(raw) - len(raw.lstrip())
    line = raw.strip()[:_SEARCHED_LINE]
    text_start = min(find_text_in_line(line) or len(line), find_end_in_line(line) or len(line))
    subject_end = next(
        (
            m.start()
            for m in _CAPITAL.finditer(line[: text_start + 80])
            if begins_a_sentence(line, m.end()) and not is_unfinished(line[: m.start()][-80:])
        ),
        text_start,
    )
    subject_end = min(subject_end, text_start)
    words = _NOTE_MARK.sub("", " ".join(line[:subject_end].split()))
    if subject_end < len(line):
        words = without_last_heading(words)
    words = _BULLET_WITHIN.sub(" - ", words)
    most = _LONGEST_ACT_TITLE if is_title_of_act(words) else _MOST_CHARACTERS
    is_endless = subject_end == len(line) and (len(words) > most or ends_a_sentence(words) or SENTENCES.search(words))
    is_above_phrase = bool(_ACT_IN_CAPITALS.match(words) and OPENING_PHRASE.match(line[subject_end:].lstrip()))
    longest = _LONGEST_ACT_TITLE if is_title_of_act(words) or is_above_phrase else _MOST_CHARACTERS + 100
    if len(words) > longest or is_endless or _WITHOUT_BLANKS.search(words) or SENTENCE_END.search(words):
        return _likely_subject(line, offset + indent)
    doubt = find_words_that_run_on(words)
    if subject_end == len(line) and len(words) > _MOST_CHARACTERS:
        # The title of an act that goes on to the end of its line.
        doubt = doubt or words[-_SEAM_WORDS:]
    return Subject(words or None, offset + indent + subject_end, is_certain=False, doubt=doubt)


def _likely_subject(line: str, offset: int) -> Subject:
    """Return the subject before the only place of a line where a sentence seems to begin, which stays in doubt."""
    end = find_likely_sentence(line)
    words = _NOTE_MARK.sub("", " ".join(line[:end].split()))
    if not words or len(words) > _MOST_CHARACTERS or _WITHOUT_BLANKS.search(words) or ends_a_sentence(words):
        return Subject(None, offset, is_certain=False)
    doubt = f"{words[-_SEAM_WORDS:]} / {line[end : end + _SEAM_WORDS].strip()}"
    return Subject(words, offset + end, is_certain=False, doubt=doubt)
