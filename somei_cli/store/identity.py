"""Who git takes the clerk for."""

from pathlib import Path

from somei_cli.store.git import Git


def own_name(root: Path) -> str:
    """Who the next commit will be by, as `Name <mail>`; empty where git knows nobody."""
    answer = Git(root).call("var", "GIT_AUTHOR_IDENT")
    name, _, rest = answer.output.decode(errors="replace").partition(" <")
    return f"{name} <{rest.partition('>')[0]}>" if rest else ""


def own_mails(root: Path) -> frozenset[str]:
    """The addresses that the next commit will carry, of its author and its committer; none where git knows none."""
    told = (Git(root).call("var", who) for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"))
    idents = (answer.output.decode(errors="replace") for answer in told if answer.status == 0)
    return frozenset(ident.partition("<")[2].partition(">")[0] for ident in idents)
