"""A push judged by what it brings beside the documents, with which others could not work any more."""

import pytest
from clerks import colleague, hub_of, on_hub, prepared_at_hub
from commands.test_pre_receive import push
from commands.test_pre_receive_hidden import guarded, in_a_folder
from commands.test_pre_receive_history import pushed
from conftest import PROJECT, Clerk

DRIVERS = "documents/**/*.toml diff=somei merge=somei\n"
REQUEST = 'received = 2020-01-02\nkind = "initial"\ndocuments = [\n    "15070/19",\n]\n'


@pytest.fixture(autouse=True)
def _own_somei(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook runs this somei."""
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))


@prepared_at_hub
def desk(clerk: Clerk) -> Clerk:
    """A clerk at a server without a hook yet."""
    hub_of(clerk)
    clerk.ok("add", "15070/19", "--subject", "Lamps")
    return clerk


@pytest.fixture
def ada(desk: Clerk) -> Clerk:
    """A clerk whose server has the hook."""
    return colleague(guarded(desk), "ada")


def refused(clerk: Clerk, told: str, files: dict[str, str]) -> None:
    """Such files are not taken, and what is in order is taken after them."""
    before = clerk.git("rev-parse", "HEAD")
    for path, text in files.items():
        clerk.write(path, text)
    clerk.git("add", "-f", "--", *files)
    clerk.git("commit", "-qm", "Odd")
    done = push(clerk)
    assert done.returncode == 1
    assert told in done.stderr
    clerk.git("reset", "-q", "--hard", before)


def taken(clerk: Clerk, files: dict[str, str]) -> None:
    for path, text in files.items():
        clerk.write(path, text)
    clerk.git("add", "-f", "--", *files)
    clerk.git("commit", "-qm", "In order")
    done = push(clerk)
    assert done.returncode == 0, done.stderr


def unguarded(clerk: Clerk, files: dict[str, str]) -> None:
    """What stands on the server from a time before it had the hook."""
    hooks = clerk.folder.parent / "hub.git/hooks"
    (hooks / "pre-receive").rename(hooks / "asleep")
    taken(clerk, files)
    (hooks / "asleep").rename(hooks / "pre-receive")


# ---- requests


@pytest.mark.parametrize("path", ["requests/2026/3.toml", "requests/3.toml", "requests/2026/deep/3.toml"])
def test_what_is_no_request_does_not_come_among_them(ada: Clerk, path: str) -> None:
    refused(ada, f"{path}:1:1: REQ001 error", {path: 'id = "no"\n'})
    taken(ada, {"requests/2020/1.toml": REQUEST})
    assert ada.run("check", "--fail-on", "error").status == 0


def test_a_faulty_request_that_stands_stops_nobody(ada: Clerk) -> None:
    unguarded(ada, {"requests/2026/3.toml": 'id = "no"\n'})
    taken(ada, {"requests/2026/4.toml": REQUEST.replace("2020", "2026")})
    taken(ada, {"requests/2026/3.toml": 'id = "no, again"\n'})
    refused(ada, "names no person", {"requests/2026/3.toml": REQUEST + 'by = "Jane Doe"\n'})


# ---- folders that pass for a repository


@pytest.mark.parametrize("folder", ["office", "office/register", "office/register/vocabulary", "office/register/notes"])
@pytest.mark.parametrize("other", ["objects/x", "commondir"])
@pytest.mark.one_in(2)
def test_no_folder_on_the_way_passes_for_a_repository(desk: Clerk, folder: str, other: str) -> None:
    in_a_folder(desk, "office/register")
    told = "this folder looks like a git repository"
    refused(desk, told, {f"{folder}/HEAD": "ref: refs/heads/main\n", f"{folder}/{other}": "x\n"})
    taken(desk, {f"{folder}/HEAD": "ref: refs/heads/main\n"})
    refused(desk, told, {f"{folder}/{other}": "x\n"})


def test_the_top_and_other_folders_may_hold_what_they_like(desk: Clerk) -> None:
    in_a_folder(desk, "register")
    taken(desk, {"HEAD": "x\n", "objects/x": "x\n", "tools/HEAD": "x\n", "tools/objects/x": "x\n"})
    assert Clerk(desk.folder / "register").run("check").status == 0


# ---- attributes


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".gitattributes", "*.toml working-tree-encoding=UTF-16LE\n"),
        (".gitattributes", f"* -text\n{DRIVERS}*.toml text eol=crlf\n"),
        (".gitattributes", f"* -text\n{DRIVERS}documents/2019/** filter=any\n"),
        (".gitattributes", "[attr]odd text eol=crlf\n* odd\n"),
        ("vocabulary/.gitattributes", "* eol=crlf\n"),
    ],
)
def test_lines_that_convert_documents_are_refused(ada: Clerk, path: str, text: str) -> None:
    refused(ada, f"{path}:", {path: text})
    taken(ada, {path: text.replace("eol=crlf", "eol=lf").replace("UTF-16LE", "UTF-8").replace("filter=", "merge=")})


def test_attributes_of_other_files_are_nobody_s_business(ada: Clerk) -> None:
    taken(ada, {".gitattributes": f"*.sh text eol=lf\n*.bat eol=crlf\n*.pdf filter=lfs\n* -text\n{DRIVERS}"})
    taken(ada, {"tools/notes.txt": "x\n", ".gitattributes": f"* text=auto\n* -text\n{DRIVERS}tools/* text\n"})


def test_a_time_zone_that_is_not_here_is_not_taken(ada: Clerk) -> None:
    settings = ada.read("somei.toml").replace("Europe/Brussels", "Nowhere/X")
    refused(ada, "there is no zone “Nowhere/X” here", {"somei.toml": settings})


def test_above_the_register_counts_what_reaches_it(desk: Clerk) -> None:
    inner = in_a_folder(desk, "register")
    refused(desk, ".gitattributes:1:1: GIT002", {".gitattributes": "*.toml text eol=crlf\n"})
    taken(desk, {"register/.gitattributes": f"* -text\n{DRIVERS}", ".gitattributes": "src/* text eol=crlf\n"})
    taken(desk, {".gitattributes": "* text=auto\n"})
    inner.ok("add", "2/20", "--subject", "Two")
    refused(desk, ".gitattributes:1:1: GIT002", {"register/.gitattributes": DRIVERS})


def test_a_line_that_converts_already_stops_nobody(ada: Clerk) -> None:
    unguarded(ada, {".gitattributes": "*.toml text=auto\n"})
    taken(ada, {".gitattributes": f"# Ours\n*.toml text=auto\n{DRIVERS}"})


# ---- names


@pytest.mark.parametrize(
    "path", ["Documents/x", "VOCABULARY/terms.toml", "somei.TOML", "requests./x", "vocabulary/Terms.toml"]
)
def test_no_second_spelling_of_the_register_s_own_names(ada: Clerk, path: str) -> None:
    refused(ada, "GIT004 error a folder or a file of the register differs", {path: "x = 1\n"})


def test_a_second_spelling_of_the_folder_of_a_register(desk: Clerk) -> None:
    in_a_folder(desk, "register")
    refused(desk, "Register:1:1: GIT004", {"Register/x": "x\n"})
    unguarded(desk, {"Register/x": "x\n"})
    taken(desk, {"Register/y": "x\n", "notes/A.txt": "x\n", "notes/a.txt": "x\n", "Documents/x": "x\n"})


def test_whoever_meets_two_spellings_is_told_the_way_on(ada: Clerk) -> None:
    hub = ada.folder.parent / "hub.git"
    ben = colleague(hub, "ben")
    ben.ok("add", "9/20", "--subject", "Own")
    taken(ada, {"notes/A.txt": "x\n", "notes/a.txt": "x\n"})

    answer = ben.run("sync")

    assert answer.status == 3
    assert "notes/a.txt: the register has this name in another spelling" in answer.err
    assert answer.err.endswith("take them over with git itself: git merge @{upstream}\n")
    assert "Add 9/20" in on_hub(hub, "log", "--format=%s", "main")
    ben.git("merge", "-q", "--no-edit", "@{upstream}")
    assert ben.run("sync").status == 0
    assert ben.read("notes/a.txt") == ben.read("notes/A.txt")


def test_no_file_has_a_name_that_no_disk_takes(ada: Clerk) -> None:
    blob = ada.git("rev-parse", "HEAD:somei.toml")
    before = ada.git("rev-parse", "HEAD")
    for path in ("x" * 300, "/".join(["folder"] * 400)):
        ada.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
        tree = ada.git("write-tree")
        ada.git("reset", "-q", "--hard", before)
        commit = ada.git("commit-tree", tree, "-p", before, "-m", "Long")
        done = pushed(ada, f"{commit}:main")
        assert done.returncode == 1
        assert "too long for a disk" in done.stderr


# ---- kept requests


def test_the_place_of_the_requests_is_a_folder(ada: Clerk) -> None:
    taken(ada, {"requests/2020/1.toml": REQUEST})
    before = ada.git("rev-parse", "HEAD")
    ada.git("rm", "-qr", "requests")
    (ada.folder / "requests").symlink_to("documents")
    ada.git("add", "requests")
    ada.git("commit", "-qm", "A link\n\nReason: none")
    done = push(ada)
    assert done.returncode == 1
    assert (
        "requests:1:1: REQ001 error not a request: the kept requests lie here, but this is not a folder" in done.stderr
    )
    ada.git("reset", "-q", "--hard", before)


@pytest.mark.parametrize("to", [REQUEST.replace("2020-01-02", "2019-01-02"), None])
def test_a_kept_request_changes_or_goes_with_a_reason_only(ada: Clerk, to: str | None) -> None:
    path = "requests/2020/1.toml"
    taken(ada, {path: REQUEST})
    if to:
        ada.write(path, to)
    else:
        (ada.folder / path).unlink()
    ada.git("commit", "-qam", "Otherwise")
    done = push(ada)
    assert done.returncode == 1
    what = "says something else" if to else "is gone"
    assert f"{path}:1:1: REQ002 error this kept request {what}, without a reason" in done.stderr
    ada.git("commit", "-q", "--amend", "-m", "Otherwise\n\nReason: it came another day")
    assert push(ada).returncode == 0
