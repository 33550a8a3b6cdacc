"""What must not leave the house: words and identifiers that stand in withheld places of a commit and no public one."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from somei_cli.actions.committed import CommittedRegister, Watch
from somei_cli.actions.pieces import in_pieces
from somei_cli.model.documents import Document
from somei_cli.model.outside_faults import Withheld
from somei_cli.model.publishing import PublicDocument
from somei_cli.store.authors import names_of_files, told_by_commits
from somei_cli.store.git import Git
from somei_cli.text.paths import REQUESTS, SETTINGS
from somei_cli.text.withholding import shown_signs, withheld_signs
from somei_cli.text.words_seen import signs_of, words_of

_AT_ONCE = 500


class _Told(NamedTuple):
    shown: set[str]
    withheld: dict[str, Withheld]


def withheld_in(
    source: CommittedRegister, view_of: Callable[[Document], PublicDocument | None], ours: Iterable[str], watch: Watch
) -> Mapping[str, Withheld]:
    """Each of them with a place where it stands. `ours` are words that somei or the order itself puts in the files."""
    documents = list(source.snapshot)

    def told_from(at: int) -> _Told:
        shown: set[str] = set()
        withheld: dict[str, Withheld] = {}
        for document in documents[at : at + _AT_ONCE]:
            view = view_of(document)
            shown |= shown_signs(view) if view else set()
            for sign, field in withheld_signs(document, view):
                withheld.setdefault(sign, Withheld(str(document.number), field))
        return _Told(shown, {sign: at for sign, at in withheld.items() if sign not in shown})

    places = range(0, len(documents), _AT_ONCE)
    public = {*ours, *words_of(source.snapshot.settings.name)}
    withheld = {**_of_git(source), **_of_other_files(source)}
    for told in watch(in_pieces(told_from, places, much=source.is_large), len(places), "Gathering words"):
        public |= told.shown
        for sign, at in told.withheld.items():
            withheld.setdefault(sign, at)
    for entry in source.unread:
        for sign in signs_of(entry.text):
            withheld.setdefault(sign, Withheld("", str(entry.path)))
    return {sign: at for sign, at in withheld.items() if sign not in public}


def _of_git(source: CommittedRegister) -> dict[str, Withheld]:
    git = Git(source.register.root)
    told = signs_of(told_by_commits(git, source.commit))
    names = signs_of(names_of_files(git, source.commit))
    return {
        **dict.fromkeys(names, Withheld("", "the names of files")),
        **dict.fromkeys(told, Withheld("", "the messages and authors of commits")),
    }


def _of_other_files(source: CommittedRegister) -> dict[str, Withheld]:
    """Of the settings, where reasons of waivers stand, and of kept requests; none of it ever leaves."""
    holding = source.register.holding
    texts = [(SETTINGS, holding.read(SETTINGS)), *holding.texts(REQUESTS)]
    return {sign: Withheld("", str(path)) for path, text in texts if isinstance(text, str) for sign in signs_of(text)}
