"""Views of what happened in a register: the log, the acts that may be undone, and the digest."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from somei_cli.formats.register_paths import SETTINGS, is_vocabulary_path
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.history.recent_acts import RecentAct, put_into_past
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import minute_with_offset, moment_in_words, short_day, short_day_of, with_zone
from somei_cli.render.output.formats import code_span
from somei_cli.render.output.streams import usable_width
from somei_cli.render.output.view import Column, Record, View

if TYPE_CHECKING:
    from somei_cli.model.history.digest import Digest, DigestLine
    from somei_cli.render.output.page import PageLine, TerminalForm

_MAX_NAMED = 3
_MOMENT_WIDTH = 13


def log_view(acts: Sequence[RecentAct], *, narrowed: bool = False, wide: bool = False) -> View:
    """One row per act, the newest first; `narrowed` says that the user asked for some acts only.

    `wide`: a terminal shows all columns, and whole texts.
    """
    columns = (
        Column("when", "when", unbroken=True, text=lambda r: minute_with_offset(r["when"])),
        Column("who", "who"),
        Column("what", "what", style="bold", text=_act_words),
        Column("reason", "why", labelled=True),
        Column("sent", "sent", unbroken=True, usual="sent", text=_sent_word),
        Column("commit", "commit", unbroken=True, text=lambda r: str(r["commit"])[:10]),
    )
    empty_message = "No act fits." if narrowed else "Nothing was done in this register yet."
    records = tuple(map(act_record, acts))
    return View("log", columns, records, empty_message, terminal=lambda: _log_form(acts, wide=wide))


def _log_form(acts: Sequence[RecentAct], *, wide: bool) -> "TerminalForm":
    # Only a terminal has pages.
    from somei_cli.render.output.page import DIM, WARNING, ListColumn, TerminalForm

    usual_style = "bold" if wide else ""
    lowering = {act.commit for act in acts if act.has_lowered_marking}
    one_line = (
        ListColumn(Column("when", "when", text=_moment)),
        ListColumn(Column("who", "who"), leaves=1),
        ListColumn(Column("what", "what", text=_what_and_why), cut=True, folds=True),
        ListColumn(Column("sent", "sent", text=_unsent_word, style=WARNING)),
        ListColumn(Column("commit", "commit", text=_commit, style=DIM)),
    )
    return TerminalForm(
        one_line=() if wide else one_line,
        stacks_list=True,
        is_dim=lambda record: bool(record.get("taken_back")),
        note=lambda count, _: with_zone(
            f"{pluralise(count, 'act')} · somei history NUMBER", (act.time for act in acts)
        ),
        texts={"when": _moment, "commit": _commit},
        styles={"what": lambda record: WARNING if record.get("commit") in lowering else usual_style},
    )


def _moment(record: Record) -> str:
    return moment_in_words(datetime.fromisoformat(str(record["when"])))


def _commit(record: Record) -> str:
    from somei_cli.render.output.page import short_commit

    return short_commit(str(record["commit"]))


def _what_and_why(record: Record) -> str:
    reason = record.get("reason")
    # Only a terminal has both in one column.
    from somei_cli.model.register.change import is_default_undo_reason

    return _act_words(record) + (f" – {reason}" if reason and not is_default_undo_reason(str(reason)) else "")


def _unsent_word(record: Record) -> str:
    return "not sent" if record.get("sent") is False else ""


def act_record(act: RecentAct) -> Record:
    """Return an act as a record; `sent` is null where there is no server."""
    return {
        "when": act.time.isoformat(),
        "who": act.author,
        "mail": act.email,
        "action": act.action,
        "what": act.words,
        "documents": [str(number) for number in act.documents],
        "files": list(act.files),
        "reason": act.reason,
        "commit": act.commit,
        "sent": act.is_sent,
        "taken_back": act.is_undone,
    }


def _act_words(record: Record) -> str:
    """Return the words of an act; of a commit that no command made, also the documents or files that it changed."""
    words = str(record["what"])
    if record.get("taken_back"):
        words += " (taken back since)"
    if "action" in record and record["action"] is None and (changed := _changed_by_hand(record)):
        more = f" and {len(changed) - _MAX_NAMED} more" if len(changed) > _MAX_NAMED else ""
        words += f" (by hand: {', '.join(changed[:_MAX_NAMED])}{more})"
    return words


def _changed_by_hand(record: Record) -> list[str]:
    return [*(record.get("documents") or ()), *map(_describe_file, record.get("files") or ())]


def _describe_file(path: str) -> str:
    """Return a file of the register in words: what it declares, or the path of one that declares nothing.

    >>> _describe_file("vocabulary/subject_codes.toml"), _describe_file("somei.toml"), _describe_file("taplo.toml")
    ('subject codes', 'settings', 'taplo.toml')
    """
    if path == str(SETTINGS):
        return "settings"
    return PurePosixPath(path).stem.replace("_", " ") if is_vocabulary_path(path) else path


def _sent_word(record: Record) -> str:
    sent = record.get("sent")
    return "" if sent is None else "sent" if sent else "not sent"


def describe_recent_act(act: RecentAct) -> str:
    """Return an act in one line: when, who, what, and whether it is not sent."""
    record = act_record(act)
    unsent = " (not sent)" if act.is_sent is False else ""
    return f"{act.time:%Y-%m-%d %H:%M}  {act.author}: {_act_words(record)}{unsent}"


def act_line(act: RecentAct) -> "PageLine":
    """Return an act on one line of a page: when, what, whether it is not sent, and who did it."""
    from somei_cli.render.output.page import DIM, WARNING, PageLine

    record = act_record(act)
    words = ((_act_words(record), DIM if act.is_undone else WARNING if act.has_lowered_marking else ""),)
    unsent = ((f"{_unsent_word(record)}  ", WARNING),) if act.is_sent is False else ()
    # On a narrow terminal the name goes to the next line, so that no number is cut.
    return PageLine(words, label=(_moment(record), DIM), label_width=_MOMENT_WIDTH, right=(*unsent, (act.author, DIM)))


def describe_acts_to_undo(acts: Sequence[RecentAct]) -> list[str]:
    """Return the acts that may be undone, numbered from 1, each on one line; undos stand last, under a heading."""
    from somei_cli.render.output.line_breaks import find_stderr_columns

    facts = [_facts_before_undo(act) for act in acts]
    room = usable_width(find_stderr_columns()) - max(map(len, facts), default=0) - _MOMENT_WIDTH - 11
    lines = []
    for index, (act, end) in enumerate(zip(acts, facts, strict=True), start=1):
        words = clean_line(put_into_past(act.undone_act or "") if act.takes_back else _act_words(act_record(act)))
        words = words if len(words) <= room else f"{words[: room - 1]}…"
        is_first_undo = act.takes_back and not (index > 1 and acts[index - 2].takes_back)
        heading = "Do again:\n" if is_first_undo else ""
        lines.append(f"{heading}{index:>3}  {moment_in_words(act.time):<13}  {words}  ({end})")
    return lines


def describe_act_to_undo(act: RecentAct) -> str:
    """Return the same for the one act that can be meant."""
    return f"{moment_in_words(act.time)}  {_words_before_undo(act)}  ({_facts_before_undo(act)})"


def _words_before_undo(act: RecentAct) -> str:
    remark = f"; taking this back does “{act.undone_act}” again" if act.takes_back else ""
    return _act_words(act_record(act)) + remark


def _facts_before_undo(act: RecentAct) -> str:
    from somei_cli.render.output.page import short_commit

    return ", ".join(filter(None, (act.author, _unsent_word(act_record(act)), short_commit(act.commit))))


def describe_older_acts(limit: int) -> str:
    """Return the sentence that says that there may be more, and how they are shown."""
    return f"These are the {limit} newest; more: somei log --limit {limit * 10}, or --since DATE"


# ---- the digest

MAX_LINES = 200
"""How many lines of a section a mail has; a program gets them all."""


class DigestFormat(StrEnum):
    """The formats of a digest."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def digest_view(digest: "Digest") -> View:
    """One record for machines."""
    return View("digest", (), (_record(digest),))


