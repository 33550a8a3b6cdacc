"""No such thing in the register."""

from collections.abc import Iterable

from somei_cli.errors.kinds import NotFound, as_typed


class NumberUnknown(NotFound):
    """The document is not in the register."""

    def __init__(self, number: object, nearest: Iterable[object] = ()) -> None:
        near = ", ".join(str(n) for n in nearest)
        hint = f"Near it: {near}." if near else f"Enter it with: somei add {as_typed(number)} --subject TEXT"
        if getattr(number, "is_provisional", False):
            hint = f"Where a sync gave it a number, that entry names it: git grep {as_typed(number)} -- documents"
        super().__init__(f"{number} is not in the register.", hint)


class NotSent(NotFound):
    """The document is in this clone alone, and something is asked of the server for it."""

    def __init__(self, number: object, hint: str) -> None:
        super().__init__(f"{number} is new in this clone", hint)


class CodeUnknown(NotFound):
    """The subject code is not in the vocabulary of the register."""

    def __init__(self, code: object, nearest: Iterable[object] = ()) -> None:
        near = ", ".join(str(n) for n in nearest)
        add = "To add it to the vocabulary: --new-code TITLE."
        super().__init__(f"{code} is not a subject code of this register.", f"Near it: {near}. {add}" if near else add)


class NoSavedSearch(NotFound):
    """A name that no saved search has."""

    def __init__(self, name: str, names: Iterable[str]) -> None:
        known = ", ".join(f"@{one}" for one in names)
        hint = f"Saved searches: {known}." if known else "Words that begin with @ can be quoted: '\"@word\"'."
        super().__init__(f"There is no saved search “@{name}”.", hint)
