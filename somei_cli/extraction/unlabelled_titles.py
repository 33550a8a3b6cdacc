"""What has no label: the title of a document without a header table, who sends it.

Press texts, agendas, minutes, acts, conclusions and work programmes print their title below the letterhead without a
label. What shows no end is not taken, and a doubt has its words.
"""

import re
from collections.abc import Iterator

from somei_cli.extraction.contributions import ADDRESSEE, ORIGINATOR, SUBJECT, Contribution
from somei_cli.extraction.cover.act_titles import (
    find_act_title,
    find_conclusions_title,
    find_council_conclusions_title,
    find_programme_title,
)
from somei_cli.extraction.cover.body_names import is_body_name
from somei_cli.extraction.cover.body_titles import LABEL_BELOW, find_body_title
from somei_cli.extraction.cover.heading_sender import find_heading_sender, names_usual_sender
from somei_cli.extraction.cover.letterhead_details import is_meeting_date
from somei_cli.extraction.cover.meeting_ordinals import find_ordinal_title
from somei_cli.extraction.cover.printed_titles import PrintedTitle, UnclearTitle, without_edges
from somei_cli.extraction.cover.record_titles import find_record_title
from somei_cli.extraction.header_table.label_words import OPENING_PHRASE, LabelKind
from somei_cli.extraction.header_table.labels import find_labels
from somei_cli.extraction.items.agenda_phrases import find_first_item
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.masthead import Masthead, is_above_press_heading
from somei_cli.formats.notation.leftover_markup import find_markup
from somei_cli.model.register.vocabulary import Vocabulary

_OF_A_TABLE = frozenset({LabelKind.FROM, LabelKind.TO, LabelKind.SUBJECT, LabelKind.PREVIOUS, LabelKind.COMMISSION})
_PRESS = re.compile(r"PRESS|OUTCOME OF THE COUNCIL|LIST OF")
_MEETING_HEADING = re.compile(r"AGENDA|NOTICE OF MEETING|ORDRE DU JOUR|SUMMARY RECORD|SUMMARY OF|MINUTES|LIST OF")
_ACT_HEADING = re.compile(r"LEGISLATIVE ACTS|POSITION OF THE COUNCIL|DECISION|REGULATION|DIRECTIVE|ACT\b")
# A working party that the register does not know, on a line of its own.
_KIND_OF_BODY = "(?:Working Party|Working Group|Committee|Group)"
_WORKING_PARTY = re.compile(
    rf"(?:(?!The |This |An? )[A-Z][^\s.,:;]{{1,30}}(?:,? [^\s.,:;]{{1,30}}){{0,9}} {_KIND_OF_BODY}|"
    rf"{_KIND_OF_BODY} (?:on|for|of) [^.:;]{{3,120}})(?: \([^()]{{2,60}}\))?"
)
_MEETING_OF = re.compile(
    r"(?:(?:Extraordinary|Special|Informal|Joint|EXTRAORDINARY|SPECIAL|INFORMAL|JOINT)\s)?"
    r"(?:[Mm]eeting|[Ss]ession|[Vv]ideo-?\s?conference|MEETING|SESSION|VIDEOCONFERENCE) (?:of|OF) (?:(?:the|THE) )?"
)
_BRACKET_BELOW = re.compile(r"[ ]{0,4}\n[ ]{0,60}\([^()\n]{3,80}\)(?=[ ]{0,4}(?:\n|$))")
# Labels of agendas, which no header table has: “Zitting: … Datum: …”.
_MEETING_WORDS = (
    r"(?:Meeting|Session|Zitting|Vergadering|Sitzung|Tagung|Réunion|Reunión|Sesión|Riunione|Sessione|Reunião|Sessão|"
    r"Samling|Møde|Möte|Posiedzenie|Sesja|Zasedání) ?:"
)
_MEETING_LABEL = re.compile(rf"{_MEETING_WORDS} +(?=\S)")
_LABEL_LAST = re.compile(r" (?:Date|Datum|Data|Fecha|Dato|Place|Plaats|Ort|Lieu|Lugar|Luogo|Sted|Plats|Time|Tijdstip)$")
_FIRST_LETTERS = 8
_WITHIN = 2000
_ORDINAL_WITHIN = 40
_MOST_SMALL_WORDS = 12
_BEFORE_ORDINAL = re.compile(
    rf"(?i)[\s*_|:–—-]{{0,20}}(?:{_MEETING_WORDS}\s{{1,20}})?"
    r"(?:(?:of|for|the|de|du|la|der|des|van|af)[\s:]{1,4}){0,3}"
)
_LABELS_WITHIN = 600
_LABEL_BEHIND = 4
_ABOVE_ITEMS = 1500
_NOT_A_TITLE = re.compile(r"(?<!\w)[0-9]{4,5}\s?/\s?(?:[0-9]{1,2}\s?/\s?)?[0-9]{2}(?!\d)|@|https?:|www\.")


