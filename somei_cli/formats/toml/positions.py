"""Where a key stands in a TOML text: the line of a field, an element or a table."""

import re

from somei_cli.formats.toml.fields import KeyPath

_HEADER = r"^\s*(\[\[?)\s*([A-Za-z0-9_.\"-]+)\s*\]\]?"
_KEY = r"^\s*([A-Za-z0-9_\"-]+)\s*=\s*(.*)$"


class Places:
    """The lines of all keys of one text; built once, for a file that has something to be pointed at."""

    def __init__(self, text: str) -> None:
        self._lines: dict[KeyPath, int] = {(): 1}
        self._counts: dict[KeyPath, int] = {}
        self._index(text.split("\n"))

    def line(self, path: KeyPath) -> int:
        """The line where this key, element or table begins; the nearest table above it where it is absent."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _index(self, lines: list[str]) -> None:
        table: KeyPath = ()
        closing = ""
        array: KeyPath = ()
        element = 0
        for at, line in enumerate(lines, start=1):
            if closing:
                closing = "" if closing in line else closing
            elif array:
                if line.strip().startswith("]"):
                    array = ()
                elif line.strip():
                    self._lines[(*array, element)] = at
                    element += 1
            elif header := re.match(_HEADER, line):
                table = self._enter(header[2].replace('"', "").split("."), many=header[1] == "[[")
                self._lines[table] = at
            elif key := re.match(_KEY, line):
                path = (*table, key[1].strip('"'))
                self._lines[path] = at
                closing = _left_open(key[2])
                array, element = (path, 0) if key[2].strip() == "[" else ((), 0)

    def _enter(self, names: list[str], *, many: bool) -> KeyPath:
        """The path of a table header, where each name of an array of tables carries its index."""
        path: KeyPath = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self._counts:
                path = (*path, self._counts[path])
        path = (*path, names[-1])
        if many:
            self._counts[path] = self._counts.get(path, -1) + 1
            path = (*path, self._counts[path])
        return path


def _left_open(value: str) -> str:
    """The quotation marks that a multi-line string opened on this line and did not close."""
    for marks in ('"""', "'''"):
        if value.startswith(marks) and marks not in value[3:]:
            return marks
    return ""
