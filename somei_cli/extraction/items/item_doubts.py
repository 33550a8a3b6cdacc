"""What may be wrong in the items of a list: titles without an end, numbers before two lines, and a second count.

The second count looks at the text again, in another way than the reader: for numbers, letters and usual titles that
became no items, and for titles that no item can have.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice, pairwise
from typing import NamedTuple

from somei_cli.extraction.cover.printed_dates import is_mostly_date
from somei_cli.extraction.items.agenda_phrases import (
    find_other_business_behind,
    is_other_business,
)
from somei_cli.extraction.items.blocks import Block, find_shared_lines, is_bare
from somei_cli.extraction.items.configurations import is_configuration
from somei_cli.extraction.items.contents_list import has_leader
from somei_cli.extraction.items.documents import has_side_document
from somei_cli.extraction.items.lost_numbers import find_lost_titles, find_repeated_number, is_below_dash
from somei_cli.extraction.items.notes_below_items import is_site_heading, names_approval
from somei_cli.extraction.items.title_doubts import (
    describe_title,
    find_continued_title,
    find_words_behind_gap,
    find_words_of_column,
    holds_other_words,
)
from somei_cli.extraction.items.titles import seems_endless
from somei_cli.extraction.items.treatments import (
    ends_in_treatment,
    is_part_heading,
    is_treatment,
    split_treatments,
)
from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence, is_unfinished
from somei_cli.extraction.numbers_and_bullets import Mark, MarkedLine, roman_value
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.items_and_follow_ups import Item

_NUMBER_WITHIN = re.compile(r"(?<![^\s(])(?P<number>[0-9]{1,2})[.)]\s{0,3}(?=[\"“„«(]?[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ])")
_NAMING_WORD = re.compile(
    r"(?i)(?:\b(?:no|nos|nr|art|article|artikel|chapter|part|annex|title|section|point|points|paragraph|phase|stage|item|"
    r"items|punkt|punto|ponto|punt|teil|titel|deel|and|or|to|und|et|of|en|on|in)\.?|[/–—-])\s*$"
)
_CAPITAL_LETTER = re.compile(r"\s*(?P<sign>[A-H])[.)]\s?(?=[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ])")
# The heading of the next part behind a title: “… list of "A" items TELECOMMUNICATIONS”, “… des points "I" II”.
_CAPITALS_LAST = re.compile(
    r"[a-zß-ÿ)\"”»] (?!EUROJUST|INTERPOL|CORDROGUE|HORIZON)[A-ZÀ-Þ]{8,}$|"
    r"[\"”»] (?:II|ENERGY|ÉNERGIE|ENERGIE|HEALTH|SANTÉ)$"
)
_WORDS_BEHIND_TREATMENT = re.compile(
    r"(?:(?:Non-l|L)egislative list|Exchange of views|Policy debate|Progress report|General approach|"
    r"Political agreement|Adoption|Approval) (?=[A-Z][a-z]{4})"
)
_ENTRY_NUMBER = re.compile(r"\s*(?P<number>[0-9]{1,2})\.\s")
# Any other business 5.
_NUMBER_LAST = re.compile(r"\s[0-9]{1,2}\.\s*$")
# 7       Relations with the Mediterranean countries
_NUMBER_WITHOUT_DOT = re.compile(r"(?P<sign>[0-9]{1,2})\s{3,}(?=[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ])")
_SECOND_LETTER = re.compile(r"(?m)(?:^|(?<=[a-z]\. ))b\) [^\W\d_a-zß-ÿ].{3,80}")
_INSTITUTIONS = frozenset(
    {"Commission", "Council", "European Parliament", "Kommission", "Rat", "Conseil", "Presidency"}
)
_ROMAN = re.compile("[IVX]{1,5}")
_MOST_SKIPPED = 3
_LINES_OF_TITLE = 5
_HIGHEST_NUMBER = 80
_FEWEST_NUMBERED = 3
_LONGEST_WITH_POINT = 40
_BEFORE = 14


class ItemDoubt(NamedTuple):
    """What may be wrong in the items, with the line and the words it is about.

    `proposal` is the lost number of the item at the position `item`.
    """

    message: str
    line: int
    words: str
    proposal: str = ""
    item: int | None = None


def find_glued_titles(blocks: Sequence[Block], items: Sequence[Item]) -> frozenset[str | None]:
    """Return the numbers of items that share a line with others and whose title seems to have taken in what is below.

    It ends in a treatment, and no colon shows its end; or in a full stop, where the item has no text and another
    item of the line has one.
    """
    shared_lines = find_shared_lines(blocks)
    on_one_line = [
        (block.number, block.lines[0].text, item)
        for block, item in zip(blocks, items, strict=True)
        if block.lines[0].line.number in shared_lines
    ]
    treated = frozenset(
        number
        for number, words, item in on_one_line
        if ends_in_treatment(item.title) and not words.rstrip().endswith(":")
    )
    if not any(item.summary for _, _, item in on_one_line):
        return treated
    return treated | frozenset(
        number
        for number, words, item in on_one_line
        if len(words) > _LONGEST_WITH_POINT and ends_a_sentence(words) and not item.summary
    )


def find_doubts(items: Sequence[Item], blocks: Sequence[Block]) -> Iterator[ItemDoubt]:
    """Yield what may be wrong in the items that were read from blocks."""
    glued = find_glued_titles(blocks, items)
    for item, block in zip(items, blocks, strict=True):
        line = block.lines[0].line
        name = f"item {item.number}" if item.number else "an item without a number"
        if not item.title:
            words = next((m.text for m in block.lines[1:] if m.text), "")
            yield ItemDoubt(f"{name} has no title", line.number, words)
        elif seems_endless(item.title) or item.number in glued:
            yield ItemDoubt(f"the title of {name} does not seem to end", line.number, item.title)
        if repeated := find_repeated_number(block.lines):
            yield ItemDoubt(f"the number of {name} is before another line too", *repeated)
    numbers = [block.number for block in blocks]
    for lost in find_lost_titles([block.lines for block in blocks], numbers, bare=is_bare(blocks)):
        yield ItemDoubt("this line may be the title of an item that lost its number", lost.line, lost.words)


# On a page of one line: EU accession - state of play - next steps
_PARTS_BEHIND_DASHES = re.compile(r"\s[-–—]\s[^\W\d_].*\s[-–—]\s[^\W\d_]|\s[-–—]\s[^\W\d_a-zß-ÿ]")


def find_overlooked(items: Sequence[Item], blocks: Sequence[Block]) -> Iterator[ItemDoubt]:
    """Yield what a second look finds at the items that were read; the items may stay all the same."""
    bare = is_bare(blocks)
    shared_lines = find_shared_lines(blocks)
    yield from _find_lost_numbers(blocks)
    yield from _find_gaps(blocks)
    yield from _find_second_count(blocks)
    yield from _find_counted_parts(blocks)
    if not any(block.number for block in blocks) and any(
        is_below_dash(line) for block in blocks for line in block.lines
    ):
        first = blocks[0].lines[0]
        yield ItemDoubt("the items have no numbers; the dashed lines were taken", first.line.number, first.text)
    if (business := _find_other_business_within(blocks)) and not any(is_other_business(item.title) for item in items):
        yield ItemDoubt("other business may be an item of its own", business.line.number, business.text)
    for index, (item, block) in enumerate(zip(items, blocks, strict=True)):
        following = blocks[index + 1].number if index + 1 < len(blocks) else None
        name = f"item {item.number}" if item.number else "an item without a number"
        line = block.lines[0].line.number
        yield from _doubt_words(item, name, block, following, bare=bare)
        yield from _doubt_sub_items(item, name, line)
        if line in shared_lines:
            yield from _doubt_in_shared_line(item, name, block)
        if heading := _find_title_below_heading(block):
            yield ItemDoubt(f"below {name} an item seems to have lost its number", heading.line.number, heading.text)
        if not bare and (words := _find_treatment(item)):
            yield ItemDoubt(f"a line in the text of {name} may be a sub-item", line, words)
        elif item.subitems and (point := _SECOND_LETTER.search(item.summary or "")):
            yield ItemDoubt(f"a lettered point of {name} was not taken as a sub-item", line, point[0])
        above = blocks[index - 1].number if index else None
        lost = _find_next_item(block, following, bare=bare) or _find_passed_over(block, above)
        yield from _doubt_lines_below(item, name, block, lost, bare=bare)


def _doubt_lines_below(
    item: Item, name: str, block: Block, lost: MarkedLine | None, *, bare: bool
) -> Iterator[ItemDoubt]:
    """Doubt what stands below an item and became no part of it; `lost` is a line with a number that no item has."""
    if lost:
        yield ItemDoubt(f"below {name} stands a number that counts on", lost.line.number, lost.line.words)
    elif bare and (words := _find_title_in_text(item)):
        yield ItemDoubt(f"a line below {name} may be part of a title", block.lines[0].line.number, words)
    elif bare and (letter := _find_lost_letter(item, block)):
        yield ItemDoubt(f"a lettered point of {name} was not taken as a sub-item", letter.line.number, letter.text)


def find_unread_entry(lead: Sequence[Line], items: Sequence[Item]) -> Line | None:
    """Return the first numbered line of a list of contents above the items that counts on from the last of them."""
    last = max((int(item.number) for item in items if item.number and item.number.isdigit()), default=0)
    contents = dropwhile(lambda line: not has_leader(line.text), lead)
    entries = ((line, _ENTRY_NUMBER.match(line.text)) for line in contents)
    return next((line for line, match in entries if last and match and int(match["number"]) > last), None)


def find_unread_numbers(lines: Sequence[Line]) -> Line | None:
    """Return the first line of a list of contents, or of two numbers that count on, as additional items do: `27.`."""
    entries = [line for line in lines if has_leader(line.text) and _ENTRY_NUMBER.match(line.text)]
    if len(entries) > 1:
        return entries[0]
    numbers = [(int(match["number"]), line) for line in lines for match in _NUMBER_WITHIN.finditer(line.text)]
    return next((line for (first, line), (second, _) in pairwise(numbers) if first > 1 and second == first + 1), None)


def _doubt_in_shared_line(item: Item, name: str, block: Block) -> Iterator[ItemDoubt]:
    """Doubt the titles of an item that shares its line with others, so that no line shows where they end."""
    line = block.lines[0].line.number
    if cut := _find_cut_at_page_end(block):
        yield ItemDoubt(f"a title of {name} may go on on the next page", cut.line.number, cut.text)
    parts = [part for sub_item in item.subitems for part in sub_item.walk()]
    for title in (item.title, *(part.title for part in parts)):
        if _CAPITALS_LAST.search(title) or _WORDS_BEHIND_TREATMENT.match(title):
            yield ItemDoubt(f"a title of {name} seems to hold a heading above the next item", line, title)
        elif words := find_words_behind_gap(title, block.lines):
            yield ItemDoubt(f"a title of {name} goes on behind what stood within it", line, words)
        elif (title != item.title or not parts) and _PARTS_BEHIND_DASHES.search(title):
            yield ItemDoubt(f"a title of {name} may hold sub-items behind dashes", line, title)


def _doubt_sub_items(item: Item, name: str, line: int) -> Iterator[ItemDoubt]:
    """Doubt the sub-items of an item that cannot be right as they are."""
    for part in (part for sub_item in item.subitems for part in sub_item.walk()):
        if part.title in _INSTITUTIONS and part.title not in item.title:
            yield ItemDoubt(f"a sub-item of {name} is only the name of an institution", line, part.title)
        elif is_unfinished(part.title) or holds_other_words(part.title):
            yield ItemDoubt(f"a sub-item of {name} does not seem to end", line, part.title)


def _doubt_words(item: Item, name: str, block: Block, following: str | None, *, bare: bool) -> Iterator[ItemDoubt]:
    """Doubt the title of an item, or its text, if it cannot be right as it is."""
    line = block.lines[0].line.number
    if begins_a_sentence(item.title) and ends_a_sentence(block.lines[0].text) and block.lines[0].text.endswith("."):
        yield ItemDoubt(f"the title of {name} is a sentence: its own may stand above its number", line, item.title)
    elif message := describe_title(item.title):
        yield ItemDoubt(f"the title of {name} {message}", line, item.title)
    elif number := _find_next_number(item.title, item.number, following):
        yield ItemDoubt(f"the title of {name} seems to hold the number of the next one", line, number)
    elif words := _find_number_in_text(item.summary or "", item.number, following):
        yield ItemDoubt(f"the text of {name} seems to hold the number of the next one", line, words)
    elif words := find_words_of_column(item, block):
        yield ItemDoubt(f"the title of {name} seems to hold words of another column", line, words)
    elif words := find_continued_title(item, block, bare=bare):
        yield ItemDoubt(f"the title of {name} seems to go on", line, f"{item.title} / {words}")


def _find_lost_numbers(blocks: Sequence[Block]) -> Iterator[ItemDoubt]:
    for position, (above, block, below) in enumerate(zip(blocks, blocks[1:], blocks[2:], strict=False), start=1):
        if not block.number and _is_next_but_one(above.number, below.number):
            message = f"the number of the item between {above.number} and {below.number} is lost"
            line = block.lines[0]
            yield ItemDoubt(message, line.line.number, line.text, str(int(above.number or 0) + 1), position)


def _find_gaps(blocks: Sequence[Block]) -> Iterator[ItemDoubt]:
    """Doubt a list in which a number is missing, as if a line was lost; where many are, only some items are listed."""
    numbers = [block.number or "" for block in blocks]
    are_roman = all(_ROMAN.fullmatch(number) for number in numbers)
    if (are_roman or all(number.isdigit() for number in numbers)) and len(numbers) >= _FEWEST_NUMBERED:
        values = map(roman_value if are_roman else int, numbers)
        gaps = [index for index, (above, below) in enumerate(pairwise(values), 1) if below > above + 1]
        for index in gaps if len(gaps) <= len(numbers) // _FEWEST_NUMBERED else ():
            line = blocks[index].lines[0]
            message = f"an item between {numbers[index - 1]} and {numbers[index]} seems to be lost"
            yield ItemDoubt(message, line.line.number, line.text)


def _find_counted_parts(blocks: Sequence[Block]) -> Iterator[ItemDoubt]:
    """Doubt Roman-numbered items below which figures count on from one to the next, as those of items do."""
    first_numbers = [
        next((line for line in block.lines if line.mark is Mark.NUMBER and line.sign.isdigit()), None)
        for block in blocks
        if block.is_roman
    ]
    numbered = [line for line in first_numbers if line]
    if len(numbered) > 1 and numbered[0].sign == "1" and int(numbered[-1].sign) > 1:
        line = numbered[-1]
        yield ItemDoubt("the figures below the Roman numbers may be those of the items", line.line.number, line.text)


def _find_second_count(blocks: Sequence[Block]) -> Iterator[ItemDoubt]:
    """Doubt an item below which a day stands, or a heading, and then items that count from one again."""
    bare = is_bare(blocks)
    for block in blocks:
        lines = [line for line in block.lines if not line.is_blank]
        for above, line in pairwise(lines):
            is_first = line.mark is Mark.NUMBER and line.sign == "1" and not line.line.indent
            words = above.text.strip()
            is_apart = (
                bare and block.lines[block.lines.index(above) - 1].is_blank and not words.endswith((":", ";", ","))
            )
            is_heading = is_mostly_date(words) or is_part_heading(words) or is_apart
            if is_first and above.mark is Mark.NONE and is_heading:
                message = f"below item {block.number or ''} the numbers begin again, as for another day"
                yield ItemDoubt(message, line.line.number, line.text)
                return


# A quotation or a bracket ends there, or a document stands at the end: the title is whole.
_IS_WHOLE = re.compile(r"[\"”“»)]$|[0-9]{4,5}/(?:[0-9]/)?[0-9]{2}(?![0-9])")


def _find_cut_at_page_end(block: Block) -> MarkedLine | None:
    """Return the title at the end of a page that came as one line, if the next page goes on without a mark."""
    lines = [line for line in block.lines if not line.is_blank]
    for line, following in pairwise(lines):
        is_at_end = line.line.number != following.line.number
        if not is_at_end or line.mark is Mark.NONE or following.mark is not Mark.NONE:
            continue
        if not ends_a_sentence(line.text) and not is_other_business(line.text) and not _IS_WHOLE.search(line.text):
            return line
    return None


def _is_next_but_one(number: str | None, following: str | None) -> bool:
    are_figures = bool(number and following and number.isdigit() and following.isdigit())
    return are_figures and int(following or 0) == int(number or 0) + 2


def _find_next_number(title: str, number: str | None, following: str | None) -> str:
    """Return the words of a title from a number on that the items have not, though it is one of the next."""
    for match in _NUMBER_WITHIN.finditer(title):
        if _is_next(match["number"], number, following) and not _NAMING_WORD.search(
            title[max(0, match.start() - _BEFORE) : match.start()]
        ):
            return title[match.start() :]
    return ""


def _find_number_in_text(text: str, number: str | None, following: str | None) -> str:
    """Return the words of an item's text from the number of the next item on, unless they are in a list of the text."""
    if not number or not number.isdigit() or following == str(int(number) + 1):
        return ""
    signs = [(match["number"], match.start()) for match in _NUMBER_WITHIN.finditer(text)]
    if any(sign == "1" for sign, _ in signs):
        return ""
    return next((text[start:] for sign, start in signs if int(sign) == int(number) + 1), "")


