"""Damages of parts of a page: the end of the subject, the marking, the type heading, the items."""

from dataclasses import replace
from random import Random

from import_accuracy.cover_page import CoverPage, Row
from import_accuracy.damage import Effect, box_of, damage, line, year_before

UNKNOWN_HEADINGS = ("TABLE OF COMMENTS", "AIDE-MÉMOIRE", "WERKSTATTBERICHT", "FICHE DE SUIVI", "HOJA DE RUTA")
NOTE_IN_OTHER_LANGUAGES = ("VERMERK", "NOTA", "NOTAT", "POZNÁMKA", "DOPIS", "NOTĂ", "MÄRKUS", "FELJEGYZÉS")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
PROSE = {
    "EN": "The Member States were asked for their experience, and most of them replied in time.",
    "DE": "Die Mitgliedstaaten wurden nach ihren Erfahrungen gefragt, und die meisten antworteten rechtzeitig.",
    "FR": "Les États membres ont été interrogés sur leur expérience et la plupart ont répondu à temps.",
    "ES": "Se preguntó a los Estados miembros por su experiencia y la mayoría respondió a tiempo.",
    "IT": "Gli Stati membri sono stati interrogati sulla loro esperienza e quasi tutti hanno risposto in tempo.",
    "NL": "De lidstaten werd naar hun ervaring gevraagd en de meeste antwoordden op tijd.",
    "PL": "Państwa członkowskie zapytano o ich doświadczenia i większość odpowiedziała w terminie.",
    "SV": "Medlemsstaterna tillfrågades om sina erfarenheter och de flesta svarade i tid.",
    "EL": "Τα κράτη μέλη ρωτήθηκαν για την πείρα τους και τα περισσότερα απάντησαν εγκαίρως.",
    "PT": "Os Estados-Membros foram interrogados sobre a sua experiência e a maioria respondeu a tempo.",
}
"""A first sentence of a main text, by the language that the page footer names."""


def _last_subject_row(page: CoverPage) -> Row | None:
    rows = page.with_tag("subj")
    return rows[-1] if rows and page.rows[page.end_of("subj") - 1] is rows[-1] else None


@damage(Effect.MOVES)
def prose_behind_the_subject(page: CoverPage, random: Random) -> CoverPage | None:
    """The main text begins in the line in which the subject ends."""
    last, text = _last_subject_row(page), next(iter(page.with_tag("text")), None)
    at = page.end_of("subj")
    if last is None or text is None or page.rows[at] is not text:
        return None
    return page.map_rows(
        lambda row: row.with_right(f"{row.right} {text.right}") if row is last else None if row is text else row
    )


@damage(Effect.ADDS)
def prose_below_the_subject(page: CoverPage, random: Random) -> CoverPage | None:
    """The main text begins in the line below the subject, in its column."""
    at = page.end_of("subj")
    languages = (row.right for row in page.with_tag("foot") if row.right in PROSE)
    sentence = PROSE[next(languages, "EN")]
    return page.insert(at, Row("subj", ("", sentence))).accept("subject", None) if _last_subject_row(page) else None


@damage(Effect.ADDS)
def subject_repeated(page: CoverPage, random: Random) -> CoverPage | None:
    """The subject stands once more as a title above the main text."""
    subject = page.answers["subject"][0]
    if _last_subject_row(page) is None or not isinstance(subject, str):
        return None
    return page.insert(page.end_of("subj"), Row("sect", (subject,)))


@damage(Effect.REPLACES)
def subject_cut_in_the_table(page: CoverPage, random: Random) -> CoverPage | None:
    """The header table has the beginning of the subject, the title above the main text all of it."""
    subject = page.answers["subject"][0]
    rows = page.with_tag("subj")
    if len(rows) < 2 or _last_subject_row(page) is None or not isinstance(subject, str):
        return None
    end = page.end_of("subj")
    return page.insert(end, Row("sect", (subject,))).map_rows(lambda row: None if row in rows[1:] else row)


@damage(Effect.ADDS)
def footer_in_the_subject(page: CoverPage, random: Random) -> CoverPage | None:
    """The page footer stands between the lines of the subject."""
    feet = page.with_tag("foot")[:2]
    if len(page.with_tag("subj")) < 2 or not feet:
        return None
    return page.insert(page.index("subj") + 1, *(line(row.words) for row in feet))


@damage(Effect.ADDS)
def footer_in_the_items(page: CoverPage, random: Random) -> CoverPage | None:
    """The page footer stands between an item and what is below it."""
    feet = page.with_tag("foot")[:2]
    if not page.has("item") or not feet:
        return None
    places = [at + 1 for at, row in enumerate(page.rows) if row.tag == "item"]
    return page.insert(random.choice(places), *(line(row.words) for row in feet))


