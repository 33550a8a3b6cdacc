"""Damages of columns and lines: labels away from their values, columns torn apart, lines joined and spaced out."""

import textwrap
from dataclasses import replace
from random import Random

from import_accuracy.cover_page import BOX, LEFT_COLUMN, LETTERHEAD, CoverPage, Row
from import_accuracy.damage import Effect, box_of, box_values, damage, line, replace_box


@damage(Effect.MOVES)
def labels_first(page: CoverPage, random: Random) -> CoverPage | None:
    """All labels stand one below the other, then all values."""
    if box_of(page) is None:
        return None
    values = box_values(page)
    first = len(values) if random.random() < 0.6 else 2
    rows = [line(label) for label, _ in values[:first]]
    rows += [line(words) for _, lines in values[:first] for words in lines]
    rows += [line(words) for label, lines in values[first:] for words in (f"{label} {lines[0]}", *lines[1:])]
    return replace_box(page, *rows)


@damage(Effect.MOVES, "text", "markdown", "html")
def labels_first_in_one_line(page: CoverPage, random: Random) -> CoverPage | None:
    """One line holds all labels and then all values."""
    if box_of(page) is None:
        return None
    values = box_values(page)
    words = [*(label for label, _ in values), *(" ".join(lines) for _, lines in values)]
    return replace_box(page, line(" ".join(words)))


@damage(Effect.MOVES)
def labels_above_values(page: CoverPage, random: Random) -> CoverPage | None:
    """Each label has a line of its own above its value."""
    if box_of(page) is None:
        return None
    return replace_box(page, *(line(words) for label, lines in box_values(page) for words in (label, *lines)))


@damage(Effect.MOVES)
def codes_between_labels_and_values(page: CoverPage, random: Random) -> CoverPage | None:
    """The right column of the letterhead comes after the labels and the first values, before the subject's words."""
    if box_of(page) is None or not page.has("code", "subj"):
        return None
    values = box_values(page)
    torn = [line(row.words) for row in page.with_tag("mark", "code")]
    rows = [line(label) for label, _ in values]
    rows += [line(words) for _, lines in values[:-1] for words in lines]
    rows += [*torn, *(line(words) for words in values[-1][1])]
    return replace_box(page, *rows).without("mark", "code")


@damage(Effect.MOVES)
def right_column_last(page: CoverPage, random: Random) -> CoverPage | None:
    """The right column of the letterhead comes at the end of the page."""
    right = page.with_tag("date", "lang", "num", "suf", "mark")
    if not page.with_tag("inst", "file") or page.index("num") > page.index("type"):
        return None
    changed = page.without("date", "lang", "num", "suf", "mark")
    return changed.insert(changed.index("foot"), *(line(row.words) for row in right))


@damage(Effect.MOVES)
def codes_in_two_columns(page: CoverPage, random: Random) -> CoverPage | None:
    """The codes stand in two columns, each with its serial."""
    return _in_two_columns(page, [row.words for row in page.with_tag("code")])


@damage(Effect.LOSES)
def codes_without_serials_in_two_columns(page: CoverPage, random: Random) -> CoverPage | None:
    """The codes stand in two columns, without serials."""
    codes = page.expected_list("subject_codes")
    if any(" " in str(name) or not serial for name, serial in codes):
        return None
    names = tuple(name for name, _ in codes)
    changed = _in_two_columns(page, list(map(str, names)))
    return changed and changed.expect("subject_codes", tuple((name, None) for name in names))


def _in_two_columns(page: CoverPage, codes: list[str]) -> CoverPage | None:
    if len(codes) < 2 or not page.has("code"):
        return None
    half = (len(codes) + 1) // 2
    right = [*codes[half:], ""]
    rows = [
        Row("code", (name, beside) if beside else (name,)) for name, beside in zip(codes[:half], right, strict=False)
    ]
    at = page.index("code")
    return page.without("code").insert(at, *rows)


@damage(Effect.MOVES)
def serials_apart_from_codes(page: CoverPage, random: Random) -> CoverPage | None:
    """The codes stand one below the other, then their serials."""
    codes = page.expected_list("subject_codes")
    if not page.has("code") or len(codes) < 2 or any(not code[1] for code in codes):
        return None
    at = page.index("code")
    rows = [*(line(str(name)) for name, _ in codes), *(line(str(serial)) for _, serial in codes)]
    without_serials = tuple((name, None) for name, _ in codes)
    changed = page.without("code").insert(at, *rows)
    return changed.accept("subject_codes", without_serials, ()).doubt("subject_codes")


@damage(Effect.ADDS, "text", "markdown", "html")
def all_in_one_line(page: CoverPage, random: Random) -> CoverPage | None:
    """The page up to its footer is one line."""
    end = page.index("foot")
    items_end = page.rows[:end]
    joined = line("1 " + " ".join(row.words for row in items_end if row.words))
    return replace(page, rows=(joined, *page.rows[end:]))


@damage(Effect.MOVES, "text")
def printed_columns(page: CoverPage, random: Random) -> CoverPage | None:
    """The text keeps the columns of the sheet by blanks: two in the letterhead, hanging indents in the box."""
    left = page.with_tag(*LEFT_COLUMN)
    right = tuple(row for row in page.rows if row.tag in LETTERHEAD and row.tag not in LEFT_COLUMN)
    if not left or page.index("type") < page.index("num"):
        return None
    height = max(len(left), len(right))
    rows = [line(f"{_words(left, at):<58}{_words(right, at)}".rstrip()) for at in range(height)]
    width = max((len(label) for label, _ in box_values(page)), default=0) + 8
    above = ""
    for row in page.rows:
        if row.tag in LETTERHEAD:
            continue
        group = "box" if row.tag in BOX else row.tag
        if group != above or group in ("item", "text", "sect"):
            rows.append(line(""))
        above = group
        if row.tag not in BOX:
            rows.append(line(f"{row.left:<6}{row.right}" if row.tag in ("item", "sub") else row.words))
            continue
        for count, words in enumerate(textwrap.wrap(row.right, 54)):
            label = row.left if count == 0 else ""
            rows.append(line(f"{label:<{width}}{words}"))
    return replace(page, rows=tuple(rows))


def _words(rows: tuple[Row, ...], at: int) -> str:
    return rows[at].words if at < len(rows) else ""


@damage(Effect.MOVES, "text")
def double_spaced(page: CoverPage, random: Random) -> CoverPage | None:
    """A blank line follows each line, and several follow the letterhead."""
    rows: list[Row] = []
    for row in page.rows:
        rows += [row, *[line("")] * (4 if row.tag in ("mark", "num") else 1)]
    return replace(page, rows=tuple(rows))


DAMAGES = (
    labels_first,
    labels_first_in_one_line,
    labels_above_values,
    codes_between_labels_and_values,
    right_column_last,
    codes_in_two_columns,
    codes_without_serials_in_two_columns,
    serials_apart_from_codes,
    all_in_one_line,
    printed_columns,
    double_spaced,
)