def _is_next(sign: str, number: str | None, following: str | None) -> bool:
    if not number or not number.isdigit():
        return False
    end = int(following) if following and following.isdigit() else int(number) + _MOST_SKIPPED + 1
    return int(number) < int(sign) < min(end, int(number) + _MOST_SKIPPED + 1)


def _find_next_item(block: Block, following: str | None, *, bare: bool) -> MarkedLine | None:
    """Return the line below an item that has a number between its own and that of the next item."""
    own_number = block.number or ""
    for line in block.lines[1:]:
        bare_number = _NUMBER_WITHOUT_DOT.match(line.text) if line.mark is Mark.NONE else None
        if bare_number and int(bare_number["sign"]) == int(own_number if own_number.isdigit() else 0) + 1 > 1:
            return line
        if line.mark is Mark.NUMBER and line.sign.isdigit() and not line.line.indent:
            words = line.text.strip()
            is_title = words[:1].isupper() and not ends_a_sentence(words) and not begins_a_sentence(words)
            is_next = _is_next(line.sign, block.number, following) and (bare or following)
            # The other part of an agenda may go on with much higher numbers.
            is_higher = not following and own_number.isdigit() and int(own_number) < int(line.sign) < _HIGHEST_NUMBER
            if is_title and (is_next or is_higher):
                return line
    return None


