"""A receipt on a terminal: what was done, whether it is sent, how to undo it, and what changed or how it is now."""

from collections.abc import Container, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from somei_cli.model.agenda.item_match import ItemComparison
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.field_changes import Difference
from somei_cli.model.followup.list import named_follow_ups
from somei_cli.model.groups import group_pairs
from somei_cli.model.history.recent_acts import describe_done, describe_intended
from somei_cli.model.item_words import remarks_on_item
from somei_cli.model.items_and_follow_ups import FollowUp, Item, with_depth
from somei_cli.model.register.change import Receipt, is_default_undo_reason
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import short_day, with_short_days
from somei_cli.render.output.field_names import name_field, value_in_words
from somei_cli.render.output.page import (
    CODE,
    DIM,
    DONE,
    ERROR,
    HEADING,
    WARNING,
    PageLine,
    StyledWords,
    TerminalForm,
    join_words,
    marking_style,
    pick_sign,
    short_commit,
    shorten_commits,
)
from somei_cli.render.output.view import Record
from somei_cli.render.views.agenda_on_terminal import comparison_lines, warning_lines

_INDENT, _LONGEST_NAME, _LONGEST_VALUE = 4, 28, 400
_UNDO = "undo"
"""The act after which `somei undo` would take back the taking back."""
_FOLLOW_UP_ACTS = frozenset(f"followup {name}" for name in ("add", "done", "drop", "move", "scan"))
_ITEM_ACTS = frozenset(
    (*(f"agenda {name}-item" for name in ("add", "edit", "move", "remove", "withdraw")), "followup carry")
)


class ReceiptOptions(NamedTuple):
    """Whether the branch follows a server, only what changed is asked for, and the person is asked about it next."""

    follows_server: bool
    is_quiet: bool = False
    is_preview: bool = False


def receipt_form(receipt: Receipt, options: ReceiptOptions) -> TerminalForm:
    """Return what a terminal shows of a receipt."""
    return TerminalForm(page=lambda _: _page_lines(receipt, options))


def compared_receipt_form(
    receipt: Receipt, comparison: ItemComparison, changes: Sequence[Sequence[str]], options: ReceiptOptions | None
) -> TerminalForm:
    """Return what a terminal shows of an act on an agenda, with the items that differ from those of another.

    `changes` say of each match of the comparison what else changed. Without `options` the act did nothing.
    """

    def lines() -> Iterator[PageLine]:
        if options:
            yield from act_lines(receipt, options)
            yield from _changes(receipt, lists_items=False)
        differing = comparison_lines(comparison, changes, differing_only=True)
        yield from (line._replace(indent=line.indent + 2) for line in differing)
        yield from warning_lines(receipt.warnings)

    return TerminalForm(page=lambda _: lines())


def numbers_receipt_form(receipt: Receipt, options: ReceiptOptions) -> TerminalForm:
    """Return what a terminal shows of numbers that were taken, one a line."""
    return TerminalForm(page=lambda _: _number_lines(receipt, options))


def _page_lines(receipt: Receipt, options: ReceiptOptions) -> Iterator[PageLine]:
    yield from act_lines(receipt, options)
    if receipt.change.action in _ITEM_ACTS and receipt.change.puts:
        yield from _agenda_lines(receipt)
    elif receipt.change.action in _FOLLOW_UP_ACTS:
        yield from _follow_up_lines(receipt)
    else:
        yield from _changes(receipt)
    yield from warning_lines(receipt.warnings)


def act_lines(receipt: Receipt, options: ReceiptOptions) -> Iterator[PageLine]:
    """Yield what was done, and why; nothing if only what changed is asked for."""
    if not options.is_quiet:
        yield heading_line(receipt, options)
        yield from _circumstances(receipt)


