"""`export --diff A..B` judges each commit by its own settings, vocabulary and day, as an export of it does."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from conftest import Clerk, prepared

from somei_cli.actions.history.diff import StateRange
from somei_cli.actions.publication.exposure import open_both_states

SETTINGS = 'schema = 1\nname = "Test"\n'
LIMITE = "documents/2020/060/ST-6001-2020-INIT.toml"
UNMARKED = "documents/2020/060/ST-6002-2020-INIT.toml"
RELEASE = '\n[[access]]\nkind = "released"\non = 2020-02-10\n'


@contextmanager
def moment(committed: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_COMMITTER_DATE", committed)
        yield


@prepared
def desk(clerk: Clerk) -> Clerk:
    """A text that is released on 10 February, an import without a marking, and a text that names both."""
    with moment("2020-02-09T23:30:00+00:00"):
        clerk.write("somei.toml", f'{SETTINGS}time_zone = "Europe/London"\npublic_unmarked = "entry"\n')
        clerk.write(LIMITE, f'number = "6001/20"\nsubject = "Lamps"\nmarking = "LIMITE"\nplace = "Rome"\n{RELEASE}')
        source = f'\n[source]\nname = "6002.txt"\nsha256 = "{"0" * 64}"\n'
        clerk.write(UNMARKED, f'number = "6002/20"\nsubject = "Bulbs"\nplace = "Oslo"\n{source}')
        clerk.write(
            "documents/2020/060/ST-6003-2020-INIT.toml",
            'number = "6003/20"\nsubject = "Both"\n\n[[references]]\nto = "6001/20"\nkind = "cites"\n'
            '\n[[references]]\nto = "6002/20"\nkind = "cites"\n',
        )
        clerk.git("add", ".")
        clerk.git("commit", "-qm", "Before")
    return clerk


def commit(desk: Clerk, path: str, old: str, new: str, *, at: str = "2020-02-09T23:30:00+00:00") -> None:
    text = desk.read(path)
    assert old in text
    with moment(at):
        desk.enter(path, text.replace(old, new))


def exported(desk: Clerk, revision: str) -> dict[str, object]:
    records = json.loads(desk.ok("export", "--format", "json", "--at", revision))["records"]
    return {record["number"]: record for record in records}


def told(desk: Clerk, span: str) -> dict[str, set[str]]:
    """The documents that a comparison names, with what it says of them."""
    documents: dict[str, set[str]] = {}
    for record in json.loads(desk.ok("export", "--diff", span, "--json"))["records"]:
        documents.setdefault(record["document"], set()).add(f"{record['exposure']}: {record['field']}")
    return documents


CHANGES = {
    "what an import without a marking shows": ("somei.toml", '"entry"', '"text"'),
    "the time zone, by which it is the day of the release": ("somei.toml", "Europe/London", "Europe/Brussels"),
    "a document, on the day of the release": (UNMARKED, '"Bulbs"', '"Light bulbs"', "2020-02-10T12:00:00+00:00"),
    "the date of a release that is still to come": (LIMITE, "2020-02-10", "2020-02-01"),
    "the name of the register": ("somei.toml", '"Test"', '"Trial"'),
    "a title of the vocabulary": ("vocabulary/subject_codes.toml", "Steel", "Iron"),
}
OPENS = {
    "what an import without a marking shows": ("6002/20", "place"),
    "the time zone, by which it is the day of the release": ("6001/20", "place"),
    "a document, on the day of the release": ("6001/20", "place"),
    "the date of a release that is still to come": ("6001/20", "place"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_it_names_the_documents_whose_exports_differ(desk: Clerk, what: str) -> None:
    path, old, new, *at = CHANGES[what]
    commit(desk, path, old, new, **({"at": at[0]} if at else {}))
    before, after = exported(desk, "HEAD~1"), exported(desk, "HEAD")
    differing = {number for number in {*before, *after} if before.get(number) != after.get(number)}
    assert (what in OPENS) == bool(differing)

    forwards, backwards = told(desk, "HEAD~1..HEAD"), told(desk, "HEAD..HEAD~1")

    assert (set(forwards), set(backwards)) == (differing, differing)
    if what in OPENS:
        number, field = OPENS[what]
        assert f"becomes public: {field}" in forwards[number]
        assert f"stops being public: {field}" in backwards[number]


def test_each_state_has_its_own_settings_and_vocabulary(desk: Clerk) -> None:
    commit(desk, "vocabulary/subject_codes.toml", "Steel", "Iron")
    commit(desk, "somei.toml", '"Test"', '"Trial"')
    before, after = desk.git("rev-parse", "HEAD~2").strip(), desk.git("rev-parse", "HEAD").strip()

    earlier, later, *_ = open_both_states(desk.folder, StateRange(before, after, after), lambda steps, *_: steps)

    assert (earlier.settings.name, later.settings.name) == ("Test", "Trial")
    assert earlier.vocabulary.codes != later.vocabulary.codes
