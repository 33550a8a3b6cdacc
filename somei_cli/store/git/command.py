"""Run git: with fixed options and a clean environment, never starting another program and never asking a question."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Final, NamedTuple, Self

from somei_cli.errors import GitMissing, GitRefuses, NotFound, RepositoryAmongFiles
from somei_cli.store.disk.durable import find_disk_error
from somei_cli.store.git.plain_clone import find_plain_clone, read_plain_settings
from somei_cli.store.process.environment import inherited_environment

if TYPE_CHECKING:
    import subprocess

    RunningGit = subprocess.Popen[bytes]

DURABLE: Final = ("core.fsync=all",)
"""Configuration of a call that writes: by default git does not flush what it stores to the disk."""

_ENVIRONMENT: Final = {
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "true",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_EDITOR": ":",
    "GIT_SEQUENCE_EDITOR": ":",
    "GIT_ALLOW_PROTOCOL": "file:ssh:https",
    "GIT_NO_REPLACE_OBJECTS": "1",
    # A clone may have grafts, which give commits other parents: name a file that cannot exist instead.
    "GIT_GRAFT_FILE": "/dev/null/none",
}

_SETTINGS: Final = (
    "core.fsmonitor=false",
    "core.autocrlf=false",
    "core.safecrlf=false",
    "core.quotePath=false",
    "core.protectHFS=true",
    "core.protectNTFS=true",
    "color.ui=false",
    "gc.auto=0",
    "i18n.commitEncoding=UTF-8",
    "i18n.logOutputEncoding=UTF-8",
    "log.follow=false",
    "log.showSignature=false",
    "maintenance.auto=false",
    "submodule.recurse=false",
    "user.useConfigOnly=true",
)

_NO_EMBEDDED_BARE: Final = "safe.bareRepository=explicit"
"""Git's own refusal of a bare repository among the files of a work tree; git knows it since 2.38."""

# The settings that name programs git may start while it reads or writes files, and the commands that may start them.
# `git log` is not among them: it is asked only for messages and for the names of changed files.
PROGRAM_SETTINGS: Final = r"filter\..*\.(clean|smudge|process|required)|diff\..*\.(textconv|command)|merge\..*\.driver"
_MAY_START_PROGRAMS: Final = frozenset(
    "add am apply blame checkout checkout-index cherry-pick diff diff-files diff-index merge "
    "merge-tree pull read-tree rebase reset restore revert show stash status switch update-index".split()
)
# Emptying diff.external or textconv makes git start a program without a name, so these take options instead.
_RUN_DIFF_PROGRAMS: Final = frozenset({"blame", "diff", "format-patch", "log", "show"})

# A setting, or the .gitmodules of a clone, may hide differences in submodules.
_COMPARE_SUBMODULES: Final = frozenset({"diff", "diff-files", "diff-index", "diff-tree", "log", "show", "status"})

FULL_HASH: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
"""A full object id, in SHA-1 or SHA-256."""
_ERROR_PREFIX: Final = "fatal: |error: "

_NO_VARIABLES: Final[Mapping[str, str]] = MappingProxyType({})

_KILLED: Final = -9
"""The exit status of a program that was killed by SIGKILL."""

DAMAGE_HINT: Final = (
    "Look with somei doctor and git fsck; what to do, and what another clone can give: somei help repair"
)
"""The hint if git has lost an object."""

_HINTS: Final = (
    (
        r"\.lock.*File exists|File exists.*\.lock|could not lock config file",
        "Wait a moment, then repeat the command. If no git is at work here: somei doctor --repair",
    ),
    ("bad config", "Correct that line of git's configuration, or restore the file: somei help repair"),
    (
        "index file|bad index|unknown index entry|bad signature",
        "Git's index is damaged: move it away, and git reset makes a new one; then stage again what was staged.",
    ),
    ("[Cc]ould not read|bad object|unknown revision|[Nn]ot a valid object|object file|No such ref", DAMAGE_HINT),
    ("unable to read tree|not a tree object", DAMAGE_HINT),
    ("must be run in a work tree", "Look where git keeps the files of this clone: git config core.worktree"),
    (
        "dubious ownership",
        "The files belong to another user. If you trust them: git config --global --add safe.directory FOLDER",
    ),
    (
        "gpg|public key|secret key|sign the data",
        "Commits must be signed here: see git config commit.gpgsign and user.signingkey.",
    ),
)
"""Patterns of git's complaints, compiled only when git has complained, with what to do."""

