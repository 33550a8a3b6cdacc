"""Agendas on a terminal: the page of their items, the board of their readiness, and the comparison of two."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from somei_cli.errors import shell_word
from somei_cli.model.agenda.issue_and_revision import find_current_number
from somei_cli.model.agenda.item_match import ItemComparison, ItemMatch, MatchKind
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.item_words import remarks_on_item
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import days_in_words, near_day, short_day, with_short_days
from somei_cli.render.output.page import (
    CODE,
    DIM,
    DONE,
    EMPTY_LINE,
    ERROR,
    HEADING,
    WARNING,
    PageLine,
    StyledWords,
    TerminalForm,
    join_words,
    last_line,
    marking_style,
    pick_sign,
)
from somei_cli.rules.agenda_readiness import AgendaReadiness, Concern, ReadinessRow
from somei_cli.rules.definition.findings import Severity

_INDENT, _MAX_NAMED = 1, 3

# ---- the title of every page


def _title_lines(agenda: Document, snapshot: Snapshot | None = None) -> Iterator[PageLine]:
    """Yield what an agenda is, of which meeting, and how far it has come."""
    words: list[StyledWords] = [(str(agenda.number), f"{HEADING} {CODE}")]
    if agenda.type:
        words += [("  ", ""), (agenda.type, HEADING)]
    if agenda.marking:
        words += [("  ", ""), (str(agenda.marking), marking_style(str(agenda.marking)))]
    meeting = agenda.meeting
    days = days_in_words(meeting.start, meeting.end) if meeting and meeting.start else ""
    of_meeting = ", ".join(filter(None, (meeting.body if meeting else "", days)))
    yield PageLine(tuple(words), right=((of_meeting, HEADING),) if of_meeting else ())
    if agenda.subject:
        yield PageLine(((agenda.subject, HEADING),))
    states = list(_describe_states(agenda, snapshot))
    if states:
        yield PageLine(tuple(join_words([[state] for state in states])))


def _describe_states(agenda: Document, snapshot: Snapshot | None) -> Iterator[StyledWords]:
    facts = agenda.agenda
    if agenda.status is not Status.ISSUED:
        yield str(agenda.status), WARNING if agenda.status is Status.DRAFT else DIM
    elif facts and not facts.adopted:
        yield str(facts.state), ""
    if facts and facts.issued:
        yield f"issued {short_day(facts.issued)}", ""
    if facts and facts.adopted:
        yield f"adopted {short_day(facts.adopted)}", DONE
    if facts and facts.revises:
        yield f"revises {facts.revises}", ""
    current = snapshot.current(agenda.number) if snapshot else None
    if current and current.number != agenda.number and agenda.number.is_main_text:
        is_draft = current.status is Status.DRAFT
        yield (f"a draft revises it: {current.number}", "") if is_draft else (f"replaced by {current.number}", WARNING)


# ---- the items


def agenda_form(agenda: Document, snapshot: Snapshot) -> TerminalForm:
    """Return what a terminal shows of an agenda or an outcome."""
    return TerminalForm(page=lambda _: _page_lines(agenda, snapshot))


def _page_lines(agenda: Document, snapshot: Snapshot) -> Iterator[PageLine]:
    yield from _title_lines(agenda, snapshot)
    yield EMPTY_LINE
    width = _width_of_numbers(item.number for item in agenda.items)
    for item in agenda.items:
        yield from _item_lines(item, width, snapshot)
    number = shell_word(agenda.number)
    command = f"somei agenda board {number}" if agenda.agenda else f"somei show {number} --text"
    yield last_line(_describe_items(agenda, snapshot), command)


def _width_of_numbers(numbers: Iterable[str | None]) -> int:
    return max((len(number or "") for number in numbers), default=0) + 2


def _item_lines(item: Item, width: int, snapshot: Snapshot, depth: int = 0) -> Iterator[PageLine]:
    label: StyledWords = (item.number or "", CODE) if not depth else ("–", DIM)
    remarks = list(remarks_on_item(item))
    words: tuple[StyledWords, ...] = ((item.title, ""), *(((f"  ({', '.join(remarks)})", DIM),) if remarks else ()))
    if item.withdrawn:
        words = tuple((text, DIM) for text, _ in words)
    indent = _INDENT if not depth else _INDENT + width + 2 * (depth - 1)
    documents = tuple(join_words([_number_and_state(number, snapshot) for number in item.documents], ", "))
    yield PageLine(words, label=label, label_width=2 if depth else width, right=documents, indent=indent)
    for part in item.subitems:
        yield from _item_lines(part, width, snapshot, depth + 1)


def _number_and_state(number: DocumentNumber, snapshot: Snapshot) -> Sequence[StyledWords]:
    if number not in snapshot:
        return (str(number), CODE), (" (not in the register)", WARNING)
    current = find_current_number(snapshot, number)
    return ((str(number), CODE), *(((f" (now {current})", WARNING),) if current != number else ()))


def _describe_items(agenda: Document, snapshot: Snapshot) -> str:
    withdrawn = sum(bool(item.withdrawn) for item in agenda.items)
    numbers = {number for item in agenda.walk_items() for number in item.documents}
    missing = sum(number not in snapshot for number in numbers)
    items = pluralise(len(agenda.items), "item") + (f", {withdrawn} withdrawn" if withdrawn else "")
    documents = pluralise(len(numbers), "document") + (f", {missing} not in the register" if missing else "")
    return f"{items} · {documents}" if numbers else items


# ---- the board


_STATE_SIGNS = {Severity.ERROR: ("✗", "x", ERROR), Severity.WARNING: ("!", "!", WARNING)}


def board_form(board: AgendaReadiness, today: date) -> TerminalForm:
    """Return what a terminal shows of the readiness of an agenda."""
    return TerminalForm(page=lambda _: _board_lines(board, today))


def _board_lines(board: AgendaReadiness, today: date) -> Iterator[PageLine]:
    yield from _title_lines(board.agenda)
    yield from _verdict_lines(board)
    yield EMPTY_LINE
    titles = {item.number: item for item in board.agenda.items}
    rows = board.rows[1:]
    width = _width_of_numbers(row.item for row in rows)
    facts = _FactsOfDocuments(rows)
    for number, group in groupby(rows, key=lambda row: row.item):
        item = titles.get(number)
        yield from _board_item_lines(number or "", item, list(group), width, facts)
    yield last_line(_describe_board(board, today), f"somei agenda show {shell_word(board.agenda.number)}")


def _verdict_lines(board: AgendaReadiness) -> Iterator[PageLine]:
    counts = Counter(concern.severity for row in board.rows for concern in row.concerns)
    wrong = [
        (pluralise(counts[severity], str(severity)), style)
        for severity, (_, _, style) in _STATE_SIGNS.items()
        if counts[severity]
    ]
    if wrong:
        yield PageLine((("Not ready: ", HEADING), *join_words([[part] for part in wrong], ", ")))
        for concern in board.rows[0].concerns:
            yield _concern_line(concern.severity, concern.message)
            yield from _command_lines([concern])
        return
    marked = {row.document: row.marking for row in board.rows[1:] if row.text and row.concerns}
    notes = [with_short_days(concern.message) for concern in board.rows[0].concerns]
    notes += [
        f"{pluralise(count, f'{marking} paper')} on an agenda without a marking"
        for marking, count in Counter(map(str, marked.values())).items()
    ]
    if not notes:
        yield PageLine((("Ready: nothing is left to do.", DONE),), label=(pick_sign("✓", "OK"), DONE), label_width=2)
        return
    verdict = f"Ready but for {pluralise(len(notes), 'note')}: {'; '.join(notes)}"
    yield PageLine(((verdict, WARNING),), label=("!", WARNING), label_width=2)
    yield from _command_lines(concern for row in board.rows for concern in row.concerns)


def _command_lines(concerns: Iterable[Concern]) -> Iterator[PageLine]:
    for command in dict.fromkeys(concern.command for concern in concerns if concern.command):
        yield PageLine(((command, DIM),), indent=_INDENT + 2, whole=True)


def _severity_of(row: ReadinessRow) -> Severity:
    return max((concern.severity for concern in row.concerns), default=Severity.INFO)


def _concern_line(severity: Severity, message: str) -> PageLine:
    sign, plain, style = _STATE_SIGNS.get(severity, ("·", "-", DIM))
    return PageLine(
        ((with_short_days(message), style),), label=(pick_sign(sign, plain), style), label_width=2, indent=_INDENT
    )


def warning_lines(warnings: Iterable[str]) -> Iterator[PageLine]:
    """Yield warnings of an agenda, once each, as they stand on its board."""
    for warning in dict.fromkeys(warnings):
        yield _concern_line(Severity.WARNING, warning)._replace(indent=2)


class _FactsOfDocuments:
    """The widths of what is known of the documents, so that they stand in columns."""

    def __init__(self, rows: Iterable[ReadinessRow]) -> None:
        named = [row for row in rows if row.document]
        self.numbers = max((len(str(row.document)) for row in named), default=0)
        self.days = max((len(short_day(row.circulated)) for row in named if row.circulated), default=0)
        self.markings = max((len(str(row.marking)) for row in named if row.marking), default=0)

    def words_of(self, row: ReadinessRow) -> Iterator[StyledWords]:
        """Yield the day and the marking of a document, each in its column."""
        if self.days:
            yield f"{short_day(row.circulated) if row.circulated else '':>{self.days}}  ", ""
        if self.markings:
            marking = str(row.marking or "")
            yield f"{marking:<{self.markings}}  ", marking_style(marking)


def _board_item_lines(
    number: str, item: Item | None, rows: Sequence[ReadinessRow], width: int, facts: _FactsOfDocuments
) -> Iterator[PageLine]:
    is_withdrawn = item is not None and bool(item.withdrawn)
    top_title = item.title if item else rows[0].title
    words: list[StyledWords] = [(top_title, DIM if is_withdrawn else "")]
    if is_withdrawn:
        words.append(("  (withdrawn)", DIM))
    yield PageLine(tuple(words), label=(number, CODE), label_width=width, indent=_INDENT)
    title = top_title
    for row in rows:
        if row.title != title:
            title = row.title
            yield PageLine(((title, ""),), label=("–", DIM), label_width=2, indent=_INDENT + width)
        if row.document:
            yield from _document_lines(row, width, facts, is_withdrawn=is_withdrawn)


def _document_lines(
    row: ReadinessRow, width: int, facts: _FactsOfDocuments, *, is_withdrawn: bool
) -> Iterator[PageLine]:
    """Yield a document with its day and marking, and what is to be seen to; beside it if nothing else is known."""
    severity = _severity_of(row)
    sign, plain, style = _STATE_SIGNS.get(severity, ("✓", "OK", DONE))
    sign = "" if is_withdrawn else pick_sign(sign, plain)
    concerns = "" if is_withdrawn else with_short_days("; ".join(concern.message for concern in row.concerns))
    is_known = bool(row.circulated or row.marking)
    concern: StyledWords = (concerns, DIM if severity is Severity.INFO else style)
    number: StyledWords = (f"{row.document!s:<{facts.numbers}}  ", DIM if is_withdrawn else CODE)
    words = [number, *(facts.words_of(row) if is_known else (concern,))]
    while words and not words[-1][0].strip():
        words.pop()
    words[-1] = (words[-1][0].rstrip(), words[-1][1])
    yield PageLine(tuple(words), label=(sign, style), label_width=2, indent=_INDENT + width, whole=True)
    if is_known and concerns:
        yield PageLine((concern,), indent=_INDENT + width + 2)


def _describe_board(board: AgendaReadiness, today: date) -> str:
    numbers = {row.document for row in board.rows[1:] if row.document}
    deadline = board.deadlines.documents
    parts = [pluralise(len(board.agenda.items), "item")]
    parts += [pluralise(len(numbers), "document")] if numbers else []
    if deadline:
        parts.append(f"deadline of the documents: {near_day(deadline, today)}")
    return " · ".join(parts)


# ---- the comparison


_MARKS = {
    MatchKind.ADDED: ("+", DONE),
    MatchKind.DROPPED: ("-", ERROR),
    MatchKind.RENAMED: ("~", WARNING),
    MatchKind.RENUMBERED: ("~", WARNING),
    MatchKind.MERGED: ("~", WARNING),
}
_UNMARKED = (" ", "")
_COUNTED = (
    (MatchKind.ADDED, "added", DONE),
    (MatchKind.DROPPED, "dropped", ERROR),
    (MatchKind.RENAMED, "renamed", WARNING),
    (MatchKind.RENUMBERED, "renumbered", WARNING),
    (MatchKind.MERGED, "merged", WARNING),
)


def comparison_form(comparison: ItemComparison, changes: Sequence[Sequence[str]]) -> TerminalForm:
    """Return what a terminal shows of a comparison: what changed, and the items in their order.

    `changes` say of each match what else changed in its items.
    """
    return TerminalForm(page=lambda _: comparison_lines(comparison, changes))


def comparison_lines(
    comparison: ItemComparison, changes: Sequence[Sequence[str]], *, differing_only: bool = False
) -> Iterator[PageLine]:
    """Yield the counts of what changed, then the items; those that differ, or all."""
    rows = list(zip(comparison.matches, changes, strict=True))
    yield _verdict_of_comparison(comparison, rows)
    listed = [
        (match, words) for match, words in rows if not differing_only or words or match.kind is not MatchKind.SAME
    ]
    width = max((len(_numbers(match.later or match.earlier)) for match, _ in listed), default=0)
    for match, words in listed:
        yield from _match_lines(match, words, width)
    if not differing_only:
        numbers = f"{shell_word(comparison.earlier)} {shell_word(comparison.later)}"
        yield last_line(pluralise(len(rows), "item"), f"somei compare {numbers}")


def _verdict_of_comparison(comparison: ItemComparison, rows: Sequence[tuple[ItemMatch, Sequence[str]]]) -> PageLine:
    kinds = Counter(match.kind for match, _ in rows)
    changed = sum(match.kind is MatchKind.SAME and bool(words) for match, words in rows)
    announced = sum(match.is_expected for match, _ in rows)
    kinds[MatchKind.DROPPED] -= announced
    parts: list[StyledWords] = [(f"{kinds[kind]} {word}", style) for kind, word, style in _COUNTED if kinds[kind]]
    if announced:
        parts.append((f"{announced} dropped as announced", ""))
    if changed:
        parts.append((f"{changed} changed or moved", WARNING))
    unchanged = kinds[MatchKind.SAME] - changed
    subject: tuple[StyledWords, ...] = (
        (str(comparison.later), f"{HEADING} {CODE}"),
        (" against ", DIM),
        (str(comparison.earlier), f"{HEADING} {CODE}"),
        ("  ", ""),
    )
    if not parts:
        return PageLine((*subject, ("the items are the same", DONE)))
    if unchanged:
        parts.append((f"{unchanged} as before", DIM))
    return PageLine((*subject, *join_words([[part] for part in parts], ", ")))


def _match_lines(match: ItemMatch, changes: Sequence[str], width: int) -> Iterator[PageLine]:
    mark, style = _MARKS.get(match.kind) or (("~", WARNING) if changes else _UNMARKED)
    items = match.later or match.earlier
    is_dropped = match.kind is MatchKind.DROPPED
    if match.is_expected:
        style = DIM
    words: list[StyledWords] = [(" / ".join(item.title for item in items), DIM if is_dropped else "")]
    remarks = ", ".join(_describe_match(match, changes))
    if remarks:
        words.append((f"  ({remarks})", DIM))
    label = f"{mark}  {_numbers(items):>{width}}"
    yield PageLine(tuple(words), label=(label, style), label_width=width + 5, indent=_INDENT)


def _describe_match(match: ItemMatch, changes: Sequence[str]) -> Iterator[str]:
    if match.kind is MatchKind.DROPPED:
        yield "dropped as announced" if match.is_expected else "dropped"
    elif match.kind is MatchKind.SAME:
        yield from changes
        return
    else:
        yield str(match.kind)
    before, after = _numbers(match.earlier), _numbers(match.later)
    if match.later and match.earlier and before != after:
        yield f"was {before}"
    title_before, title = (" / ".join(item.title for item in items) for items in (match.earlier, match.later))
    if match.later and match.earlier and title_before != title:
        yield f"was “{title_before}”"
    yield from (word for word in changes if word != "as announced")


def _numbers(items: Sequence[Item]) -> str:
    return ", ".join(item.number for item in items if item.number)
