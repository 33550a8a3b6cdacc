"""Feeds of the newest documents (Atom, RFC 4287) and calendars of meetings (iCalendar, RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from somei_cli.formats.export.icalendar import icalendar_text
from somei_cli.model.meeting.calendar_events import Event, meeting_event
from somei_cli.model.meeting.meetings import role_of
from somei_cli.model.publication.output_files import SiteFile, code_name, page_name, slug_of
from somei_cli.model.publication.public_register import PublicBodyMeeting, PublicRegister, day_order, newest
from somei_cli.model.register.public_view import PublicDocument, Visibility
from somei_cli.render.site.html import escape_text
from somei_cli.render.site.html_fragments import access_stamp_text, display_subject
from somei_cli.render.site.layout import root_path

_MAX_ENTRIES = 50
_HASH_LENGTH = 12
_DATE_OF_UNDATED = date(1952, 1, 1)
_PROPERTIES = "UID DTSTAMP DTSTART;VALUE=DATE DTEND;VALUE=DATE SUMMARY DESCRIPTION SEQUENCE TRANSP".split()
"""What the public is shown of a meeting in a calendar."""


class _Feed(NamedTuple):
    """A feed: its path and its page, both without the file ending, its title, and what its documents are."""

    path: str
    page: str
    title: str
    documents: Iterable[PublicDocument]


def feed_pages(register: PublicRegister, base: str = "", first_commit: str = "") -> Iterator[SiteFile]:
    """Yield the feeds: of all documents, of each subject and of each meeting body.

    With the address of the site, `base`, they contain whole addresses: many readers of feeds know no others. Without
    it the register's first commit keeps the ids of its feeds apart from those of every other register.
    """
    key = first_commit[:_HASH_LENGTH]
    yield _feed_file(_Feed("feed", "index", register.name, register.documents.values()), register.name, base, key)
    for code, documents in register.by_code.items():
        path = f"codes/{code_name(code)}"
        yield _feed_file(_Feed(path, path, f"{code}: {register.name}", documents), register.name, base, key)
    for body, documents in register.by_body.items():
        path = f"bodies/{slug_of(body.key)}"
        yield _feed_file(_Feed(path, path, f"{body.name}: {register.name}", documents), register.name, base, key)


def _feed_file(feed: _Feed, author: str, base: str, register_key: str) -> SiteFile:
    """Return a feed. Its times are the dates of the documents, so that it changes only if a document does."""
    latest = newest((d for d in feed.documents if d.shown > Visibility.NUMBER and d.date), _MAX_ENTRIES)
    root = escape_text(base) or root_path(feed.path)
    path = f"{feed.path}.xml"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{escape_text(feed.title)}</title>",
        f"<id>{root + path if base else _urn_of(feed.path, register_key)}</id>",
        f"<updated>{_timestamp(latest[0].date if latest else None)}</updated>",
        f"<author><name>{escape_text(author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{root}{path}"/>',
        f'<link rel="alternate" type="text/html" href="{root}{feed.page}.html"/>',
    ]
    for document in latest:
        about = " · ".join(filter(None, (document.type, document.originator, access_stamp_text(document))))
        lines += [
            "<entry>",
            f"<title>{escape_text(f'{document.number} {display_subject(document)}')}</title>",
            f"<id>urn:x-somei:{document.number.register_id}</id>",
            f"<updated>{_timestamp(document.date)}</updated>",
            f'<link href="{root}{page_name(document.number)}"/>',
            f"<summary>{escape_text(about)}</summary>",
            *(f'<category term="{escape_text(entry.code.name)}"/>' for entry in document.subject_codes),
            "</entry>",
        ]
    return SiteFile(path, "\n".join([*lines, "</feed>", ""]).encode())


def _urn_of(path: str, register_key: str) -> str:
    """Return the id of a feed of a site whose address is not known. A slash is not allowed in it."""
    words = ("urn:x-somei", register_key, "register" if path == "feed" else path.replace("/", ":"))
    return ":".join(filter(None, words))


def _timestamp(day: date | None) -> str:
    return f"{day or _DATE_OF_UNDATED}T00:00:00Z"


def calendar_pages(register: PublicRegister) -> Iterator[SiteFile]:
    """Yield the calendars: of each meeting body, and of all."""
    for body in register.by_body:
        if meetings := register.meetings(body):
            yield _calendar(f"bodies/{slug_of(body.key)}.ics", body.name, meetings)
    yield _calendar("meetings.ics", register.name, register.all_meetings)


def _calendar(path: str, name: str, meetings: Iterable[PublicBodyMeeting]) -> SiteFile:
    return SiteFile(path, icalendar_text("Public register", name, map(_event, meetings), _PROPERTIES).encode())


def _event(meeting: PublicBodyMeeting) -> tuple[Event, datetime]:
    lines = (f"{role_of(d).capitalize()} {d.number}: {display_subject(d)}" for d in meeting.documents)
    latest = max(day_order(d)[0] for d in meeting.documents)
    event = meeting_event(meeting.stable_id, meeting.revision, *meeting.body, meeting.first, meeting.last, lines)
    return event, datetime.combine(latest, time(), UTC)