@damage(Effect.ADDS)
def reference_below_the_subject(page: CoverPage, random: Random) -> CoverPage | None:
    """A reference in square brackets follows the subject at once."""
    if _last_subject_row(page) is None:
        return None
    year = year_before(page, 2024)
    row = Row("text", (f"[WK 5249/{year} INIT: replies of the delegations]",))
    return page.insert(page.end_of("subj"), row).extend("references", f"WK 5249/{year % 100:02d}")


@damage(Effect.ADDS)
def reference_behind_the_subject(page: CoverPage, random: Random) -> CoverPage | None:
    """A number from a column beside it ends the last line of the subject."""
    last = _last_subject_row(page)
    if last is None:
        return None
    number = f"5330/1/{year_before(page, 2024) % 100:02d} REV 1"
    changed = page.map_rows(lambda row: row.with_right(f"{row.right} {number}") if row is last else row)
    with_it = changed.extend("references", number).answers["references"]
    previous = changed.extend("previous_documents", number).answers["previous_documents"]
    changed = changed.accept("references", *with_it).accept("previous_documents", *previous)
    return changed.accept("subject", None).doubt("subject")


@damage(Effect.LOSES)
def label_of_the_previous_document_lost(page: CoverPage, random: Random) -> CoverPage | None:
    """The number of the previous document follows the addressee without its label."""
    rows = page.with_tag("prev")
    if len(rows) != 1 or page.rows[page.index("prev") - 1].tag != "to":
        return None
    changed = page.map_rows(lambda row: Row("to", ("", row.right)) if row is rows[0] else row)
    previous = page.expected_list("previous_documents")
    with_it = page.extend("references", *map(str, previous)).answers["references"]
    return changed.accept("previous_documents", ()).accept("to", None).accept("references", *with_it).doubt("to")


def _with_marking(page: CoverPage) -> tuple[CoverPage, str]:
    """Return the page without its marking, LIMITE being expected of every page, and the marking."""
    marking = page.answers["marking"][0] or "LIMITE"
    return page.without("mark").expect("marking", marking), str(marking)


@damage(Effect.ADDS)
def marking_below_the_type(page: CoverPage, random: Random) -> CoverPage | None:
    """The marking stands below the type heading."""
    changed, marking = _with_marking(page)
    return changed.insert(changed.end_of("type"), line(marking)) if page.has("type") else None


@damage(Effect.ADDS, "text", "markdown", "html", "docx")
def marking_beside_the_type(page: CoverPage, random: Random) -> CoverPage | None:
    """The marking stands in the line of the type heading."""
    changed, marking = _with_marking(page)
    rows = changed.with_tag("type")
    if not rows:
        return None
    return changed.map_rows(lambda row: line(f"{row.right}      {marking}") if row is rows[-1] else row)


@damage(Effect.ADDS)
def marking_between_the_codes(page: CoverPage, random: Random) -> CoverPage | None:
    """The marking stands between two codes."""
    changed, marking = _with_marking(page)
    return changed.insert(changed.index("code") + 1, line(marking)) if len(page.with_tag("code")) > 1 else None


@damage(Effect.ADDS)
def marking_before_the_number(page: CoverPage, random: Random) -> CoverPage | None:
    """The marking stands between the languages and the number."""
    changed, marking = _with_marking(page)
    return changed.insert(changed.index("num"), line(marking)) if page.has("num") else None


@damage(Effect.ADDS)
def marking_in_a_value(page: CoverPage, random: Random) -> CoverPage | None:
    """The marking stands at the end of a value of the header table."""
    changed, marking = _with_marking(page)
    rows = changed.with_tag(*random.choice((("to",), ("from",), ("subj",))))
    if not rows:
        return None
    return changed.map_rows(lambda row: row.with_right(f"{row.right} {marking}") if row is rows[-1] else row)


@damage(Effect.ADDS)
def marking_in_torn_columns(page: CoverPage, random: Random) -> CoverPage | None:
    """The marking stands between the labels and their values."""
    box = box_of(page)
    changed, marking = _with_marking(page)
    place = box_of(changed)
    if box is None or place is None:
        return None
    rows = changed.rows[slice(*place)]
    torn = [line(row.left) for row in rows if row.left]
    torn += [line(marking), *(line(row.right) for row in rows)]
    kept = changed.map_rows(lambda row: None if row in rows else row)
    return kept.insert(place[0], *torn)