def _number_lines(receipt: Receipt, options: ReceiptOptions) -> Iterator[PageLine]:
    yield from act_lines(receipt, options)
    purposes = {document.number: document.allotted.purpose for document in receipt.change.puts if document.allotted}
    width = max((len(str(number)) for number in receipt.change.numbers), default=0) + 2
    for number in receipt.change.numbers:
        label = (str(number), f"{HEADING} {CODE}")
        yield PageLine(((purposes.get(number) or "", ""),), label=label, label_width=width, indent=_INDENT)


def _follow_up_lines(receipt: Receipt) -> Iterator[PageLine]:
    """Yield each follow-up of an act as it is now, and below it what changed of it."""
    before = {name: f for document in receipt.before for name, _, f in named_follow_ups(document)}
    for document in receipt.change.puts:
        for name, _, follow_up in named_follow_ups(document):
            earlier = before.get(name)
            if follow_up == earlier:
                continue
            yield _follow_up_line(str(name), follow_up, is_new=earlier is None)
            if earlier is not None:
                reason = ("reason", receipt.change.reason)  # stands with the act already
                changed = [d for d in _compare_follow_ups(earlier, follow_up) if (d.field, d.after) != reason]
                yield from change_lines(changed, _INDENT + 2)


def _follow_up_line(name: str, follow_up: FollowUp, *, is_new: bool) -> PageLine:
    person = f"{follow_up.who}: " if follow_up.who else ""
    mark, style = (_ADDED, DONE) if is_new else (_CHANGED, WARNING)
    day = f"due {short_day(follow_up.due)}" if follow_up.due else ""
    words_for_day = f"“{follow_up.due_as_said}”" if follow_up.due_as_said else ""
    deadline = " ".join(filter(None, (day, words_for_day))) if is_new else ""
    words: list[StyledWords] = [(f"{name}  ", CODE), (f"{person}{follow_up.what}", "")]
    return PageLine(
        tuple(words), label=(mark, style), label_width=3, right=((deadline, ""),) if deadline else (), indent=1
    )


def _compare_follow_ups(before: FollowUp, after: FollowUp) -> Iterator[Difference]:
    """Yield what differs between two states of a follow-up, but for the list of its moves."""
    for key in ("who", "what", "due", "due_as_said", "state", "closed", "reason"):
        values = [getattr(follow_up, key) for follow_up in (before, after)]
        if values[0] != values[1]:
            before_and_after = (None if value is None else str(value) for value in values)
            yield Difference(key, *before_and_after)
    for move in after.moved[len(before.moved) :]:
        if move.as_said:
            yield Difference("as_said", None, move.as_said)
        if move.reason:
            yield Difference("reason", None, move.reason)


# ---- the heading


def heading_line(receipt: Receipt, options: ReceiptOptions) -> PageLine:
    """Return what was done, or would be, and in which commit, whether that is sent, and how it is undone."""
    summary = receipt.change.summary
    if receipt.change.action in _FOLLOW_UP_ACTS:
        summary = with_short_days(summary)
    if receipt.commit is None:
        lead = "This will be written: " if options.is_preview else "Dry run, nothing was written: "
        words = summary if options.is_preview else describe_intended(summary)
        return PageLine(((lead, WARNING), (shorten_commits(words), HEADING)))
    facts = [((short_commit(receipt.commit), CODE),), ((_describe_sending(receipt, options.follows_server), DIM),)]
    if receipt.change.action != _UNDO:
        facts.append((("cannot be undone" if receipt.is_final else "undo with: somei undo", DIM),))
    sign = pick_sign("✓", "OK")
    return PageLine(
        ((shorten_commits(describe_done(summary)), HEADING),),
        label=(sign, DONE),
        label_width=len(sign) + 1,
        right=tuple(join_words(fact for fact in facts if fact[0][0])),
    )


def _describe_sending(receipt: Receipt, follows_server: bool) -> str:
    if receipt.sent:
        return f"sent to {receipt.sent.server}"
    return "not sent yet" if follows_server else ""


