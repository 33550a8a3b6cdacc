"""Damages of words: glued, eaten, confused and struck out; and numbers, dates and codes that mislead."""

import re
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from import_accuracy.cover_page import LETTERHEAD, CoverPage, Row
from import_accuracy.damage import Effect, damage, line, year_before


@damage(Effect.MOVES)
def glued_letterhead(page: CoverPage, random: Random) -> CoverPage | None:
    """The blanks in the place and date and between codes and serials are lost."""

    def glue(row: Row) -> Row:
        return Row(row.tag, tuple(cell.replace(" ", "") for cell in row.cells)) if row.tag in ("date", "code") else row

    codes = page.expected_list("subject_codes")
    glued = tuple((str(name).replace(" ", ""), serial) for name, serial in codes)
    return page.map_rows(glue).accept("subject_codes", glued)


@damage(Effect.LOSES)
def days_run_together(page: CoverPage, random: Random) -> CoverPage | None:
    """The dash between the two days of a meeting is lost with the blanks: 12October2007 for 1-2 October 2007."""
    days = re.compile(r"(\d)-(\d) (\w+) (\d{4})")
    changed = page.map_rows(
        lambda row: row.with_right(days.sub(r"\1\2\3\4", row.right)) if row.tag in ("date", "on") else row
    )
    return changed.accept("meeting", None).doubt("meeting") if changed != page else None


@damage(Effect.REPLACES)
def subject_in_capitals(page: CoverPage, random: Random) -> CoverPage | None:
    """The subject is printed in capitals."""
    if not page.has("subj"):
        return None
    return page.map_rows(lambda row: row.with_right(row.right.upper()) if row.tag == "subj" else row)


@damage(Effect.MOVES, "text", "markdown", "html", "docx")
def glued_labels(page: CoverPage, random: Random) -> CoverPage | None:
    """Nothing stands between the labels and their values."""
    glued = page.map_rows(
        lambda row: line(f"{row.left}{row.right}") if row.left.endswith(":") and row.tag != "foot" else row
    )
    return glued if glued != page else None


@damage(Effect.MOVES)
def glued_subject(page: CoverPage, random: Random) -> CoverPage | None:
    """Two words of the subject have lost the blank between them."""
    row = next((row for row in page.with_tag("subj") if row.right.count(" ") > 2), None)
    subject = page.answers["subject"][0]
    if row is None or not isinstance(subject, str):
        return None
    first, second = random.choice(list(zip(row.right.split(), row.right.split()[1:], strict=False))[1:])
    glue = f"{first} {second}", f"{first}{second}"
    if glue[0] not in subject:
        return None
    changed = page.map_rows(lambda other: other.with_right(other.right.replace(*glue, 1)) if other is row else other)
    return changed.accept("subject", subject.replace(*glue, 1))


@damage(Effect.LOSES)
def letters_eaten(page: CoverPage, random: Random) -> CoverPage | None:
    """Two letters of a code are lost, as in GVAL for GENVAL."""
    rows = [row for row in page.with_tag("code") if re.match(r"[A-Z]{5,} \d", row.right)]
    codes = page.expected_list("subject_codes")
    if not rows:
        return None
    row = random.choice(rows)
    name, _, serial = row.right.partition(" ")
    at = random.randrange(0, len(name) - 2)
    eaten = name[:at] + name[at + 2 :]
    damaged = tuple((eaten, number) if code == name else (code, number) for code, number in codes)
    rest = tuple(code for code in codes if code[0] != name)
    changed = page.map_rows(lambda other: other.with_right(f"{eaten} {serial}") if other is row else other)
    return changed.accept("subject_codes", damaged, rest, ()).doubt("subject_codes")


