"""What web sites put around and into the documents that they show."""

from dataclasses import replace
from random import Random

from import_accuracy.cover_page import CoverPage
from import_accuracy.damage import Effect, damage, line

MENUS = (
    ("Home", "Policies", "Newsroom", "Contact us", "EN | FR | DE", "You are here: Home > Documents > Council"),
    ("We use cookies to improve this site.", "Accept all", "Settings", "Skip to content"),
    ("Startseite", "Anfragen", "Anmelden", "Dieses Dokument ist Teil der Anfrage „Fähren 2014“", "PDF herunterladen"),
    ("Sari la conținut", "Descărcați", "Sunteți pe pagina 1 din 7"),
    ("Offentligt", "Modtaget via elektronisk post. Der tages forbehold for evt. fejl", "1520331_0001.png"),
)
ENDINGS = (
    ("Share this page", "Related documents", "Imprint", "Last update: 3 May 2021", "© 2021 All rights reserved"),
    ("Uploaded by", "reader_88", "Report this document", "0 ratings", "0% found this useful (0 votes)", "11 views"),
    ("Seite drucken", "Nach oben", "Datenschutz", "Impressum"),
    ("2 comments", "anna says:", "12 June 2016 at 10:31", "Thank you for this paper!", "Reply"),
)
UPLOAD = ("Upload: others", "Post on 09-Mar-2020", "3 views", "Category:", "Documents", "0 download", "Report")
TRANSCRIPTS = (
    ("Size: px", "Start display at page:", "Download", "Transcription"),
    ("Maat: px", "Weergave met pagina beginnen:", "Download", "Transcriptie"),
    ("Größe: px", "Ab Seite anzeigen:", "Download", "Transkript"),
    ("Wielkość: px", "Rozpocząć pokaz od strony:", "Download", "Transkrypt"),
)


@damage(Effect.ADDS)
def menus_before(page: CoverPage, random: Random) -> CoverPage | None:
    """The menus and notices of a site stand above the page."""
    return replace(page, before=random.choice(MENUS))


@damage(Effect.ADDS)
def lines_of_a_site_after(page: CoverPage, random: Random) -> CoverPage | None:
    """Comments, ratings and the imprint of a site stand below the page."""
    return replace(page, after=random.choice(ENDINGS))


@damage(Effect.ADDS)
def lines_of_a_site_in_between(page: CoverPage, random: Random) -> CoverPage | None:
    """Lines of a site stand below the letterhead or below the header table."""
    ends = (page.index("type"), page.end_of("subj", "head"))
    at = random.choice([at for at in ends if 0 < at < len(page.rows)] or [1])
    words = random.choice((("Advertisement", "PDF to HTML - Convert your files"), UPLOAD, MENUS[1]))
    return page.insert(at, *map(line, words))


@damage(Effect.ADDS, "text", "markdown", "html")
def frame_of_a_viewer(page: CoverPage, random: Random) -> CoverPage | None:
    """A viewer prints the first words as a title, its own controls, and all of the page in one line."""
    end = page.index("foot")
    words = " ".join(row.words for row in page.rows[: page.index("type")])[:110].rsplit(" ", 1)[0]
    size, start, download, transcript = random.choice(TRANSCRIPTS)
    joined = line("1 " + " ".join(row.words for row in page.rows[:end] if row.words))
    before = (words, "", size, start, "", f'{download} "{words}"', "", transcript, "")
    return replace(page, before=before, rows=(joined, *page.rows[end:]))


@damage(Effect.ADDS)
def table_of_a_site(page: CoverPage, random: Random) -> CoverPage | None:
    """A site prints its own title and particulars of the document above it; the title is cut."""
    subject, number = page.answers["subject"][0], page.answers["number"][0]
    if not isinstance(subject, str) or not isinstance(number, str):
        return None
    title = subject[: random.randint(20, 60)].rsplit(" ", 1)[0]
    rows = [f"{title}...", "1. Kerngegevens", f"Kenmerk {number.split(' REV')[0]}"]
    if sender := page.answers["from"][0]:
        rows.append(f"Van {sender}")
    return replace(page, before=(*rows, "Externe link originele PDF", "2. Tekst"))


@damage(Effect.ADDS)
def footer_as_title(page: CoverPage, random: Random) -> CoverPage | None:
    """The first line is the page footer with the beginning of the text, as a site took it for the title."""
    feet, text = page.with_tag("foot"), page.with_tag("item", "text")
    if not feet or not text:
        return None
    return replace(page, before=(" ".join([*(row.words for row in feet[:2]), text[0].words[:40]]),))


@damage(Effect.ADDS, "text", "html")
def two_copies_of_the_page(page: CoverPage, random: Random) -> CoverPage | None:
    """A site prints the page once in a line, with its upload lines, and once more in lines below."""
    end = page.index("foot")
    joined = " ".join(row.words for row in page.rows[:end] if row.words)
    return replace(page, before=("12", joined, "", *UPLOAD, "", "TRANSCRIPT", "", "Page 1:"))


DAMAGES = (
    menus_before,
    lines_of_a_site_after,
    lines_of_a_site_in_between,
    frame_of_a_viewer,
    table_of_a_site,
    footer_as_title,
    two_copies_of_the_page,
)