_BROKEN_REF: Final = "ignoring broken ref ([!-~]+)"
"""Git's warning about a branch that names no commit."""
_HEAD_NAME = r"(?:HEAD|@)(?![\w./-])"
"""A revision that starts with HEAD or @; git prefers it to every branch and tag."""
_ANCESTRY_SUFFIX = r"[~^]"
"""The beginning of a suffix such as ~1 or ^2, which steps back from the revision before it."""


class GitAnswer(NamedTuple):
    """The result of a git command: its exit status, its output, and the line of stderr that says most."""

    status: int
    output: bytes
    complaint: str
    stderr_text: str = ""
    """The whole of stderr."""

    @classmethod
    def from_process(cls, status: int, output: bytes, stderr: bytes) -> Self:
        """Return the answer of a git that has ended."""
        complaint = f"killed by signal {-status}" if status < 0 else _pick_complaint(stderr)
        return cls(status, output, complaint, stderr.decode(errors="replace"))


class Git(NamedTuple):
    """Git, run in one folder."""

    folder: Path
    extra_env: Mapping[str, str] = _NO_VARIABLES
    """Environment variables of every call, for example those that tell a hook where the pushed objects are."""
    bare_prefix: str | None = None
    """The path of the register in a bare repository, with a slash at the end; None in a work tree: git knows it."""

    def call(
        self,
        *args: str,
        stdin: bytes | IO[bytes] = b"",
        env: Mapping[str, str] = _NO_VARIABLES,
        config: Sequence[str] = (),
        pass_fds: Sequence[int] = (),
        timeout: float | None = None,
    ) -> GitAnswer:
        """Run git and return its answer, whatever the exit status is.

        A typed value must come after `--` or `--end-of-options`. `env` is added to the clean environment; `config`
        holds `key=value` pairs, which win over every configuration file. The file descriptors of `pass_fds` stay open
        in git's process, so a lock on one of them lasts as long as git runs, even if somei dies. `timeout` is in
        seconds, for calls to another machine: git is killed then, and the answer is a failure.

        Raises:
            GitMissing: if git is not installed.
        """
        import subprocess

        command, environment = self._prepare(*args, env=env, config=config)
        try:
            completed = subprocess.run(
                command,
                input=stdin if isinstance(stdin, bytes) else None,
                stdin=None if isinstance(stdin, bytes) else stdin,
                capture_output=True,
                check=False,
                env=environment,
                pass_fds=pass_fds,
                timeout=timeout,
            )
        except FileNotFoundError as error:
            raise GitMissing from error
        except subprocess.TimeoutExpired:
            return GitAnswer(_KILLED, b"", f"no answer within {timeout:.0f} seconds")
        return GitAnswer.from_process(completed.returncode, completed.stdout, completed.stderr)

    def start(self, *args: str, env: Mapping[str, str] = _NO_VARIABLES, config: Sequence[str] = ()) -> "RunningGit":
        """Start git and return it while it runs, with a pipe for each stream; the caller sees that it ends.

        Raises:
            GitMissing: if git is not installed.
        """
        import subprocess

        command, environment = self._prepare(*args, env=env, config=config)
        pipe = subprocess.PIPE
        try:
            return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
        except FileNotFoundError as error:
            raise GitMissing from error

    def _prepare(
        self, *args: str, env: Mapping[str, str] = _NO_VARIABLES, config: Sequence[str] = ()
    ) -> tuple[list[str], dict[str, str]]:
        """Return the command line and the environment with which git may be started; for the arguments see `call`."""
        if args[0] in _MAY_START_PROGRAMS and "GIT_CONFIG_COUNT" not in env:
            env = {**env, **disable_programs(self.read_settings(PROGRAM_SETTINGS))}
        bare_repository = find_bare_repository(self.folder)
        command = ["git", "-C", str(self.folder)]
        for setting in (*_SETTINGS, *([] if bare_repository else [_NO_EMBEDDED_BARE]), *config):
            command += ["-c", setting]
        command.append(args[0])
        if args[0] in _RUN_DIFF_PROGRAMS:
            command += ["--no-ext-diff", "--no-textconv"]
        if args[0] in _COMPARE_SUBMODULES:
            command.append("--ignore-submodules=none")
        return [*command, *args[1:]], {**_clean_environment(), **self.extra_env, **env}

    def run(
        self,
        *args: str,
        stdin: bytes | IO[bytes] = b"",
        env: Mapping[str, str] = _NO_VARIABLES,
        config: Sequence[str] = (),
    ) -> bytes:
        """Run git and return its output.

        Raises:
            GitMissing: if git is not installed.
            GitRefuses: if the exit status is not 0; it holds git's own complaint.
        """
        answer = self.call(*args, stdin=stdin, env=env, config=config)
        if answer.status:
            raise GitRefuses(f"git {args[0]}", answer.complaint, find_hint(answer.complaint))
        return answer.output

    def run_or_none(
        self,
        *args: str,
        stdin: bytes = b"",
        env: Mapping[str, str] = _NO_VARIABLES,
        config: Sequence[str] = (),
    ) -> bytes | None:
        """Run git and return its output, or None if the exit status is 1, which means "no" for some commands.

        Raises:
            GitMissing: if git is not installed.
            GitRefuses: if the exit status is neither 0 nor 1.
        """
        answer = self.call(*args, stdin=stdin, env=env, config=config)
        if answer.status == 1:
            return None
        if answer.status:
            raise GitRefuses(f"git {args[0]}", answer.complaint, find_hint(answer.complaint))
        return answer.output

    def read_config(self, pattern: str) -> dict[str, str]:
        """Return the git configuration whose keys match a pattern; git lower-cases parts of a key."""
        output = self.run_or_none("config", "--null", "--get-regexp", f"^({pattern})$") or b""
        entries = (entry.partition("\n") for entry in os.fsdecode(output).split("\0") if entry)
        return {key: value for key, _, value in entries}

    def read_settings(self, pattern: str) -> dict[str, str]:
        """Return what `read_config` returns, and perhaps more settings: git is started only if it alone can tell."""
        if self.bare_prefix is None and not self.extra_env and not find_bare_repository(self.folder):
            settings = read_plain_settings(self.folder)
            if settings is not None:
                return settings
        return self.read_config(pattern)

    def prefix(self) -> str:
        """Return the path of the register in its repository, with a slash at the end; empty at its top."""
        prefix = self.bare_prefix
        if prefix is None and not self.extra_env and (git_dir := find_plain_clone(self.folder)):
            return "".join(f"{part}/" for part in self.folder.resolve().relative_to(git_dir.parent).parts)
        return os.fsdecode(self.run("rev-parse", "--show-prefix")).removesuffix("\n") if prefix is None else prefix

    def literal_pathspec(self, path: PurePosixPath | str = ".") -> str:
        """Return the pathspec, to be put after `--`, of a path in the register, without any wildcards."""
        return f":(literal){self.bare_prefix or ''}{path}"

    def object_name(self, revision: str, path: PurePosixPath) -> str:
        """Return git's name (`revision:path`) for a file of the register in a commit."""
        return f"{revision}:{'./' if self.bare_prefix is None else self.bare_prefix}{path}"

    def resolve(self, revision: str) -> str:
        """Return the full hash of the commit that a typed revision names.

        Raises:
            NotFound: if it names no commit, or more than one: anybody who may push a tag could give it a branch's name.
            GitRefuses: if the repository, the branch or the commit is damaged.
        """
        if revision.isprintable() and len(revision) <= 200:
            answer = self._rev_parse(revision, config=("core.warnAmbiguousRefs=true",))
            if "warning: refname" in answer.stderr_text and not re.match(_HEAD_NAME, revision):
                hint = "Write which one is meant: refs/heads/…, refs/remotes/… or refs/tags/…"
                raise NotFound(f"“{revision}” is the name of more than one thing here.", hint)
            if commit := self._commit_from(answer, revision):
                return commit
        if revision == "HEAD":
            raise NotFound("There is no commit here yet.", "Make the first one: git add . && git commit")
        raise NotFound(f"“{revision}” names no commit here.", "The commits are listed by: somei log")

    def find(self, revision: str) -> str | None:
        """Return the full hash of the commit that HEAD, a full ref name or a hash names; None if it names none.

        Raises:
            GitRefuses: if git cannot tell because the repository, the branch or the commit is damaged.
        """
        return self._commit_from(self._rev_parse(revision), revision)

    def _rev_parse(self, revision: str, config: Sequence[str] = ()) -> GitAnswer:
        return self.call("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}", config=config)

    def _commit_from(self, answer: GitAnswer, revision: str) -> str | None:
        commit = answer.output.decode().strip()
        if FULL_HASH.fullmatch(commit):
            return commit
        self._refuse_damage(revision, answer)
        return None

    def _refuse_damage(self, revision: str, answer: GitAnswer) -> None:
        """Refuse if git could not read what a revision names, in contrast to a revision that names nothing.

        Git reports both in the same words. So ask whether git can open the repository, whether the name leads to an
        object that git cannot read, and whether there is a branch of this name that names no commit.

        Raises:
            GitRefuses: if something is damaged; it says what.
        """
        git_dir = self.call("rev-parse", "--git-dir")
        if git_dir.status:
            if _is_in_repository(self.folder):
                hint = find_hint(git_dir.complaint) or DAMAGE_HINT
                raise GitRefuses("git cannot open the repository", git_dir.complaint, hint)
            return
        if "packed-refs" in answer.complaint:
            raise GitRefuses("git cannot read its branches", answer.complaint, DAMAGE_HINT)
        object_id = self.call("rev-parse", "--verify", "--quiet", "--end-of-options", revision).output.decode().strip()
        if FULL_HASH.fullmatch(object_id):
            self._refuse_lost_object(revision, object_id)
            return
        folder = self.folder / os.fsdecode(git_dir.output).removesuffix("\n")
        head_branch = _read_head_branch(folder) if re.match(_HEAD_NAME, revision) else None
        if head_branch:
            answer = self.call("rev-parse", "--verify", "--end-of-options", head_branch)
        if broken_ref := re.search(_BROKEN_REF, answer.stderr_text):
            raise GitRefuses(f"{broken_ref[1]} cannot be read", "it names no commit", DAMAGE_HINT)
        self._refuse_lost_start(revision)

    def _refuse_lost_start(self, revision: str) -> None:
        """Refuse if a revision such as HEAD~1 steps back from a commit that git has lost or cannot read."""
        start = re.split(_ANCESTRY_SUFFIX, revision, maxsplit=1)[0]
        if start in {"", revision}:
            return
        object_id = self.call("rev-parse", "--verify", "--quiet", "--end-of-options", start).output.decode().strip()
        if FULL_HASH.fullmatch(object_id) and self.call("cat-file", "-e", f"{object_id}^{{commit}}").status:
            self._refuse_lost_object(start, object_id)

    def _refuse_lost_object(self, revision: str, object_id: str) -> None:
        """Refuse if a revision leads to an object that git has lost or cannot read."""
        kind = self.call("cat-file", "-t", object_id)
        # A typed hash may belong to another repository. It is damaged only if git reports an error beyond its absence.
        if kind.status and FULL_HASH.fullmatch(revision) and "error: " not in kind.stderr_text:
            return
        if kind.output.strip() in {b"blob", b"tree"}:
            return
        if kind.output.strip() == b"tag" and not self.call("cat-file", "-e", f"{object_id}^{{}}").status:
            return
        branch = self.call("symbolic-ref", "--quiet", revision).output.decode().strip() if revision == "HEAD" else ""
        reason = kind.complaint if "error: " in kind.stderr_text else f"git has lost what it names, {object_id[:10]}"
        raise GitRefuses(f"{branch or revision} cannot be read", reason, DAMAGE_HINT)