@damage(Effect.REPLACES)
def letters_confused(page: CoverPage, random: Random) -> CoverPage | None:
    """A scanner took O for 0 in a code, put blanks into the number and a stray letter into a label."""
    rows = [row for row in page.with_tag("code") if "O" in row.right]
    if not rows:
        return None
    confused = rows[0]

    def slip(row: Row) -> Row:
        if row is confused:
            return row.with_right(row.right.replace("O", "0", 1))
        if row.tag == "num":
            return row.with_right(row.right.replace("/", " /", 1))
        if row.tag == "prev":
            return Row("prev", (row.left.replace("prev.", "prevo"), *row.cells[1:]))
        return row.with_right("(OR. en )") if row.tag == "lang" and "en)" in row.right else row

    changed = page.map_rows(slip)
    codes = page.expected_list("subject_codes")
    name = confused.right.rstrip(" 0123456789")
    rest = tuple(code for code in codes if code[0] != name)
    slipped = tuple((code.replace("O", "0", 1) if code == name else code, serial) for code, serial in codes)
    return changed.accept("subject_codes", rest, slipped, ()).doubt("subject_codes")


@damage(Effect.LOSES)
def number_eaten(page: CoverPage, random: Random) -> CoverPage | None:
    """The figures before the stroke of the page's own number are lost everywhere."""
    number = next((row.right.split("/")[0] for row in page.with_tag("num") if "/" in row.right), None)
    if number is None:
        return None
    figures = number.split()[-1]
    changed = page.map_rows(
        lambda row: (
            Row(row.tag, tuple(cell.replace(f"{figures}/", "/") for cell in row.cells))
            if row.tag in ("num", "foot")
            else row
        )
    )
    return changed.expect("number", None)


@damage(Effect.REPLACES, "text", "markdown", "html")
def year_and_number_eaten(page: CoverPage, random: Random) -> CoverPage | None:
    """The year of the date and the figures of the number are lost: "Brussels, 1 March /05"."""
    day = next((row for row in page.with_tag("date") if re.search(r"\d{4}$", row.right)), None)
    number = next(iter(page.with_tag("num")), None)
    if day is None or number is None or page.index("date") > page.index("num"):
        return None
    rest = number.right.split(" (")[0].rpartition("/")[2]
    words = f"{day.right[:-4]}/{rest}"
    changed = page.without("num", "lang", "foot").map_rows(lambda row: row.with_right(words) if row is day else row)
    return changed.expect("number", None).accept("date", None).accept("languages", ()).doubt("date")


@damage(Effect.ADDS, "markdown", "html", "docx", "pdf")
def words_struck_out(page: CoverPage, random: Random) -> CoverPage | None:
    """Words of the subject and a figure of the text are struck out before those that replace them."""
    row = next(iter(page.with_tag("subj")), None)
    text = next(iter(page.with_tag("text")), None)
    if row is None or text is None:
        return None
    first, _, rest = row.right.partition(" ")
    return page.map_rows(
        lambda other: (
            other.with_right(f"{first} ~~provisional~~ {rest}")
            if other is row
            else other.with_right(f"{other.right} It took ~~8231/07~~ 96 days.")
            if other is text
            else other
        )
    )


@damage(Effect.LOSES)
def number_only_in_the_footer(page: CoverPage, random: Random) -> CoverPage | None:
    """The letterhead has no number; the page footer has it."""
    return page.without("num", "suf").doubt("number") if page.has("foot", "num") else None


@damage(Effect.LOSES)
def number_only_in_the_file_name(page: CoverPage, random: Random) -> CoverPage | None:
    """The page has no number; the name of the file tells it."""
    number = _parts_of_number(page)
    if number is None:
        return None
    series, base, year, suffix = number
    names = [f"{series}-{base}-{_whole_year(year)}-{suffix or 'INIT'}"]
    if not suffix:
        names += [f"{series.lower()}{base:0>5}.en{year}", f"{base}-{year}"]
    name = random.choice(names)
    changed = replace(page.without("num", "suf", "foot"), file_name=name)
    return changed.accept("number", None).doubt("number")


@damage(Effect.REPLACES)
def number_only_in_an_address(page: CoverPage, random: Random) -> CoverPage | None:
    """The page has no number; the address of the register above it tells it."""
    number = _parts_of_number(page)
    if number is None:
        return None
    series, base, year, suffix = number
    name = f"{series}-{base}-{_whole_year(year)}-{suffix or 'INIT'}"
    address = f"https://data.consilium.europa.eu/doc/document/{name}/en/pdf"
    changed = replace(page.without("num", "suf", "foot"), before=(address,))
    return changed.accept("number", None).doubt("number")