def describe_sent_with(receipt: Receipt) -> Iterator[str]:
    """Yield what became of other acts when this one was sent, in plain words."""
    sent = receipt.sent
    if sent and sent.others:
        yield f"{pluralise(sent.others, 'act')} of others came from {sent.server}."
    if sent and sent.own_on_top:
        are = "is" if sent.own_on_top == 1 else "are"
        earlier = pluralise(sent.own_on_top, "earlier act")
        yield f"Your act was sent; {earlier} of yours {are} still only here. Send the rest with:"
        yield "somei sync"


def report_lines(receipt: Receipt, follows_server: bool) -> Iterator[PageLine]:
    """Yield what an act did without the fields that it changed, which are shown elsewhere."""
    yield heading_line(receipt, ReceiptOptions(follows_server))
    yield from _sending_lines(receipt)


def _circumstances(receipt: Receipt) -> Iterator[PageLine]:
    change = receipt.change
    is_field = any(d.field == "reason" and d.after == change.reason for _, ds in receipt.differences for d in ds)
    is_default = bool(change.reason) and is_default_undo_reason(str(change.reason))
    approver = change.approved_by
    facts = [
        ("reason", "" if is_field or is_default else change.reason),
        ("approved by", approver.name if approver else ""),
    ]
    for name, value in facts:
        if value:
            yield PageLine(((f"{name}: ", DIM), (value, "")), indent=2)
    yield from _sending_lines(receipt)


def _sending_lines(receipt: Receipt) -> Iterator[PageLine]:
    for sentence in describe_sent_with(receipt):
        is_command = sentence.startswith("somei ")
        yield PageLine(((sentence, "" if is_command else DIM),), indent=4 if is_command else 2, whole=is_command)


# ---- what changed


def _changes(receipt: Receipt, *, lists_items: bool = True) -> Iterator[PageLine]:
    changed = [
        (number, [d for d in differences if lists_items or not d.field.startswith("items ")])
        for number, differences in receipt.differences
    ]
    changed = [(number, differences) for number, differences in changed if differences]
    for number, differences in changed:
        if len(changed) > 1:
            yield PageLine(((str(number), f"{HEADING} {CODE}"),), indent=2)
        items = _items_of_new_document(receipt, number) if lists_items else ()
        yield from change_lines([d for d in differences if not (items and d.field.startswith("items "))])
        if items:
            rows = [_Row("", item, depth) for item, depth in with_depth(items)]
            yield from _item_lines(rows)
    yield from change_lines(receipt.other_differences)
    yield from change_lines(
        [Difference("new code", None, f"{c}: {title}") for c, title in receipt.change.codes.items()]
    )


def _items_of_new_document(receipt: Receipt, number: DocumentNumber) -> tuple[Item, ...]:
    if any(document.number == number for document in receipt.before):
        return ()
    return next((document.items for document in receipt.change.puts if document.number == number), ())


def differences_form() -> TerminalForm:
    """Return what a terminal shows of the differences of documents: their fields before and after."""
    return TerminalForm(page=_difference_lines)


def _difference_lines(records: Sequence[Record]) -> Iterator[PageLine]:
    for number, group in group_pairs((record["document"], record) for record in records).items():
        yield PageLine(((str(number), f"{HEADING} {CODE}"),), indent=2)
        yield from change_lines([Difference(r["field"], r["before"], r["after"]) for r in group])


def change_lines(differences: Sequence[Difference], indent: int = _INDENT) -> Iterator[PageLine]:
    """Yield a line for each field: its name, and its value before and after."""
    is_new = any(difference.field == "number" and difference.before is None for difference in differences)
    listed = [difference for difference in differences if not (is_new and difference.field == "number")]
    names = [name_field(difference.field) for difference in listed]
    width = max((len(name) for name in names if len(name) <= _LONGEST_NAME), default=0) + 2
    changed = {difference.field.partition(" ")[0].replace("_", " ") for difference in listed}
    for name, difference in zip(names, listed, strict=True):
        values = tuple(_values(difference, changed, is_new=is_new))
        if len(name) > _LONGEST_NAME:
            yield PageLine(((name, DIM),), indent=indent)
            yield PageLine(values, indent=indent + 2)
        else:
            yield PageLine(values, label=(name, DIM), label_width=width, indent=indent)