def write_digest_text(digest: "Digest") -> str:
    """Return the digest as the text of a mail."""
    return _write(digest, lambda words: words, heading="", item="- ")


def write_digest_markdown(digest: "Digest") -> str:
    """Return the digest as Markdown, in which no word of an entry is markup, a link or a mention."""
    return _write(digest, code_span, heading="## ", item="- ")


def describe_audience(digest: "Digest") -> str:
    """Return for whom a digest is: what stands on top of it."""
    named = pluralise(digest.restricted, "document")
    notice = "For inside the house only."
    if digest.restricted:
        notice += f" It names {named} that the public may not see: marked LIMITE, or not issued."
    if digest.unnamed:
        notice += f" {pluralise(digest.unnamed, 'document')} with a higher marking are not named."
    return notice


def _sections(digest: "Digest") -> "tuple[tuple[str, Sequence[DigestLine]], ...]":
    return ("New", digest.new), ("Changed", digest.changed), ("Due", digest.due)


def _write(digest: "Digest", quote: Callable[[str], str], *, heading: str, item: str) -> str:
    title = f"{clean_line(digest.name) if not heading else quote(digest.name)}: since {short_day_of(digest.since)}"
    lines = [f"# {title}" if heading else title, "", describe_audience(digest)]
    for name, section in _sections(digest):
        lines += ["", f"{heading}{name}: {len(section)}" if section else f"{heading}{name}: nothing"]
        lines += [""] if heading and section else []
        lines += [f"{item}{_describe_line(line, quote)}" for line in section[:MAX_LINES]]
        if len(section) > MAX_LINES:
            lines.append(f"{item}and {len(section) - MAX_LINES} more; all of them: somei digest --json")
    return "\n".join(lines) + "\n"


def _describe_line(line: "DigestLine", quote: Callable[[str], str]) -> str:
    return " · ".join(_parts(line, lambda words: quote(clean_line(words))))


def _parts(line: "DigestLine", quote: Callable[[str], str]) -> Iterator[str]:
    if line.document:
        yield str(line.document)
    if line.marking:
        yield quote(line.marking)
    if line.day:
        yield short_day(line.day)
    yield quote(line.words)
    if line.subject:
        yield quote(line.subject)
    if line.people:
        yield quote(", ".join(line.people))
    yield from (f"because {quote(reason)}" for reason in line.reasons)


def _record(digest: "Digest") -> Record:
    return {
        "name": digest.name,
        "since": digest.since,
        "today": digest.today.isoformat(),
        "notice": describe_audience(digest),
        "restricted": digest.restricted,
        "unnamed": digest.unnamed,
        **{name.casefold(): [_line_record(line) for line in section] for name, section in _sections(digest)},
    }


def _line_record(line: "DigestLine") -> Record:
    return {
        "document": str(line.document) if line.document else None,
        "marking": line.marking,
        "day": line.day.isoformat() if line.day else None,
        "words": line.words,
        "subject": line.subject,
        "who": list(line.people),
        "reasons": list(line.reasons),
    }