def _find_passed_over(block: Block, above: str | None) -> MarkedLine | None:
    """Return the line below an item that has a number between that of the item above and its own: 9, 11, 10."""
    own_number = block.number or ""
    if not (above and above.isdigit() and own_number.isdigit()):
        return None
    for line in block.lines[1:]:
        is_number = line.mark is Mark.NUMBER and line.sign.isdigit() and not line.line.indent
        if is_number and int(above) < int(line.sign) < int(own_number) and not ends_a_sentence(line.text):
            return line
    return None


def _find_treatment(item: Item) -> str:
    """Return the paragraph of an item's text that only says how it is treated, below sub-items; "" if none does."""
    paragraphs = (item.summary or "").split("\n\n") if item.subitems else ()
    return next((words for words in paragraphs if split_treatments(words) and not ends_a_sentence(words)), "")


# The first words of a title: not those of a label, a footer or a note.
_TITLE_FIRST = re.compile(r"[\"“„«]?[^\W\d_a-zß-ÿ][a-zß-ÿ]{2,}(?! ?:)\s\S+\s\S")
_SHORTEST_LINE = 25


def _find_title_in_text(item: Item) -> str:
    """Return the first paragraph of the text of a bare agenda's item that begins as a title does; "" if none does."""
    paragraphs = [words for part in item.walk() for words in (part.summary or "").split("\n\n")]
    return next((words for words in paragraphs if _is_like_title(words)), "")