def _values(difference: Difference, changed: Container[str], *, is_new: bool) -> Iterator[StyledWords]:
    """Yield the value before and after; `changed` are the fields of the document that have another value now."""
    field, before, after = difference
    if field == "status":
        # A document that is issued has no status in its file.
        before = before if before is not None or is_new else str(Status.ISSUED)
        after = after or str(Status.ISSUED)
    words_before, words_after = (value_in_words(field, value, _LONGEST_VALUE) for value in (before, after))
    if before is not None:
        yield words_before, _style(field, words_before)
        yield "  →  ", DIM
    # Of a marking too the word for nothing is the one that is typed.
    nothing = "none" if field == "marking" else "taken out"
    if field == "doubts":
        nothing = "answered" if str(before).partition(":")[0] in changed else "confirmed"
    yield (words_after, _style(field, words_after)) if after is not None else (nothing, DIM)


def _style(field: str, value: str) -> str:
    return marking_style(value) if field == "marking" else ""


# ---- the agenda


class _Row(NamedTuple):
    """A line of an agenda: its mark, the item, how deep it lies, and what became of it."""

    mark: str
    item: Item
    depth: int = 0
    remark: str = ""


_ADDED, _CHANGED, _REMOVED = "+", "~", "-"
_MARK_STYLES = {_ADDED: DONE, _CHANGED: WARNING, _REMOVED: ERROR}
_CONTEXT, _LONG_AGENDA = 3, 24
"""Of an agenda with more lines than this, so many are shown around each that changed."""


def _agenda_lines(receipt: Receipt) -> Iterator[PageLine]:
    agenda = receipt.change.puts[0]
    before = next((document for document in receipt.before if document.number == agenda.number), None)
    yield from _item_lines(list(_compare_items(before.items if before else (), agenda.items)))
    yield from _other_changes(receipt, agenda)


def _item_lines(rows: Sequence[_Row]) -> Iterator[PageLine]:
    """Yield the lines of an agenda; of a long one only those around what changed."""
    width = max((len(row.item.number or "") for row in rows), default=0)
    hidden = 0
    for row, is_shown in zip(rows, _shown_rows(rows), strict=True):
        if not is_shown:
            hidden += 1
            continue
        if hidden:
            yield _describe_hidden(hidden)
            hidden = 0
        yield _agenda_line(row, width)
    if hidden:
        yield _describe_hidden(hidden)


def _describe_hidden(count: int) -> PageLine:
    return PageLine(((f"… {pluralise(count, 'line')} as before", DIM),), indent=4)


def _shown_rows(rows: Sequence[_Row]) -> list[bool]:
    changed = [index for index, row in enumerate(rows) if row.mark]
    if len(rows) <= _LONG_AGENDA or not changed:
        return [True] * len(rows)
    return [any(abs(index - place) <= _CONTEXT for place in changed) for index in range(len(rows))]


def _agenda_line(row: _Row, width: int) -> PageLine:
    item = row.item
    number_and_mark = f"{row.mark or ' '}  {item.number or '':>{width}}" if not row.depth else f"{row.mark or ' '}"
    label_width = width + 5 + 2 * row.depth
    if row.depth:
        number_and_mark = f"{number_and_mark:<{label_width - 2}}–"
    remarks = ", ".join(filter(None, (row.remark, *remarks_on_item(item))))
    style = DIM if row.mark == _REMOVED or item.withdrawn else ""
    words: list[StyledWords] = [(item.title, style)]
    if remarks:
        words.append((f"  ({remarks})", DIM))
    return PageLine(
        tuple(words),
        label=(number_and_mark, _MARK_STYLES.get(row.mark, "")),
        label_width=label_width,
        right=tuple(join_words([((str(number), CODE),) for number in item.documents], ", ")),
        indent=1,
    )