@damage(Effect.LOSES)
def letterhead_lost(page: CoverPage, random: Random) -> CoverPage | None:
    """A site gives only what is below the letterhead."""
    changed = page.without(*LETTERHEAD, "foot")
    if not page.has("subj", "num") or not page.has("type"):
        return None
    for name in ("number", "date", "place", "marking"):
        changed = changed.expect(name, None)
    for name in ("languages", "subject_codes", "interinstitutional_files"):
        changed = changed.expect(name, ())
    return changed


@damage(Effect.LOSES)
def number_nowhere(page: CoverPage, random: Random) -> CoverPage | None:
    """Neither the page nor the name of the file has the number."""
    return page.without("num", "suf", "foot").expect("number", None)


def _whole_year(year: str) -> str:
    return f"{'19' if int(year) > 50 else '20'}{year}"


def _parts_of_number(page: CoverPage) -> tuple[str, str, str, str] | None:
    """Return series, base number, year of two figures and suffix with dashes."""
    number = page.answers["number"][0]
    found = re.fullmatch(r"(?:([A-Z-]+) )?(\d+)(?:/\d+)?/(?:20)?(\d\d)(?: ([A-Z]+ \d+|INIT))?", str(number))
    if not found:
        return None
    series = {"PE-CONS": "PE"}.get(found[1], found[1] or "ST")
    return series, found[2], found[3], (found[4] or "").replace("INIT", "").replace(" ", "-")


@damage(Effect.ADDS)
def two_meeting_days(page: CoverPage, random: Random) -> CoverPage | None:
    """The subject names another day of the meeting than the header table."""
    meeting, subject = page.answers["meeting"][0], page.answers["subject"][0]
    rows = page.with_tag("subj")
    if not page.has("on") or not rows or not isinstance(meeting, str) or not isinstance(subject, str):
        return None
    other = date.fromisoformat(meeting[:10]) + timedelta(days=random.randint(1, 3))
    words = f" - meeting of {other.day} {other:%B %Y}"
    changed = page.map_rows(lambda row: row.with_right(row.right + words) if row is rows[-1] else row)
    return changed.expect("subject", subject + words).accept("meeting", str(other), None).doubt("meeting")


@damage(Effect.REPLACES)
def meeting_day_in_the_subject(page: CoverPage, random: Random) -> CoverPage | None:
    """No label announces the day of the meeting; the subject names it."""
    meeting, subject = page.answers["meeting"][0], page.answers["subject"][0]
    rows = page.with_tag("subj")
    if not page.has("on") or not rows or not isinstance(meeting, str) or not isinstance(subject, str):
        return None
    if "/" in meeting:
        return None
    day = date.fromisoformat(meeting)
    words = f" ({day.day} {day:%B %Y})"
    changed = page.without("on").map_rows(lambda row: row.with_right(row.right + words) if row is rows[-1] else row)
    return changed.expect("subject", subject + words).accept("meeting", None)


@damage(Effect.ADDS)
def days_like_codes(page: CoverPage, random: Random) -> CoverPage | None:
    """A calendar in the text has days behind names of formations: ECOFIN 22.01.02."""
    at = page.end_of("text", "item", "sub", "sect")
    return page.insert(at, line("ECOFIN 22.01.02"), line("ENV 12/13.03.02"), line("TRANS 5 and 6 June")) if at else None


@damage(Effect.ADDS)
def codes_of_other_documents(page: CoverPage, random: Random) -> CoverPage | None:
    """The text cites documents with their codes."""
    at = page.end_of("text", "item", "sub", "sect")
    if not at:
        return None
    year = f"{year_before(page, 2008) % 100:02d}"
    changed = page.insert(at, Row("text", (f"See also 5518/{year} SIRIS 9 COMIX 44 and 5519/{year} VISA 12.",)))
    return changed.extend("references", f"5518/{year}", f"5519/{year}")


DAMAGES = (
    glued_letterhead,
    days_run_together,
    subject_in_capitals,
    letterhead_lost,
    glued_labels,
    glued_subject,
    letters_eaten,
    letters_confused,
    number_eaten,
    year_and_number_eaten,
    words_struck_out,
    number_only_in_the_footer,
    number_only_in_the_file_name,
    number_only_in_an_address,
    number_nowhere,
    two_meeting_days,
    meeting_day_in_the_subject,
    days_like_codes,
    codes_of_other_documents,
)