def find_bare_repository(folder: Path) -> Path | None:
    """Return the bare repository that a folder is in; None in a work tree or outside any repository.

    A clone never brings a `.git`, but it may bring a folder that looks like a bare repository. Git would find that one
    first and follow its configuration and hooks. Everything that git might accept counts: a HEAD that names nothing,
    and a repository whose objects are elsewhere.

    Raises:
        RepositoryAmongFiles: if there is one inside a work tree.
    """
    folder = Path(os.path.realpath(folder))
    if ".git" in folder.parts:
        return None
    bare = None
    for directory in (folder, *folder.parents):
        try:
            if (directory / ".git").exists():
                if bare:
                    raise RepositoryAmongFiles(bare)
                return None
            if bare is None and _looks_like_bare_repository(directory):
                bare = directory
        except OSError:  # git reports it better
            return None
    return bare


def _is_in_repository(folder: Path) -> bool:
    """Whether a folder is in a repository, also in one that git refuses to open."""
    folder = Path(os.path.realpath(folder))
    return any((directory / ".git").exists() for directory in (folder, *folder.parents)) or bool(
        find_bare_repository(folder)
    )


def _read_head_branch(git_dir: Path) -> str | None:
    """Return the branch that HEAD names, read from its file: git does not report it if that branch is damaged."""
    try:
        head_text = (git_dir / "HEAD").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return head_text.removeprefix("ref: ").strip() if head_text.startswith("ref: ") else None