def _is_like_title(words: str) -> bool:
    if len(words) < _SHORTEST_LINE or not _TITLE_FIRST.match(words) or ends_a_sentence(words):
        return False
    return not (is_treatment(words) or names_approval(words) or is_site_heading(words))


def _find_other_business_within(blocks: Sequence[Block]) -> MarkedLine | None:
    """Return the first line within an item that ends in the title of other business and its number."""
    lines = [line for block in blocks for line in block.lines[1:]]
    ends = ((line, line.text[: match.start()]) for line in lines if (match := _NUMBER_LAST.search(line.text)))
    return next((line for line, words in ends if is_other_business(words) or find_other_business_behind(words)), None)


def _find_title_below_heading(block: Block) -> MarkedLine | None:
    """Return the first title below the heading of a configuration within an item, with documents below it."""
    below = iter([line for line in block.lines[1:] if not line.is_blank])
    for line in below:
        if line.mark is Mark.NONE and is_configuration(line.text):
            break
    following = list(islice(below, _LINES_OF_TITLE))
    first = next(iter(following), None)
    if first is None or first.mark is not Mark.NONE or not first.text.strip()[:1].isupper():
        return None
    if is_configuration(first.text) or is_part_heading(first.text) or begins_a_sentence(first.text):
        return None
    return first if any(has_side_document(line.text) for line in following) else None


def _find_lost_letter(item: Item, block: Block) -> MarkedLine | None:
    """Return the first of at least two lettered points of which the item has fewer sub-items."""
    letters = [
        line for line in block.lines[1:] if line.mark is Mark.LETTER and line.sign.isascii() and line.text.strip()
    ]
    capitals = [
        line
        for line in block.lines[1:]
        if line.mark is Mark.NONE and (match := _CAPITAL_LETTER.match(line.text)) and match["sign"] in "AB"
    ]
    points = letters if len(capitals) < 2 else [*capitals, *letters]
    sub_item_count = sum(1 for sub_item in item.subitems for _ in sub_item.walk())
    return points[0] if len(points) > 1 and sub_item_count < len(points) else None
