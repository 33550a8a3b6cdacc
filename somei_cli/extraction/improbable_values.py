"""A second look at the subject, From, To and the subject codes, which shares nothing with what read them: only doubts.

It asks whether the words are like a title or a name at all, and whether what stands behind them in the document is like
the beginning of a text. So a layout that nobody has seen yet does not give a wrong value without a doubt. Of the codes
it looks for those that were not taken, on the letterhead and above the text, and for numbers that cannot be theirs.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain

from somei_cli.extraction.contributions import (
    ADDRESSEE,
    NUMBER,
    ORIGINATOR,
    SUBJECT,
    SUBJECT_CODES,
    TEXT_FIELDS,
    Contribution,
)
from somei_cli.extraction.cover.body_names import has_body_word
from somei_cli.extraction.cover.letterhead_details import GREETING
from somei_cli.extraction.cover.printed_dates import month_number
from somei_cli.extraction.cover.record_titles import MEETING_WORD
from somei_cli.extraction.header_table.label_words import LabelKind
from somei_cli.extraction.header_table.labels import Label
from somei_cli.extraction.header_table.text_beginnings import begins_text, is_button
from somei_cli.extraction.header_table.title_words import TITLE_BEGINS, holds_words_of_text, is_running_text
from somei_cli.extraction.header_table.unlabelled_values import HeaderTable, is_like_name
from somei_cli.extraction.header_table.well_known_names import KnownNames, is_usually_a_sender
from somei_cli.extraction.joined_lines import NumberedText, is_unfinished
from somei_cli.extraction.masthead import Masthead
from somei_cli.extraction.masthead_copies import MastheadCopies
from somei_cli.extraction.printed_number import TORN_SERIES
from somei_cli.extraction.suspicious_values import find_end, group_labels, line_of, words_of
from somei_cli.extraction.value_guards import NAMES
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document_number import KNOWN_SERIES, DocumentNumber
from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.register.vocabulary import Vocabulary

_MOST_WORDS_OF_A_NAME = 18
_FEW_COMMAS = 2
_FEW_WORDS = 6
_SEARCHED_BEHIND = 400
_NAME_WITH_LETTER = re.compile(r"[a-z]{1,2}[-A-Z]|(?:eu-LISA|al-|d['’]|l['’])")
_LABEL_REMAINS = re.compile(
    r"(?:[:.,;=|]|(?:u?bject|bjet|etreft|etrifft|etr\.|ggetto|s?unto|ssunto|rende|edr\.|otyczy|mne)\b|"
    r"(?:to|from|dated) ?:)"
)
_LABEL_WITHIN = re.compile(
    r"(?<=[^\W\d_A-ZÀ-Þ)”\"] )(?:(?:Subject|Objet|Betr\.|Betrifft|Betreft|Vedr\.|Oggetto|Asunto|Assunto|Ärende|Dotyczy|"
    r"Addressee|Originator|Absender|Empfänger|Afsender|Modtager|Afzender|Geadresseerde|Destinataire|Avsändare|Mottagare)"
    r" (?=[^\W\d_a-zß-ÿ]|[“\"«„])|"
    r"Contact person|Date of (?:the )?meeting|Deadline(?: for| [0-9:])|Personne de contact|Meeting room)"
)
_SITE = re.compile(
    r"https?:|(?<!\w)www\.|\.(?:pdf|html?|docx?)(?!\w)|[^\W_]@[^\W_]|\s[>»|›]\s|"
    r"(?<!\w)(?:(?:Home|Menu|Search|Contact|Login|Log in|Sign in|About|News|Sitemap|Documents|Register|Cookies|Help|"
    r"FAQ|Accueil|Recherche|Startseite|Suche|Kontakt|Zoeken|Inicio|Buscar|Søg|Sök|Cerca)(?: |$)){2}"
)
_SMALL_WORD_LAST = re.compile(
    r"(?<![\w'’-])(?:am|im|beim|nach|aus|bei|durch|gegen|unter|zwischen|zu|dass|sowie|auf|"
    r"par|sous|entre|vers|dont|leur|leurs|ses|son|sa|"
    r"op|bij|over|tot|uit|onder|tussen|tegen|naar|aan|dal|dalla|dalle|nel|nella|nelle|sul|sulla|sulle|alla|alle|ai|agli|tra|"
    r"su|gli|degli|sobre|hacia|una|uno|nos|nas|ao|aos|às|pelo|pela|uma|ou|ved|mod|hos|mellem|efter|ved|vid|mot|mellan|"
    r"enligt|ett|det|od|przez|przy|pod|nad|między|lub|ze|we|nebo|při|ke|podle|mezi|alebo|pri|medzi|ter|ali|između|ili|"
    r"vagy|cu|în|pe|sau|ale|prin|într-o|στο|στη|στην|στον|στις|με|σε|από|τη|την|το|τα|οι|κατά|в|с|към|по|при|или|"
    r"sekä|tai|ning|või|prie|apie|vai|par|ar|bei|its|their|this|that|which|than|via|within|towards|through|"
    r"including|following|relating|pursuant|related|further|laying|establishing|repealing|replacing)$"
)
_TITLE_WITHIN = re.compile(rf"(?<= ){TITLE_BEGINS.pattern}")
_WORD_IN_CAPITALS_FOLLOWS = re.compile(r" [^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ]")
_CAPITAL_FOLLOWS = re.compile(r" [^\W\d_a-zß-ÿ]")
_COUNCIL_ALONE = re.compile(r"(?:European )?Council|(?:European )?Commission|Presidency|[^\W\d_]{3,12}")
_ARTICLE_FIRST = re.compile(r"^[Tt]he ")
_DASH = re.compile(r"\s[-–—]\s")
_DOUBT_BEHIND = "what stands behind it is not like the beginning of a text"


def doubt_improbable_values(
    draft: Reading, source: NumberedText, copies: MastheadCopies, names: KnownNames, doubted: Collection[str]
) -> Iterator[Contribution]:
    """Doubt a subject, From or To that a second look finds improbable, but for the fields that are doubted already."""
    apart = {
        **_find_shifted_fields(draft, names),
        **_find_fields_apart(draft, source.text, copies.first.labels, names),
    }
    for field in (SUBJECT, ORIGINATOR, ADDRESSEE):
        value = field.value_in(draft)
        if not isinstance(value, str) or field.key in doubted:
            continue
        words = " ".join(value.split())
        kind = next(kind for kind, text_field in TEXT_FIELDS.items() if text_field is field)
        message = _find_sign_in_name(words, names) if field.key in NAMES else _find_sign_in_title(words)
        if message is None and field is SUBJECT:
            message = _find_sign_behind(words, kind, source, copies.table)
        message = message or apart.get(field.key)
        if message:
            yield field.doubt(message, line_of(draft, field), words)


# vergadering van de Groep Lampen
_MEETING_FIRST = re.compile(rf"(?:{MEETING_WORD})\s")


def _begins_small(words: str) -> bool:
    """Whether a title begins in small letters, and not with a name or a word with which titles begin."""
    if not words[:1].islower() or _NAME_WITH_LETTER.match(words) or _MEETING_FIRST.match(words):
        return False
    return TITLE_BEGINS.match(f"{words[0].upper()}{words[1:]}") is None


def _names_a_site(words: str) -> bool:
    """Whether an address, the menu of a site or a button at the end is among the words."""
    return bool(_SITE.search(words)) or is_button(" ".join(words.split(" ")[-2:]))


def _holds_title(words: str) -> bool:
    """Whether a title begins within a name, and no small word is before it."""
    title = _TITLE_WITHIN.search(words)
    return title is not None and not is_unfinished(words[: title.start()].rstrip())


_LABELS = (
    ("it seems to begin with what is left of a label", _LABEL_REMAINS.match),
    ("the words of a label seem to be in it", _LABEL_WITHIN.search),
    ("a greeting seems to be in it", GREETING.search),
    ("words of a web page seem to be in it", _names_a_site),
)
# Luxemburg7.júna2016
_GLUED_DAY = re.compile(r"[^\W\d_]{4}[0-9]{1,2}\.?\s?[^\W\d_]{3,12}\s?(?:19|20)[0-9]{2}(?![0-9])")
_TELEPHONE = re.compile(r"\+[0-9]{2}[-. ][0-9]")
_TORN_SERIES_LAST = re.compile(rf"{TORN_SERIES}$")
_SIGNS_IN_TITLES: tuple[tuple[str, Callable[[str], object]], ...] = (
    *_LABELS,
    ("it begins in small letters", _begins_small),
    ("a day is glued to a word in it", _GLUED_DAY.search),
    ("a telephone number is in it", _TELEPHONE.search),
    ("what is left of the series of a number seems to be in it", _TORN_SERIES_LAST.search),
    (
        "it seems to be cut: it ends with a small word",
        lambda words: _SMALL_WORD_LAST.search(words) or is_unfinished(words),
    ),
    ("running text seems to be in it", is_running_text),
)
_SIGNS_IN_NAMES: tuple[tuple[str, Callable[[str], object]], ...] = (
    *_LABELS,
    ("running text seems to be in it", holds_words_of_text),
    ("the beginning of a title seems to be in it", _holds_title),
    (
        "it has more words than a name",
        lambda words: len(words.split()) > _MOST_WORDS_OF_A_NAME and words.count(",") < _FEW_COMMAS,
    ),
)


def _find_sign_in_title(words: str) -> str | None:
    """Return why words are not like a title; None if they are."""
    return next((message for message, is_on in _SIGNS_IN_TITLES if is_on(words)), None)


def _find_sign_in_name(words: str, names: KnownNames) -> str | None:
    """Return why words are not like the name of somebody who sends or receives; None if they are."""
    if names.is_name(words):
        return None
    end = names.match_end(words, 0, len(words))
    if end and _WORD_IN_CAPITALS_FOLLOWS.match(words, end) and not has_body_word(words[end:]):
        return "other words follow a well-known name"
    return next((message for message, is_on in _SIGNS_IN_NAMES if is_on(words)), None)


def _find_fields_apart(draft: Reading, text: str, labels: Sequence[Label], names: KnownNames) -> Mapping[str, str]:
    """Return the fields whose label stands apart from its value, if nothing but the order of the values shows them.

    That is so if no name among them is known or like a name, or if the subject is like one.
    """
    messages: dict[str, str] = {}
    for group in group_labels(text, labels):
        kinds = [label.kind for label in group if label.kind in TEXT_FIELDS]
        values = {field: field.value_in(draft) or "" for field in map(TEXT_FIELDS.__getitem__, kinds)}
        values_of_names = [words for field, words in values.items() if field.key in NAMES and words]
        if values_of_names and not any(_is_like_name(words, names) for words in values_of_names):
            messages |= {field.key: "its label is apart from it, and no name beside it is known" for field in values}
        sender, addressee = values.get(ORIGINATOR, ""), values.get(ADDRESSEE, "")
        if sender and is_usually_a_sender(addressee) and not is_usually_a_sender(sender):
            message = "their labels are apart from them: sender and addressee may be exchanged"
            messages |= {ORIGINATOR.key: message, ADDRESSEE.key: message}
        # The subject of a notice of meeting or of an outcome is the name of the body that meets.
        are_known = all(map(names.is_name, values_of_names)) and all(values.values())
        if not are_known and _is_short_name(values.get(SUBJECT, "")):
            messages |= {SUBJECT.key: "its label is apart from it, and it is like a name"}
    return messages


def _find_shifted_fields(draft: Reading, names: KnownNames) -> Mapping[str, str]:
    """Return the fields that seem to hold the value of a label that was lost, if no other field holds it.

    `From: Presidency / Coreper` without To, `To: Presidency` without From, `Subject: Coreper Lamps` without To.
    """
    sender, addressee, subject = (
        " ".join((field.value_in(draft) or "").split()) for field in (ORIGINATOR, ADDRESSEE, SUBJECT)
    )
    messages: dict[str, str] = {}
    _, stroke, second = sender.partition(" / ")
    if not addressee and stroke and names.is_name(second) and not is_usually_a_sender(second):
        messages[ORIGINATOR.key] = "it seems to hold the addressee, too: a label may be lost"
    if not sender and is_usually_a_sender(_ARTICLE_FIRST.sub("", addressee.partition(" / ")[0])):
        messages[ADDRESSEE.key] = "it is usually a sender, and no sender was found: a label may be lost"
    if not addressee or ADDRESSEE.key in messages:
        end = names.match_end(subject, 0, len(subject))
        if end and _CAPITAL_FOLLOWS.match(subject, end) and not _COUNCIL_ALONE.fullmatch(subject, 0, end):
            messages[SUBJECT.key] = "it begins with a well-known name: the label of the addressee may be lost"
        elif end == len(subject) and ADDRESSEE.key in messages:
            messages[SUBJECT.key] = "it is a well-known name: the label of the addressee may be lost"
    return messages


def _is_like_name(words: str, names: KnownNames) -> bool:
    return names.match_end(words, 0, len(words)) is not None or is_like_name(words)


def _is_short_name(words: str) -> bool:
    """Whether a title has few words and begins with what bodies are called."""
    first_words = " ".join(words.split()[:2])
    is_short = words.count(" ") < _FEW_WORDS and _DASH.search(words) is None
    return is_short and has_body_word(first_words) and TITLE_BEGINS.match(words) is None


def _find_sign_behind(words: str, kind: LabelKind, source: NumberedText, table: HeaderTable) -> str | None:
    """Return why the words behind a subject show that it goes on; None if they do not."""
    value = table.first(kind)
    if value is None or value.text.split() != words.split():
        return None
    end = find_end(words, source.text, value.start)
    if end is None or any(end <= cell.start <= end + 4 for cell in table.values):
        return None
    behind = source.text[end : end + _SEARCHED_BEHIND]
    line, _, below = behind.partition("\n")
    if line.strip(" |*_"):
        return None if _is_like_text(line.strip(" |*_")) else _DOUBT_BEHIND
    next_line = below.lstrip("\n \t|*_").partition("\n")[0]
    # Two small letters: (a) and “o” are those of lists.
    if re.match(r"[^\W\d_]{2}", next_line) and next_line[:2].islower() and not _NAME_WITH_LETTER.match(next_line):
        return "the next line goes on in small letters"
    return None


def _is_like_text(words: str) -> bool:
    """Whether words on the line of a subject may begin the text: a figure, a sign, a sentence, a heading."""
    return not words[0].isalpha() or begins_text(words) or (words[0].isupper() and " " in words)


_CODE_AND_SERIAL = re.compile(
    r"(?<![\w/.(°+-])(?P<name>[A-Z][A-Z0-9-]{1,13}(?:[ /][A-Z][A-Z0-9]{1,8})?)[ \t]{1,8}(?P<serial>[1-9][0-9]{0,3})"
    r"(?![\w/:]|[.,:-][0-9]|[ \t]{0,3}(?P<month>[^\W\d_]{3,12})[ \t])"
)
# What stands before a figure in capitals without being a code: a suffix, a page, a unit, a street.
_OTHER_WORDS = frozenset(
    "REV ADD COR EXT DCL AMD INIT LIMITE PUBLIC OR EN FR DE NL IT ES PT DA SV FI EL CS PL HU RO BG SK SL ET LV "
    "LT MT GA HR "
    "ANNEX ANNEXES PART PARTS PAGE NO NR TEL FAX DG DGC DGD DGE DGA DGB DGH DGI DQPG GIP AD CHAPTER ARTICLE ITEM "
    "ITEMS VOL "
    "VOLUME PHASE ROUND BOX ROOM LOI PTS TOM BAND TEIL DE LA LE BRUSSELS BRUXELLES LUXEMBOURG STRASBOURG POINT POINTS "
    "CET CEST COVID UTC AGENDA SESSION MEETING THE OF AND COUNCIL UNION NOTE NOTA NOT PAPER DOCUMENT REPORT VERSION "
    "ADDENDUM CORRIGENDUM REVISION MINUTES".split()
)
_NUMBER_BEFORE = re.compile(
    r"(?:/[ ]?[0-9]{2,4}|(?:REV|ADD|COR|EXT|DCL|AMD)[ ]?[0-9]{1,2}|"
    r"\bfinal)(?:[ ,;+]{1,3}[A-Z][A-Z/-]{1,13}(?: [A-Z]{2,9})?[ ]{1,8}"
    r"[0-9]{1,4}){0,12}[ ,;+(]{1,80}$"
)
_BEFORE = 240
_LINE_OF_CODES = re.compile(
    r"(?m)^[ \t]*(?:[A-Z][A-Z-]{1,13}(?: [A-Z]{2,9})?[ \t]{1,8}[1-9][0-9]{0,3}[ \t,;]{0,40}){1,12}$"
)
_ABOVE_LETTERHEAD = 300
_MOST_CODES = 30
_LEAST_LONG_NUMBER = 1000


def doubt_improbable_codes(
    draft: Reading, source: NumberedText, masthead: Masthead, vocabulary: Vocabulary, doubted: Collection[str]
) -> Iterator[Contribution]:
    """Doubt the subject codes if a second look finds one that was not taken, or one that is improbable."""
    if SUBJECT_CODES.key in doubted:
        return
    entries: tuple[CodeEntry, ...] = SUBJECT_CODES.value_in(draft) or ()
    untaken = _find_untaken(source.text, masthead, entries, vocabulary)
    if untaken := untaken or _find_untaken_beside(source.text, masthead, entries, NUMBER.value_in(draft)):
        words, offset = untaken
        yield SUBJECT_CODES.doubt("what looks like a code was not taken", source.line_number(offset), words)
    elif parted := _find_parted_code(source.text, masthead, entries, vocabulary):
        words, offset = parted
        message = "the word before it may be a part of it"
        yield SUBJECT_CODES.doubt(message, source.line_number(offset), words)
    if message := _describe_improbable(draft, entries):
        yield SUBJECT_CODES.doubt(message, line_of(draft, SUBJECT_CODES), words_of(draft, SUBJECT_CODES))


def _find_untaken(
    text: str, masthead: Masthead, entries: Collection[CodeEntry], vocabulary: Vocabulary
) -> tuple[str, int] | None:
    """Return the first words on the cover page that look like a code with its number and were not taken.

    A code behind the number of a document is that document's, but not behind the number of the letterhead, where the
    first codes are always taken.
    """
    if not entries and (above := _find_codes_above(text, masthead.start, vocabulary)):
        return above
    taken = {(_letters(entry.code.name), entry.serial) for entry in entries}
    for match in _CODE_AND_SERIAL.finditer(text, masthead.start, masthead.table_start):
        if _is_taken(match, taken):
            continue
        words = re.split("[ /]", match["name"])
        months = map(month_number, words[-1].split("-"))
        if words[-1] in _OTHER_WORDS or words[-1] in KNOWN_SERIES or any(months):
            continue
        is_known = any(_letters(code.name) in (words[-1], _letters(match["name"])) for code in vocabulary.codes)
        if _is_in_heading(match, masthead) or not (is_known or (entries and len(words[-1]) > len("EU"))):
            continue
        is_behind_number = _NUMBER_BEFORE.search(text[max(masthead.start, match.start() - _BEFORE) : match.start()])
        if not is_behind_number or not entries:
            return match[0], match.start()
    return None


# COSI 313 JAI 1256 FRT 439: codes with their numbers one behind the other, known or not.
_LIKE_A_CODE = re.compile(
    r"(?<![\w/.(-])(?P<name>[A-Z][A-Z0-9/-]{0,13}(?: [A-Z]{2,9})?)[ \t]{1,8}(?P<serial>[1-9][0-9]{0,3})(?![\w/:.])"
)
# CULTURE64 AUDIO31: on a page that lost its blanks.
_LIKE_A_GLUED_CODE = re.compile(r"(?<![\w/.(-])(?P<name>[A-Z]{3,12})(?P<serial>[1-9][0-9]{0,3})(?![\w/:.])")
_BESIDE = re.compile(r"[\s,;|]{1,12}")
_BELOW_LABELS = 600
_LONGEST_NUMBER = 20


def _find_untaken_beside(
    text: str, masthead: Masthead, entries: Collection[CodeEntry], number: DocumentNumber | None
) -> tuple[str, int] | None:
    """Return the first words with a number beside codes that were taken, if they were not taken and may be a code.

    They are known codes of the header table behind one that is not known, or what a site left of a code: V 994.
    """
    taken_codes = {(_letters(entry.code.name), entry.serial) for entry in entries if entry.serial}
    end = masthead.labels[-1].end + _BELOW_LABELS if masthead.labels else masthead.end
    runs = (pattern.finditer(text, masthead.start, end) for pattern in (_LIKE_A_CODE, _LIKE_A_GLUED_CODE))
    run: list[re.Match[str]] = []
    for match in chain.from_iterable([*matches, None] for matches in runs):
        if match and run and _BESIDE.fullmatch(text, run[-1].end(), match.start()):
            run.append(match)
            continue
        untaken = [code for code in run if not _is_taken(code, taken_codes)]
        likely = [
            code
            for code in untaken
            if code["name"].split()[-1] not in _OTHER_WORDS and not _is_in_heading(code, masthead)
        ]
        if likely and len(untaken) < len(run) and not _is_behind_other_number(text, run[0].start(), number):
            return likely[0][0], likely[0].start()
        run = [match] if match else []
    return None


# PRES SE 38
_PARTED_CODE = re.compile(
    r"(?<![\w/-])(?P<first>[A-Z]{2,6}) (?P<second>[A-Z]{2,6})[ \t]{1,8}(?P<serial>[1-9][0-9]{0,3})\b"
)


def _find_parted_code(
    text: str, masthead: Masthead, entries: Collection[CodeEntry], vocabulary: Vocabulary
) -> tuple[str, int] | None:
    """Return the first code that was taken and is another one together with the word before it, `PRES SE 38`."""
    taken = {(entry.code.name, entry.serial) for entry in entries}
    names = {code.name for code in vocabulary.codes}
    for match in _PARTED_CODE.finditer(text, masthead.start, masthead.end):
        if (match["second"], int(match["serial"])) in taken and match["first"] + match["second"] in names:
            return match[0], match.start()
    return None


def _find_codes_above(text: str, end: int, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """Return a line above the letterhead that holds nothing but codes with their numbers, of which one is known."""
    for line in _LINE_OF_CODES.finditer(text, max(0, end - _ABOVE_LETTERHEAD), end):
        names = re.findall(r"[A-Z][A-Z-]+", line[0])
        if any(code.name in names for code in vocabulary.codes):
            return line[0].strip(), line.start()
    return None


def _is_behind_other_number(text: str, offset: int, number: DocumentNumber | None) -> bool:
    """Whether codes follow the number of another document than this."""
    before = text[max(0, offset - _BEFORE) : offset]
    behind = _NUMBER_BEFORE.search(before)
    if behind is None:
        return False
    printed = before[max(0, behind.start() - _LONGEST_NUMBER) : behind.start() + _LONGEST_NUMBER]
    return number is None or f"{number.number}/" not in printed


def _is_taken(match: re.Match[str], taken_codes: Collection[tuple[str, int | None]]) -> bool:
    """Whether words with a number are a code that was taken, or its last word."""
    last_word, serial = _letters(re.split("[ /]", match["name"])[-1]), int(match["serial"])
    return any(serial == number and name.endswith(last_word) for name, number in taken_codes)


def _is_in_heading(match: re.Match[str], masthead: Masthead) -> bool:
    heading = masthead.heading
    return heading is not None and heading.start <= match.start() < heading.end


def _letters(name: str) -> str:
    return re.sub("[^A-Z0-9]", "", name)


def _describe_improbable(draft: Reading, entries: Collection[CodeEntry]) -> str:
    """Say what is improbable in the codes that were taken; "" if nothing is."""
    number = NUMBER.value_in(draft)
    for entry in entries:
        is_long = number is not None and number.number >= _LEAST_LONG_NUMBER
        if number and is_long and entry.serial in (number.number, number.year):
            return f"the number of {entry.code} is that of the document, or its year"
    return "there are more codes than a document has" if len(entries) > _MOST_CODES else ""