def _content(item: Item) -> Item:
    """Return an item without its number."""
    return item._replace(number=None)


def _compare_items(before: Sequence[Item], after: Sequence[Item], depth: int = 0) -> Iterator[_Row]:
    """Yield the items as they are now, and in their old places those that are gone."""
    origins = _find_origins(before, after)
    gone = [item for item in before if not any(item is origin for origin in origins)]
    moved = _find_moved(before, origins)
    old_place = {id(item): place for place, item in enumerate(before)}
    for item, origin in zip(after, origins, strict=True):
        while gone and origin is not None and old_place[id(gone[0])] < old_place[id(origin)]:
            yield _Row(_REMOVED, gone.pop(0), depth, "taken out")
        if origin is None:
            yield from (_Row(_ADDED, part, depth + below) for part, below in with_depth([item]))
            continue
        is_changed = _content(item)._replace(subitems=()) != _content(origin)._replace(subitems=())
        was = f"was {origin.number}" if origin.number and origin.number != item.number else ""
        yield _Row(_CHANGED if is_changed or id(origin) in moved else "", item, depth, was)
        if item.subitems or origin.subitems:
            yield from _compare_items(origin.subitems, item.subitems, depth + 1)
    yield from (_Row(_REMOVED, item, depth, "taken out") for item in gone)


def _find_origins(before: Sequence[Item], after: Sequence[Item]) -> list[Item | None]:
    """Return for each item the one that it was: the same with any number, else what stood at that number."""
    unmatched = list(before)
    origins: list[Item | None] = []
    for item in after:
        equal_items = [candidate for candidate in unmatched if _content(candidate) == _content(item)]
        origin = next((c for c in equal_items if c.number == item.number), equal_items[0] if equal_items else None)
        if origin is not None:
            _take_out(unmatched, origin)
        origins.append(origin)
    for index, item in enumerate(after):
        if origins[index] is None:
            named = (c for c in unmatched if c.number == item.number and (c.number or c.title == item.title))
            origin = next(named, None)
            if origin is None and not item.number and len(before) == len(after):
                origin = before[index] if any(candidate is before[index] for candidate in unmatched) else None
            if origin is not None:
                _take_out(unmatched, origin)
                origins[index] = origin
    return origins


def _take_out(items: list[Item], item: Item) -> None:
    del items[next(index for index, candidate in enumerate(items) if candidate is item)]


def _find_moved(before: Sequence[Item], origins: Iterable[Item | None]) -> set[int]:
    """Return the items, by identity, that stand in another order than before: as few as can be."""
    old = [id(item) for item in before]
    new = [id(item) for item in origins if item is not None]
    stays = SequenceMatcher(None, [key for key in old if key in new], new, autojunk=False).get_matching_blocks()
    unmoved = {key for block in stays for key in new[block.b : block.b + block.size]}
    return set(new) - unmoved


def _other_changes(receipt: Receipt, agenda: Document) -> Iterator[PageLine]:
    """Yield what changed besides the titles and places of items: fields of an edited item, and other documents."""
    is_edit = receipt.change.action == "agenda edit-item"
    for number, differences in receipt.differences:
        if number != agenda.number:
            further = list(differences)
        elif is_edit:
            further = [d for d in differences if (d.before is not None and d.after is not None) or _is_unseen(d)]
        else:
            further = [d for d in differences if not d.field.startswith("items")]
        if further and number != agenda.number:
            yield PageLine(((str(number), f"{HEADING} {CODE}"),), indent=2)
        yield from change_lines(further)


def _is_unseen(difference: Difference) -> bool:
    """Whether the line of an item does not show the value: its text and its result, and what was taken out of it."""
    *_, name = difference.field.split()
    return name in {"summary", "result"} or (difference.after is None and name in {"kind", "by", "documents"})
