"""The versions of a document along its history, read from the texts of its revisions."""

from collections.abc import Callable, Iterable
from datetime import tzinfo
from functools import cache
from typing import NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.model.documents import Document
from somei_cli.model.fieldchanges import Setting
from somei_cli.model.numbers import DocumentNumber
from somei_cli.store.history import Revision, Text
from somei_cli.store.moments import in_zone
from somei_cli.text import codec
from somei_cli.text.messages import REASON, trailers_in


class DocumentVersion(NamedTuple):
    """What a text gave: a document, or the last one that could be read and the fault that hides what came after."""

    document: Document | None
    fault: str | None = None


NOTHING = DocumentVersion(None)


class VersionStep(NamedTuple):
    """A revision with its version and those before it: of the sides of a merge, with where they set out from."""

    revision: Revision
    version: DocumentVersion
    before: tuple[DocumentVersion, ...]
    bases: tuple[Document | None, ...] = ()

    @property
    def is_merge(self) -> bool:
        """Whether it brought several sides together."""
        return len(self.before) > 1


def read_steps(revisions: Iterable[Revision]) -> dict[str, VersionStep]:
    """Every revision with its version, by its commit, oldest first; each text is read once."""
    read = cache(codec.load)
    steps: dict[str, VersionStep] = {}
    for revision in revisions:
        follows = [steps[commit] for commit in revision.follows]
        seen = {step.revision.text: step.version for step in reversed(follows)}
        earlier = follows[0].version if follows else NOTHING
        steps[revision.act.commit] = VersionStep(
            revision,
            _version(revision.text, earlier, read),
            tuple(seen.get(text) or _version(text, NOTHING, read) for text in revision.sides) or (earlier,),
            tuple(_version(text, NOTHING, read).document for text in revision.bases),
        )
    return steps


def _version(text: Text, earlier: DocumentVersion, read: Callable[[str], codec.Loaded]) -> DocumentVersion:
    if text is None:
        return NOTHING
    if isinstance(text, Unreadable):
        return DocumentVersion(earlier.document, str(text))
    loaded = read(text)
    return (
        DocumentVersion(loaded.document)
        if loaded.document
        else DocumentVersion(earlier.document, loaded.faults[0].message)
    )


def setting_of(number: DocumentNumber, step: VersionStep, zone: tzinfo) -> Setting:
    """Who made a step, when on the clocks of a zone, and why; declared where the commit names the document."""
    act = step.revision.act
    trailers = trailers_in(act.message)
    return Setting(
        in_zone(act.when, zone),
        act.who,
        act.mail,
        act.commit,
        next(iter(trailers.get(REASON, [])), None),
        str(number) in trailers.get("Somei-Document", []),
        step.is_merge,
    )
