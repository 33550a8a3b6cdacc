"""Completion scripts: a template of the shell, filled with the words of each command."""


def script(template: str, words: str) -> str:
    """The script of a shell. `words` has a line for each command: its path, a colon, what may follow."""
    rows = [line.partition(":")[::2] for line in words.splitlines()]
    posix = "\n".join(f"        '{path}') printf '%s' '{following.strip()}' ;;" for path, following in rows)
    fish = "\n".join(f"        case '{path}'\n            echo '{following.strip()}'" for path, following in rows)
    return template.replace("@BASH_CASES@", posix).replace("@FISH_CASES@", fish)