def find_unlabelled_title(
    source: NumberedText, masthead: Masthead, vocabulary: Vocabulary
) -> PrintedTitle | UnclearTitle | None:
    """Find the title of a document that has no header table; None if there is none, or if it has a table."""
    if not masthead.labels and not _MEETING_HEADING.search(masthead.type):
        items_start = find_first_item(source.text)
        if record := find_record_title(source.text, 0, _WITHIN if items_start is None else items_start):
            return record
    if _has_table(source.text, masthead):
        return None
    title = _find_title(source.text, masthead, vocabulary)
    if isinstance(title, PrintedTitle) and (label := _MEETING_LABEL.match(title.text)):
        words = _LABEL_LAST.sub("", title.text[label.end() :])
        title = title._replace(text=words, start=source.text.find(words[:_FIRST_LETTERS], title.start))
    if isinstance(title, PrintedTitle) and _NOT_A_TITLE.search(title.text):
        return UnclearTitle(title.text, title.start)
    return title


def _has_table(text: str, masthead: Masthead) -> bool:
    """Whether there is a header table, or what is left of one: two of its labels, or that of the subject."""
    if _OF_A_TABLE & {label.kind for label in masthead.labels}:
        return True
    items_start = find_first_item(text, masthead.heading_end)
    end = min(masthead.heading_end + _LABELS_WITHIN, len(text) if items_start is None else items_start)
    region = text[masthead.heading_end : end]
    labels = (label for label in find_labels(region) if not is_above_press_heading(region, label))
    kinds = {label.kind for label in labels} & _OF_A_TABLE
    return len(kinds) > 1 or LabelKind.SUBJECT in kinds


def _find_title(text: str, masthead: Masthead, vocabulary: Vocabulary) -> PrintedTitle | UnclearTitle | None:
    return next((title for title in _find_titles(text, masthead, vocabulary) if title), None)


def _find_titles(text: str, masthead: Masthead, vocabulary: Vocabulary) -> Iterator[PrintedTitle | UnclearTitle | None]:
    """Find the titles of each kind that the type heading allows; the first that is found counts."""
    heading, place_date = masthead.type, masthead.place_date
    letterhead_end = place_date.end if place_date else masthead.start
    yield find_programme_title(text, letterhead_end, max(masthead.table_start, letterhead_end))
    if not heading or "CONCLUSIONS" in heading or _PRESS.search(heading):
        yield find_council_conclusions_title(text, 0, masthead.start + _WITHIN)
    if not heading or _PRESS.search(heading) or (place_date and is_meeting_date(text, place_date)):
        items_start = find_first_item(text, masthead.start)
        end = masthead.start + _WITHIN
        end = end if items_start is None else min(end, items_start)
        yield _without_label(text, find_ordinal_title(text, masthead.start, end), end)
    if masthead.heading and _MEETING_HEADING.search(heading):
        if not _is_running_text(text[letterhead_end : masthead.heading.start]):
            items_start = find_first_item(text, masthead.heading_end)
            end = len(text) if items_start is None else items_start
            yield _find_ordinal_behind(text, masthead.heading_end, end)
            yield find_body_title(text, masthead.heading_end, end, vocabulary)
        return
    if not heading or "CONCLUSIONS" in heading:
        yield find_conclusions_title(text, letterhead_end, len(text), OPENING_PHRASE)
    if place_date and (not heading or _ACT_HEADING.search(heading)):
        start = masthead.heading_end if "LEGISLATIVE" in heading else letterhead_end
        yield find_act_title(text, start, len(text))
    if not heading:
        is_letterhead = place_date is not None and not is_meeting_date(text, place_date)
        yield _find_above_items(text, letterhead_end if is_letterhead else 0, vocabulary)