@damage(Effect.REPLACES)
def unknown_type_heading(page: CoverPage, random: Random) -> CoverPage | None:
    """The type heading is one that no list knows."""
    rows = page.with_tag("type")
    if not rows or box_of(page) is None:
        return None
    heading = random.choice(UNKNOWN_HEADINGS)
    changed = page.map_rows(lambda row: row.with_right(heading) if row is rows[0] else None if row in rows[1:] else row)
    return changed.expect("type", heading, None).doubt("type")


@damage(Effect.REPLACES)
def type_heading_in_another_language(page: CoverPage, random: Random) -> CoverPage | None:
    """The type heading is printed in another language than the rest."""
    if page.answers["type"][0] != "NOTE" or not page.has("type"):
        return None
    heading = random.choice(NOTE_IN_OTHER_LANGUAGES)
    changed = page.map_rows(lambda row: row.with_right(heading) if row.tag == "type" else row)
    return changed.expect("type", "NOTE", heading)


@damage(Effect.REPLACES)
def originator_in_the_type_heading(page: CoverPage, random: Random) -> CoverPage | None:
    """The type heading names the originator, and the header table does not."""
    originator = page.answers["from"][0]
    if originator not in ("Presidency", "General Secretariat of the Council") or page.answers["type"][0] != "NOTE":
        return None
    heading = f"NOTE FROM THE {originator}".upper()
    changed = page.without("from").map_rows(lambda row: row.with_right(heading) if row.tag == "type" else row)
    return changed.accept("from", f"the {originator}").accept("type", heading)


@damage(Effect.MOVES, "text", "markdown", "html")
def items_in_one_line(page: CoverPage, random: Random) -> CoverPage | None:
    """The items and their texts are one line."""
    start, end = page.index("item"), page.end_of("item", "sub")
    if not page.has("item"):
        return None
    joined = line(" ".join(row.words for row in page.rows[start:end]))
    rows = (*page.rows[:start], joined, *page.rows[end:])
    changed = replace(page, rows=tuple(rows))
    return changed.accept("items", ()).accept("subitems", ()).doubt("items")


@damage(Effect.LOSES)
def items_without_numbers(page: CoverPage, random: Random) -> CoverPage | None:
    """The numbers of the items are lost."""
    items = page.expected_list("items")
    if not page.has("item"):
        return None
    changed = page.map_rows(lambda row: line(row.right) if row.tag == "item" else row)
    changed = changed.expect("items", tuple((None, title) for _, title in items), ())
    return changed.accept("subitems", ()).doubt("items")


@damage(Effect.MOVES)
def numbers_above_their_titles(page: CoverPage, random: Random) -> CoverPage | None:
    """Numbers, letters and dashes have lines of their own above the words to which they belong."""
    if not page.has("item"):
        return None
    rows = [
        new
        for row in page.rows
        for new in ((line(row.left), line(row.right)) if row.tag in ("item", "sub") and row.left else (row,))
    ]
    return replace(page, rows=tuple(rows))


@damage(Effect.REPLACES)
def roman_numbers_above_titles(page: CoverPage, random: Random) -> CoverPage | None:
    """The items have roman numbers that stand above their titles."""
    items = page.expected_list("items")
    if not page.has("item") or len(items) > len(ROMAN):
        return None
    numbers = iter(ROMAN)
    rows = [
        new
        for row in page.rows
        for new in ((line(f"{next(numbers)}."), line(row.right)) if row.tag == "item" else (row,))
    ]
    expected = tuple((ROMAN[at], title) for at, (_, title) in enumerate(items))
    changed = replace(page, rows=tuple(rows))
    return changed.expect("items", expected, *page.answers["items"][1:])


@damage(Effect.REPLACES)
def other_dashes(page: CoverPage, random: Random) -> CoverPage | None:
    """Another sign stands where the dashes of sub-items stood."""
    sign = random.choice(("-", "—", "•", "=", "*"))
    changed = page.map_rows(lambda row: Row("sub", (sign, row.right)) if row.tag == "sub" and row.left == "–" else row)
    return changed if changed != page else None


DAMAGES = (
    prose_behind_the_subject,
    prose_below_the_subject,
    subject_repeated,
    subject_cut_in_the_table,
    footer_in_the_subject,
    footer_in_the_items,
    reference_below_the_subject,
    reference_behind_the_subject,
    label_of_the_previous_document_lost,
    marking_below_the_type,
    marking_beside_the_type,
    marking_between_the_codes,
    marking_before_the_number,
    marking_in_a_value,
    marking_in_torn_columns,
    unknown_type_heading,
    type_heading_in_another_language,
    originator_in_the_type_heading,
    items_in_one_line,
    items_without_numbers,
    numbers_above_their_titles,
    roman_numbers_above_titles,
    other_dashes,
)
