"""The forms of an export: their names, the file that each has for a year, and the writing of these files."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import Final, NamedTuple

from somei_cli.formats.export import akoma_ntoso as akn
from somei_cli.formats.export import document_rows as plain_forms
from somei_cli.formats.export import jsonld, oparl
from somei_cli.formats.export.document_rows import ExportedDocument
from somei_cli.model.publication.public_register import PublicBodyMeeting


class FormName(StrEnum):
    """The forms in which an export can be written."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TOML = "toml"
    JSONLD = "jsonld"
    OPARL = "oparl"
    AKN = "akn"
    DCAT = "dcat"
    TSV = "tsv"
    XLSX = "xlsx"


ONLY_SHEETS: Final = (FormName.TSV, FormName.XLSX)
"""The forms of sheets alone; see `formats/export/sheet.py`."""
ALL_FORMS: Final = tuple(form for form in FormName if form not in ONLY_SHEETS)
INTERNAL_FORMS: Final = (FormName.JSON, FormName.JSONL, FormName.CSV, FormName.TOML)
"""The forms that can hold everything; the others have fields for public values only."""
MANIFEST: Final = "MANIFEST.json"
CATALOGUE: Final = "dcat/catalogue.jsonld"
_EXPORT_PATH: Final = re.compile(
    r"MANIFEST\.json|dcat/catalogue\.jsonld|(json|jsonl|csv|toml|jsonld)/[0-9]{4}\.\1"
    r"|oparl/(?:papers-[0-9]{4}|meetings-(?:[0-9]{4}|undated)|organizations|bodies|none|system)\.json"
    r"|akn/[0-9]{4}/[A-Z0-9-]{1,80}\.xml",
    re.ASCII,
)


class ExportFormat(NamedTuple):
    """The file of one year: a row and an ending for each document, with head, separators and tail."""

    path: str
    row: Callable[[ExportedDocument], str]
    head: str = ""
    ending: str = ""
    separator: str = ""
    tail: Callable[[str], str] = lambda _: ""

    def content(self, rows: Sequence[bytes], following: str = "") -> bytes:
        """Return the whole file in UTF-8; `following` is the next year."""
        ending, tail = self.ending.encode(), self.tail(following).encode()
        separator = ending + self.separator.encode()
        return self.head.encode() + separator.join(rows) + (ending if rows else b"") + tail


def is_export_path(path: str) -> bool:
    """Return whether an export may write a file at this path."""
    return _EXPORT_PATH.fullmatch(path) is not None


def yearly_format(name: FormName, base: str, meetings: oparl.MeetingIds = oparl.NO_MEETINGS) -> ExportFormat | None:
    """Return the format of a form with one file a year, else None. Only OParl uses the ids of meetings."""
    if name is FormName.OPARL:
        oparl_address = oparl_base(base)
        row = partial(oparl.paper_row, base=oparl_address, meetings=meetings)
        return ExportFormat(
            "oparl/papers-{}.json", row, oparl.HEAD, "", ",\n", partial(oparl.list_end, oparl_address, "papers")
        )
    return _YEARLY.get(name)


_YEARLY: Final = {
    FormName.JSON: ExportFormat(
        "json/{}.json",
        plain_forms.json_row,
        '{"schema": "somei/export/1", "records": [\n',
        "",
        ",\n",
        lambda _: "\n]}\n",
    ),
    FormName.JSONL: ExportFormat("jsonl/{}.jsonl", plain_forms.json_row, ending="\n"),
    FormName.CSV: ExportFormat("csv/{}.csv", plain_forms.csv_row, plain_forms.csv_head()),
    FormName.TOML: ExportFormat("toml/{}.toml", plain_forms.toml_row, separator="\n"),
    FormName.JSONLD: ExportFormat("jsonld/{}.jsonld", jsonld.jsonld_row, jsonld.HEAD, "", ",\n", lambda _: jsonld.TAIL),
}


def oparl_base(base: str) -> str:
    """Return what the addresses of OParl objects begin with."""
    return f"{base}oparl/"


def year_files(
    names: Sequence[FormName],
    base: str,
    year: int,
    documents: Iterable[ExportedDocument],
    following: str,
    meetings: oparl.MeetingIds = oparl.NO_MEETINGS,
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of one year of numbers, each with its path; `following` is the next year that has documents.

    Documents are read once and not kept: a year may be larger than the memory.
    """
    forms = [form for name in names if (form := yearly_format(name, base, meetings))]
    # JSON and JSON lines have the same rows.
    rows: dict[Callable[[ExportedDocument], str], list[bytes]] = {form.row: [] for form in forms}
    for exported in documents:
        for row, contents in rows.items():
            contents.append(row(exported).encode())
        if FormName.AKN in names and exported.view and akn.has_akn(exported.view):
            yield akn.akn_path(exported.number), akn.akn_text(exported).encode()
    for form in forms:
        yield form.path.format(year), form.content(rows[form.row], following)


def oparl_files(
    meetings: Iterable[PublicBodyMeeting],
    contributions: Iterable[oparl.MeetingContribution],
    years: Sequence[int],
    base: str,
    name: str,
) -> Iterator[tuple[str, str]]:
    """Yield the OParl files that are not papers: meetings, organizations, and the files where a reader begins."""
    address, meetings = oparl_base(base), list(meetings)
    by_meeting: dict[str, list[oparl.MeetingContribution]] = {}
    for contribution in contributions:
        by_meeting.setdefault(contribution.meeting, []).append(contribution)
    by_year: dict[str, list[str]] = {}
    for meeting in meetings:
        row = oparl.meeting_row(meeting, by_meeting.get(meeting.stable_id, ()), address)
        by_year.setdefault(meeting.first.isoformat()[:4], []).append(row)
    meeting_years = list(by_year)
    for index, year in enumerate(meeting_years):
        tail = oparl.list_end(address, "meetings", "".join(meeting_years[index + 1 : index + 2]))
        yield f"oparl/meetings-{year}.json", oparl.HEAD + ",\n".join(by_year[year]) + tail
    rows = [oparl.organization_row(body, address) for body in sorted({meeting.body for meeting in meetings})]
    yield "oparl/organizations.json", oparl.HEAD + ",\n".join(rows) + oparl.list_end(address, "", "")
    body, system = oparl.body_and_system(address, name, [str(year) for year in years], meeting_years)
    yield "oparl/none.json", oparl.HEAD + oparl.list_end(address, "", "")
    yield "oparl/bodies.json", oparl.HEAD + body + oparl.list_end(address, "", "")
    yield "oparl/system.json", system
