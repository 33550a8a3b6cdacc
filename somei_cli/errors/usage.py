"""Typed wrongly: a number, a date, a code, a pattern that is none."""

from collections.abc import Iterable, Mapping

from somei_cli.errors.kinds import WrongUsage


class NotANumber(WrongUsage):
    """A word that is no document number."""

    hint = "Numbers look like 15070/19, 14860/1/18 REV 1 or CM 5125/19."

    def __init__(self, typed: str, why: str) -> None:
        super().__init__(f"“{typed}” is not a document number: {why}.")


class NotADate(WrongUsage):
    """A word that is no day of the calendar."""

    hint = "Write dates as 2019-12-04."

    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” is not a date.")


class NotACode(WrongUsage):
    """A word that has not the form of a subject code."""

    hint = "Subject codes look like COSI, OJ CRP2 or CFSP/PESC, with the serial behind: COSI 254."

    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” is not a subject code.")


class NotAValue(WrongUsage):
    """A word that does not fit the field it was given for."""

    def __init__(self, field: str, typed: str, expected: str) -> None:
        super().__init__(f"“{typed}” does not fit {field}: expected {expected}.")


class NotAGround(WrongUsage):
    """A word that is no reply code of Regulation 1049/2001."""

    def __init__(self, typed: str, nearest: Iterable[str], meanings: Mapping[str, str]) -> None:
        near = ", ".join(f"{code} ({meanings[code]})" if code in meanings else code for code in nearest)
        listing = "All of them: somei explain MARK013"
        super().__init__(f"“{typed}” is no ground.", f"Near it: {near}. {listing}" if near else listing)


class NotAPattern(WrongUsage):
    """A regular expression that is none."""

    hint = "Patterns are Python's regular expressions; without --regex every sign may be typed."

    def __init__(self, typed: str, why: str) -> None:
        super().__init__(f"“{typed}” is not a pattern: {why}.")


class PatternWithoutEnd(WrongUsage):
    """A regular expression that tries too many ways."""

    hint = "Take out repeats within repeats, as in (a+)+, or look through fewer documents, as with --year."

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The pattern was stopped after {seconds:g} seconds.")