def _find_ordinal_behind(text: str, start: int, end: int) -> PrintedTitle | UnclearTitle | None:
    """Find a title that begins with the ordinal of a meeting right behind the heading: `of the 2725th meeting`."""
    title = find_ordinal_title(text, start, min(end, start + _ORDINAL_WITHIN))
    return _without_label(text, title, end) if title and _BEFORE_ORDINAL.fullmatch(text, start, title.start) else None


def _without_label(
    text: str, title: PrintedTitle | UnclearTitle | None, end: int
) -> PrintedTitle | UnclearTitle | None:
    """Return a title that ends above the label of what stands below it in an agenda, such as `date:`."""
    if not isinstance(title, PrintedTitle):
        return title
    label = LABEL_BELOW.search(text, title.start, min(end, title.end + _LABEL_BEHIND))
    if label is None:
        return title
    words = " ".join(text[title.start : label.start()].split())
    return title._replace(text=words, end=label.start()) if title.text.startswith(words[:_FIRST_LETTERS]) else title


def _is_running_text(words: str) -> bool:
    """Whether what stands between a letterhead and a type heading is no part of the letterhead."""
    return len(re.findall(r"(?<!\w)[a-zß-ÿ]{2,20}(?!\w)", words)) > _MOST_SMALL_WORDS


def _find_above_items(text: str, start: int, vocabulary: Vocabulary) -> PrintedTitle | None:
    """Find the name of a body on a line of its own above the first item, on a page that lost its type heading.

    `start` is where the letterhead ends, with the name of the institution.
    """
    items_start = find_first_item(text, start)
    if items_start is None:
        return None
    start = max(start, items_start - _ABOVE_ITEMS)
    names = []
    for line in re.finditer(r"(?m)^[^\n]{4,200}$", text[start:items_start]):
        if _is_name_line(line[0], vocabulary):
            bracket = _BRACKET_BELOW.match(text, start + line.end(), items_start)
            words, end = (
                f"{line[0]}{bracket[0] if bracket else ''}",
                start + line.end() + len(bracket[0] if bracket else ""),
            )
            names.append(PrintedTitle(" ".join(without_edges(words).split()), start + line.start(), end))
    return names[-1] if len({name.text for name in names}) == 1 else None


def _is_name_line(line: str, vocabulary: Vocabulary) -> bool:
    words = _MEETING_OF.sub("", without_edges(line))
    return is_body_name(words, vocabulary) or bool(_WORKING_PARTY.fullmatch(words))


def read_title(source: NumberedText, title: PrintedTitle | UnclearTitle) -> Iterator[Contribution]:
    """Contribute the title that was found, or a doubt where it ends."""
    if isinstance(title, PrintedTitle):
        line = source.line_number(title.start)
        yield SUBJECT.read(title.text, line, title.text)
        if title.doubt:
            yield SUBJECT.doubt(title.doubt, line, title.text)
        elif markup := find_markup(title.text):
            yield SUBJECT.doubt("mark-up is left in the words", line, markup)
    else:
        message = "nothing shows where the title ends that begins here"
        yield SUBJECT.doubt(message, source.line_number(title.start), title.words)


_SENDER_BEHIND = re.compile(r"[ \t]{1,6}[^\W\d_A-ZÀ-Þ]{1,4}['’ ][^\n:]{3,}")
_LONGEST_WORDS = 100


def read_heading_sender(source: NumberedText, masthead: Masthead) -> Iterator[Contribution]:
    """Read From, and To, that stand on the line of the type heading, if the header table has none of its own."""
    heading = masthead.heading
    if heading is None:
        return
    labels = {label.kind for label in masthead.labels}
    # In a text of one line the first label is where these words end.
    words_behind = source.text[heading.end : masthead.table_start] if masthead.labels else ""
    sender = find_heading_sender(source.text, heading.end)
    if sender is None and words_behind.strip():
        sender = find_heading_sender(source.text[: masthead.table_start].rstrip(), heading.end)
    if sender is None:
        is_sender = _SENDER_BEHIND.match(words_behind) and names_usual_sender(words_behind)
        if is_sender and LabelKind.FROM not in labels:
            words = " ".join(words_behind.split())[:_LONGEST_WORDS]
            yield ORIGINATOR.doubt("who stands behind the type heading was not understood", 0, words)
        return
    line, words = source.line_number(sender.start), source.text[sender.start : sender.end]
    if LabelKind.FROM not in labels:
        yield ORIGINATOR.read(sender.sender, line, words)
    if sender.addressee and LabelKind.TO not in labels:
        yield ADDRESSEE.read(sender.addressee, line, words)
