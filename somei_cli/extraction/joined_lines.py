"""Lines joined to one text in which an offset leads back to its line, and signs of how a line ends or begins."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Self

from somei_cli.extraction.word_breaks import join_at_hyphen
from somei_cli.model.importing.draft_entry import Line


@dataclass(frozen=True, slots=True)
class NumberedText:
    """The words of lines, joined by line feeds. `starts` are the offsets of the lines."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Self:
        """Join lines."""
        words = [line.words for line in lines]
        starts = accumulate((len(w) + 1 for w in words[:-1]), initial=0)
        return cls("\n".join(words), tuple(lines), tuple(starts) if lines else ())

    def line_index(self, offset: int) -> int:
        """Return the index of the line at an offset."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def line_number(self, offset: int) -> int:
        """Return the number of the source line at an offset; 0 in an empty text."""
        return self.lines[self.line_index(offset)].number if self.lines else 0

    def lines_between(self, start: int, end: int | None = None) -> tuple[Line, ...]:
        """Return the lines between two offsets; the first and the last may be parts of lines."""
        end = len(self.text) if end is None else end
        if start >= end or not self.lines:
            return ()
        first, last = self.line_index(start), self.line_index(end - 1)
        lines = []
        for index in range(first, last + 1):
            line, line_start = self.lines[index], self.starts[index]
            line_end = line_start + len(line.words)
            if start <= line_start and end >= line_end:
                lines.append(line)
            else:
                part = self.text[max(start, line_start) : min(end, line_end)]
                lines.append(replace(line, text=part.strip(), mark=""))
        return tuple(lines)

    def text_without(self, *spans: tuple[int, int]) -> str:
        """Return the text with some spans replaced by blanks, so that offsets stay the same."""
        parts = []
        position = 0
        for start, end in sorted(spans):
            if start >= position:
                parts += [self.text[position:start], " " * (end - start)]
                position = end
        return "".join([*parts, self.text[position:]])


_UNFINISHED_END = re.compile(
    r"(?:[,:;(–—−/-]|\b(?:of|the|and|or|for|on|in|to|a|an|with|by|from|at|as|under|between|concerning|regarding|amending|"
    r"into|against|de|des|du|et|la|le|les|au|aux|pour|sur|dans|avec|par|entre|und|der|die|das|dem|den|zur|zum|von|vom|für|"
    r"über|mit|am|im|beim|nach|aus|durch|gegen|zwischen|sowie|auf|bei|oder|van|het|een|en|voor|met|bij|tot|tussen|del|della|"
    r"dei|delle|degli|di|il|per|con|nel|nella|dal|dalla|tra|e|el|los|las|por|para|sobre|do|da|dos|das|com|i|og|på|och|om|til|"
    r"till|för|av|af|mellem|mellan|w|z|na|oraz|dla|pro|mezi|του|της|των|για|με|στο|στη|στην|και|на|за|от|și|pentru|din|"
    r"cu|az|és|ja|un|ir|eine|einer|eines|einem|einen|zu|une|una|uma|dello|alla|agli|alle|its|"
    r"their|the European|der Europäischen|de Europese|Den Europæiske))$"
)
_LAST_WORD = 24
# In a line of capitals only words that are no code of a country or a language: AT is Austria, DE Germany or German.
_UNFINISHED_CAPITALS = re.compile(
    r"[^\Wa-zß-ÿ\d_]{3,}\s(?:OF|THE|AND|OR|FOR|ON|IN|TO|WITH|BY|FROM|UNDER|DES|DU|UND|DER|DIE|ZUR|VON|VAN|HET|DEL|DELLA|OCH|"
    r"AND OF|OF THE|AND THE|FÖR|TILL|FRÅN|FRA|POUR|SUR|AUX?|PER|PARA|SOBRE|FÜR|ÜBER|ZU|VOOR|OVER)\s*$"
)
_DASH = re.compile(r"^[-–—−•·*=▪](?:\s{1,3}[•·▪])?\s*(?=\S|$)")
_SEARCHED_END = 60
_WORD_BREAK = re.compile(r"(?<=\w)-$")
_SUBJECTS = (
    r"(?:The|A|An|This|These|It|Its|His|Her|Some|Several|All|Many|Most|Both|No(?! [0-9])|One|"
    r"Delegations?|Member States|Participants|Ministers|"
    r"COM|EU|Europol|Eurojust|Frontex|Interpol|INTERPOL|eu-LISA|EEAS|CEPOL|Coreper|COREPER|CATS|COSI|We|They|There|Mr|Ms|On|At|In|"
    r"Following|Further|During|After|Under|Pursuant|With|As|Since|By|Having|Given)"
)
_PROPER = (
    r"(?:Delegations?|Member States|Participants|Ministers|Europol|Eurojust|Frontex|Interpol|INTERPOL|eu-LISA|CEPOL|"
    r"OLAF|EPPO|EMCDDA|EMSA|COM|Coreper|COREPER|CATS|COSI|It|This|They|We|There)"
)
_VERBS = (
    r"(?:was|were|is|are|has|have|had|will|would|shall|should|can|could|may|took|gave|met|held|began|made|drew|put|set|agreed|"
    r"said|told|spoke|came|went|saw|wrote|thought|rose|fell|undertook|withdrew|"
    r"[a-z]{3,14}ed|updates|submits|proposes|presents|sends|lays|seeks|brings|receive|contains|concerns|aims|sets|provides|describes|invites|recalls|takes|gives|covers)"
)
_SENTENCE = re.compile(
    rf"{_SUBJECTS}(?:[ ](?!{_PROPER}[ ])[^\s.;:!?()\"“”,]{{1,30}}|[ ]\([^()]{{1,80}}\)){{1,9}}?[ ]{_VERBS}(?=[ ,.])|"
    # In March 2013 Coreper was informed: the time stands before a name.
    r"(?:On|At|In|Following|During|After|Since)(?:[ ][^\s.;:!?()\"“”]{1,30}){1,12}?,?[ ]"
    rf"(?:{_PROPER}|the (?:Presidency|Council|Commission|Committee|Working Party))[ ]{_VERBS}(?=[ ,.])|"
    rf"(?:The[ ])?{_PROPER}[ ]{_VERBS}(?=[ ,.])|Delegations[ ]please[ ]find|"
    rf"(?:Mr|Mrs|Ms|Messrs|Dr|Prof)\.?[ ][^\W\d_a-zß-ÿ](?:[^.;:!?\n]|(?<=\b[A-Z])\.){{1,160}}?[ ]"
    rf"{_VERBS}(?=[ ,.])|"
    r"Please find|Attached|In accordance with|Encl\."
)
# The figure of a footnote may follow; the point of `5.2` is none.
_FULL_STOP = re.compile(r"[.!?][”’\"')\]]?\s*(?:(?<!\s\d\.)\[?\d{1,2}\]?)?$")
_LAST_SIGNS = frozenset(".!?”’\"')]")
_ABBREVIATED = re.compile(
    r"(?:[0-9]{4} (?:r|R|г|Г)|\b(?:e\.g|i\.e|etc|No|doc|docs|Mr|Ms|Dr|Art|p|pp|cf|al|vs|approx|poss|n|nn|"
    r"nr|Nr|art|no))\.[)\]]?$"
)


# Regulation (EEC) / No 729/70; regolamento (CE) n. / 2006/2004
_ACT_LAST = re.compile(
    r"(?i)\b(?:regulations?|directives?|decisions?|règlements?|directivas?|décisions?|verordnung(?:en)?|richtlinien?|"
    r"regolament[oi]|direttiv[ae]|reglamentos?|decisión|decisiones|verordening(?:en)?|regulamentos?|decisão|decisões|"
    r"forordning(?:en|er)?|förordning(?:en|ar)?|direktiv(?:et|er)?|rozporządzeni[ae]|dyrektyw[aęy]|nařízení|směrnice)"
    r" \((?:EEC|EC|EU|CEE|CE|UE|EWG|EG|EEG|EØF|EF|WE|ES|EHS)(?:, ?Euratom)?\)(?: (?:Nos?|[Nn]r\.?|n[°º.]|n\.º|č\.))?$"
)


def is_unfinished(line: str) -> bool:
    """Whether a line must continue in the next: it ends with a comma, a dash, an open bracket or a small word.

    >>> [is_unfinished(line) for line in ("Lamps of the", "REGULATION ON LAMPS AND", "Comments by AT")]
    [True, True, False]
    """
    stripped = line.rstrip()
    if _UNFINISHED_END.search(stripped[-_LAST_WORD:]) or (")" in stripped[-6:] and _ACT_LAST.search(stripped)):
        return True
    if stripped[-1:].isupper() and _UNFINISHED_CAPITALS.search(line[-_SEARCHED_END:]):
        return True
    # In German the sign that opens a quotation elsewhere closes it: „Forstwirtschaft“.
    opened, closed = ("„", "“”") if "„" in line else ("“", "”")
    return line.count("(") > line.count(")") or line.count(opened) > sum(map(line.count, closed))


def ends_in_small_word(line: str) -> bool:
    """Whether the last word of a line is one after which more must come.

    >>> ends_in_small_word("Fog in the"), ends_in_small_word("Fog:"), ends_in_small_word("Comments by AT")
    (True, False, False)
    """
    return line.rstrip()[-1:].isalpha() and is_unfinished(line) and line.count("(") <= line.count(")")


def is_dashed(line: str) -> bool:
    """Whether a line begins with a dash or bullet."""
    return bool(_DASH.match(line))


def without_dash(line: str) -> str:
    """Return the line without its dash or bullet."""
    return _DASH.sub("", line, count=1).strip()


def begins_a_sentence(line: str, offset: int = 0) -> bool:
    """Whether a sentence of running text begins at an offset, rather than a title."""
    return bool(_SENTENCE.match(line, offset))


@lru_cache(maxsize=256)
def ends_a_sentence(line: str) -> bool:
    """Whether the line ends with a full stop that does not belong to an abbreviation."""
    stripped = line.rstrip()
    may_end = stripped[-1:] in _LAST_SIGNS or stripped[-1:].isdigit()
    return may_end and bool(_FULL_STOP.search(stripped)) and not _ABBREVIATED.search(stripped[-_LAST_WORD:])


def join_lines(lines: list[str], between: str = " ") -> str:
    """Join lines to one: dashed lines after a dash, words broken at a hyphen without a blank.

    A hyphen that may have been put in only to break the word is left out; `find_broken_words` says which it was.

    >>> join_lines(["Public access to documents", "- Confirmatory", "application"])
    'Public access to documents - Confirmatory application'
    """
    text = ""
    dash = ""
    for line in (" ".join(raw.split()) for raw in lines):
        if not line:
            continue
        if is_dashed(line) and text:
            dash = line[0] if line[0] in "-–—−" else "-"
            line = re.sub(r"\s[=•]\s", " - ", without_dash(line))  # noqa: PLW2901 - the same line without its dash
            if not line:
                continue
        if not text:
            text = line
        elif dash:
            text = f"{text} {dash} {line}" if not text.endswith(dash) else f"{text} {line}"
        elif _WORD_BREAK.search(text) and line[0].islower():
            text = join_at_hyphen(text, line, between)
        else:
            text += between + line
        dash = ""
    return text


# How records say in other languages than English who spoke or acted, with the verb; titles of items have no such verbs.
_FEW_WORDS = r"(?:[^\W\d_][\w'’()-]{0,24}\s){0,5}?"
_SENTENCES_OF_RECORDS = (
    # French
    (
        rf"(?:(?:Les?|La|Plusieurs|Certaines|Quelques|Aucune|Une?|Toutes)\s|L['’]){_FEW_WORDS}(?:n['’])?(?:a|ont|est|sont|était|étaient|"
        r"s['’]est|se sont|a été|ont été|rappelle|informe|présente|souligne|indique|fait)\s(?=[^\W\d_A-ZÀ-Þ])"
    ),
    # German
    (
        rf"(?:Der|Die|Das|Eine?|Mehrere|Einige|Alle|Zahlreiche|Es)\s{_FEW_WORDS}(?:hat|haben|ist|sind|war|waren|wurden?|wird|werden|"
        r"erörterten?|begrüßten?|erläuterten?|stellten?|teilten?|berichteten?|unterrichteten?|nahm|nahmen|kam|kamen|gab|gaben|"
        r"äußerten?|legten?|dankten?|betonten?|prüften?|billigten?|einigten?|verwies|verwiesen|führten?)\s(?=\S)"
    ),
    # Italian
    (
        rf"(?:(?:La|Il|Lo|I|Gli|Le|Numerose|Alcune|Varie|Una?)\s|L['’]){_FEW_WORDS}(?:ha|hanno|è|sono|era|viene|vengono)\s(?=[a-zà-ÿ])"
    ),
    # Spanish
    (
        rf"(?:La|El|Los|Las|Varias|Algunas|Numerosas|Una?)\s{_FEW_WORDS}(?:ha|han|es|son|fue|fueron|informó|presentó|examinó|examinaron|"
        r"expuso|señaló|acordó|debatieron|debatió|tomó|tomaron)\s(?=[a-zà-ÿ])"
    ),
    # Portuguese
    (
        rf"(?:A|O|As|Os|Várias|Algumas)\s{_FEW_WORDS}(?:foi|foram|é|são|apresentou|informou|debateram|debateu|examinou|tomou)\s(?=[a-zà-ÿ])"
    ),
    # Dutch
    (
        rf"(?:De|Het|Verschillende|Een aantal|Alle)\s{_FEW_WORDS}(?:heeft|hebben|is|zijn|werd|werden|besprak|bespraken|"
        rf"nam|namen|deelde|"
        r"presenteerde|lichtte)\s(?=[a-z])"
    ),
)
_SENTENCE_OF_RECORD = re.compile("|".join(_SENTENCES_OF_RECORDS))


def begins_sentence_of_record(words: str, offset: int = 0) -> bool:
    """Whether a sentence of a record in another language than English begins at an offset.

    >>> begins_sentence_of_record("Die Delegationen erörterten das Dokument 6215/19.")
    True
    >>> begins_sentence_of_record("Die Lage der Fischer im Norden")
    False
    """
    return _SENTENCE_OF_RECORD.match(words, offset) is not None


_FIRST_PAGE_LINES = 60
"""Filled lines of a first page, if the format has no pages."""
_INSTITUTION_LINE = re.compile(
    r"(?i)council of the|european (?:union|council|communities)|conseil|consiglio|rat der|the council"
)
_MOST_INSTITUTIONS = 3


def first_page_indexes(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indexes of the lines of the first page, and of those around the name of the institution."""
    if any(line.page is not None for line in lines):
        return frozenset(index for index, line in enumerate(lines) if line.page in (None, 1))
    filled = [index for index, line in enumerate(lines) if line.words.strip()]
    indexes = set(filled[:_FIRST_PAGE_LINES])
    institutions = [i for i, index in enumerate(filled) if _INSTITUTION_LINE.match(lines[index].words.strip())]
    for position in institutions[:_MOST_INSTITUTIONS]:
        indexes.update(filled[position : position + _FIRST_PAGE_LINES])
    return frozenset(indexes)


def page_edge_indexes(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indexes of the first and the last two filled lines of each page, if the format has pages."""
    filled = [index for index, line in enumerate(lines) if line.words.strip() and line.page is not None]
    edges: set[int] = set()
    for position, index in enumerate(filled):
        page = lines[index].page
        near = [*filled[max(position - 2, 0) : max(position - 1, 0)], *filled[position + 2 : position + 3]]
        if len(near) < 2 or any(lines[neighbour].page != page for neighbour in near):
            edges.add(index)
    return frozenset(edges)
