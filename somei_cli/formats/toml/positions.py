"""The line of each field, array element and table in a TOML text."""

import re

from somei_cli.formats.toml.fields import KeyPath

_HEADER = r"^\s*(\[\[?)\s*([A-Za-z0-9_.\"-]+)\s*\]\]?"
_KEY = r"^\s*([A-Za-z0-9_\"-]+)\s*=\s*(.*)$"


class KeyLines:
    """The lines of all keys of one text; built only for a file with faults or findings."""

    def __init__(self, text: str) -> None:
        self._lines: dict[KeyPath, int] = {(): 1}
        self._counts: dict[KeyPath, int] = {}
        self._record_lines(text.split("\n"))

    def line_of(self, path: KeyPath) -> int:
        """Return the line where a key, element or table begins; if it is absent, that of the nearest table above it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _record_lines(self, lines: list[str]) -> None:
        table: KeyPath = ()
        closing_quotes = ""
        array: KeyPath = ()
        element = 0
        for line_number, line in enumerate(lines, start=1):
            if closing_quotes:
                closing_quotes = "" if closing_quotes in line else closing_quotes
            elif array:
                if line.strip().startswith("]"):
                    array = ()
                elif line.strip():
                    self._lines[(*array, element)] = line_number
                    element += 1
            elif header := re.match(_HEADER, line):
                table = self._path_of_header(header[2].replace('"', "").split("."), is_array=header[1] == "[[")
                self._lines[table] = line_number
            elif key := re.match(_KEY, line):
                path = (*table, key[1].strip('"'))
                self._lines[path] = line_number
                closing_quotes = _unclosed_quotes(key[2])
                array, element = (path, 0) if key[2].strip() == "[" else ((), 0)

    def _path_of_header(self, names: list[str], *, is_array: bool) -> KeyPath:
        """Return the key path of a table header; each name of an array of tables is followed by its current index."""
        path: KeyPath = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self._counts:
                path = (*path, self._counts[path])
        path = (*path, names[-1])
        if is_array:
            self._counts[path] = self._counts.get(path, -1) + 1
            path = (*path, self._counts[path])
        return path


def _unclosed_quotes(value: str) -> str:
    """Return the quotes of a multi-line string that begins on this line and does not end on it, or ""."""
    for quotes in ('"""', "'''"):
        if value.startswith(quotes) and quotes not in value[3:]:
            return quotes
    return ""