def _looks_like_bare_repository(folder: Path) -> bool:
    return os.path.lexists(folder / "HEAD") and any(os.path.lexists(folder / name) for name in ("objects", "commondir"))


def find_hint(message: str) -> str:
    """Return what to do about a complaint of git; empty if somei does not know."""
    return next((hint for complaint, hint in _HINTS if re.search(complaint, message)), "")


def disable_programs(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment that switches off every configured program among some git settings.

    Not with `-c`, since a key may contain an equals sign.
    """
    # Most settings are none of these, and the pattern takes longer to compile than to match.
    candidates = (key for key in settings if key.startswith(("filter.", "diff.", "merge.")))
    programs = [key for key in candidates if re.fullmatch(PROGRAM_SETTINGS, key)]
    overrides = {"GIT_CONFIG_COUNT": str(len(programs))}
    for index, key in enumerate(programs):
        overrides[f"GIT_CONFIG_KEY_{index}"] = key
        # As a merge driver the program `false` fails, so the file stays in conflict.
        overrides[f"GIT_CONFIG_VALUE_{index}"] = "false" if key.endswith((".required", ".driver")) else ""
    return overrides


def _clean_environment() -> dict[str, str]:
    return inherited_environment() | _ENVIRONMENT


def _pick_complaint(stderr: bytes) -> str:
    """Return the line of stderr that says most: a disk error, else git's own error, else the last line."""
    if not stderr:
        return ""
    lines = [line.strip() for line in stderr.decode(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if re.match(_ERROR_PREFIX, line)]
    candidates = [line for line in lines if find_disk_error(line)] or errors or lines or [""]
    return "".join(letter if letter.isprintable() else "?" for letter in re.sub(_ERROR_PREFIX, "", candidates[-1]))
