"""The names of fields, and values of theirs, in words for people: one table for every screen."""

import re

from somei_cli.model.field_changes import Shown, describe_decision
from somei_cli.model.references import ReferenceKind
from somei_cli.render.output.dates import short_day_of, with_short_days

FIELD_NAMES = {
    "subject_codes": "subject codes",
    "interinstitutional_files": "interinstitutional files",
    "previous_documents": "No. prev. doc.",
    "commission_documents": "No. Cion doc.",
    "outside_references": "references to other texts",
    "allotted": "number given out",
    "versions": "titles in other languages",
    "doubts": "doubts",
    "waive": "waived rules",
    "due_as_said": "due in words",
    "as_said": "in words",
    "follow_ups": "follow-ups",
    "subitems": "sub-items",
    "sha256": "SHA-256",
    "number": "number",
    "file": "file",
}
"""The keys whose words are not the key itself."""

_PARTS = {
    "meeting body": "body that meets",
    "meeting start": "day of the meeting",
    "meeting end": "last day of the meeting",
    "agenda state": "state of the agenda",
    "agenda issued": "agenda issued on",
    "agenda adopted": "agenda adopted on",
    "agenda revises": "agenda revises",
    "source name": "file it was read from",
    "source sha256": "SHA-256 of that file",
    "allotted by": "number given out by",
    "allotted on": "number given out on",
    "allotted request": "id of the request for the number",
    "allotted for": "what the number was given out for",
    "allotted series": "series of the number to come",
    "allotted provisional": "provisional numbers",
}
_ITEM_KEYS = (
    "number|title|kind|legislative|possible|by|documents|withdrawn|reason|result|summary|"
    "follow_ups(?: [0-9]+(?: [a-z_]+)?)?|order"
)
_ITEM = re.compile(rf"items (?P<item>.+?)(?P<below>(?: subitems .+?)*)(?: (?P<key>{_ITEM_KEYS}))?\Z", re.DOTALL)
_FOLLOW_UP = re.compile(r"follow_ups(?: (?P<place>[0-9]+)(?: (?P<key>[a-z_]+))?)?\Z")
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def name_field(path: str) -> str:
    """Return a field in words, given its key or its path in a document.

    >>> name_field("previous_documents"), name_field("meeting body")
    ('No. prev. doc.', 'body that meets')
    >>> name_field("items 2 subitems 1 title"), name_field("items 6 follow_ups 1 state")
    ('item 2, first sub-item', 'follow-up 6.1, state')
    >>> name_field("items 2 subitems 1 subitems 2 title"), name_field("items 2 follow_ups 1 due_as_said")
    ('item 2, sub-item 1.2', 'follow-up 2.1, due in words')
    >>> name_field("items 2 summary"), name_field("items order"), name_field("waive FUP001")
    ('item 2, text', 'order of the items', 'waiver of FUP001')
    """
    if path in _PARTS:
        return _PARTS[path]
    if path.endswith(" order"):
        return f"order of the {name_field(path.removesuffix(' order'))}"
    if match := _ITEM.match(path):
        return _name_item(match)
    head, _, words = path.partition(" ")
    if head == "waive" and words:
        return f"waiver of {words}"
    if head == "versions" and words:
        language, _, key = words.partition(" ")
        return f"title in {language}" + ("" if key in {"", "title"} else f", {_plain(key)}")
    return FIELD_NAMES.get(path) or " ".join(filter(None, (FIELD_NAMES.get(head, _plain(head)), _plain(words))))


def _name_item(match: re.Match[str]) -> str:
    item, key = match["item"], match["key"] or ""
    place = f"item {item}"
    if names := match["below"].split(" subitems ")[1:]:
        place += f", {_sub_item(names)}"
    if follow_up := _FOLLOW_UP.match(key):
        if not follow_up["place"]:
            return f"follow-up on {place}"
        number = f"{item}.{follow_up['place']}" if re.fullmatch(r"[0-9]+", item) else f"{follow_up['place']} on {place}"
        return f"follow-up {number}" + (f", {name_field(follow_up['key'])}" if follow_up["key"] else "")
    words = {"": "", "title": "", "summary": ", text", "by": ", presented by", "kind": ", treatment"}
    return place + words.get(key, f", {_plain(key)}")


def _sub_item(names: list[str]) -> str:
    """Return a sub-item by its place; by its name if that is a title."""
    if not all(name.isascii() and name.isdigit() for name in names):
        return ", ".join(f"sub-item {name}" for name in names)
    if len(names) > 1 or not 0 < int(names[0]) <= len(_ORDINALS):
        return f"sub-item {'.'.join(names)}"
    return f"{_ORDINALS[int(names[0]) - 1]} sub-item"


def _plain(key: str) -> str:
    return key.replace("follow_ups", "follow-up").replace("_", " ")


_REFERENCE_FIELD = re.compile(r"\A(?:outside_)?references(?: [0-9]+)?\Z")
_KINDS_IN_WORDS = re.compile(r"to (?P<to>.+?), kind (?P<kind>[a-z]+)(?:, item (?P<item>[^,]+))?(?P<rest>,.*)?\Z")


def value_in_words(field: str, value: Shown, limit: int = 200) -> str:
    """Return a value of a field as people say it, cut to `limit` characters.

    >>> value_in_words("references", "to 7120/20, kind cites, item 4"), value_in_words("items 2 possible", True)
    ('cites 7120/20 (item 4)', 'yes')
    """
    if value is None or isinstance(value, bool):
        return {True: "yes", False: "no", None: ""}[value]
    text = ", ".join(value) if isinstance(value, list) else short_day_of(value)
    if field == "source sha256":
        text = f"{text[:12]}…"
    elif field == "access":
        text = with_short_days(describe_decision(text))
    elif _REFERENCE_FIELD.search(field):
        text = _KINDS_IN_WORDS.sub(_describe_reference, text)
    elif field.startswith("items ") and field.endswith(" follow_ups"):
        text = _describe_follow_up(text)
    return text if len(text) <= limit else f"{text[:limit]} …"


_FOLLOW_UP_KEYS = re.compile(r"(?:\A|, )(who|what|due_as_said|due|state|closed|reason|moved) ")


def _describe_follow_up(text: str) -> str:
    """Return a follow-up, given as its keys and values, in words.

    >>> _describe_follow_up("who Eurojust, what A letter, due 2020-01-31, due_as_said by the end of January")
    'Eurojust: A letter, due 31 Jan 2020 (by the end of January)'
    """
    _, *parts = _FOLLOW_UP_KEYS.split(text)
    values = dict(zip(parts[::2], parts[1::2], strict=True))
    if "what" not in values or len(values) * 2 != len(parts):
        return text.replace("due_as_said", FIELD_NAMES["due_as_said"]).replace("as_said", FIELD_NAMES["as_said"])
    due, as_said = short_day_of(values.get("due", "")), values.get("due_as_said", "")
    deadline = f", due {due} ({as_said})" if due and as_said else f", due {due or as_said}" if due or as_said else ""
    more = "".join(f", {key} {value}" for key, value in values.items() if key in {"state", "closed", "reason"})
    moved = ", moved" if "moved" in values else ""
    person = f"{values['who']}: " if "who" in values else ""
    return f"{person}{values['what']}{deadline}{more}{moved}"


def _describe_reference(match: re.Match[str]) -> str:
    kinds = {str(kind): kind.forward_words for kind in ReferenceKind}
    item = f" (item {match['item']})" if match["item"] else ""
    return f"{kinds.get(match['kind'], match['kind'])} {match['to']}{item}{match['rest'] or ''}"


_KEY_IN_TEXT = re.compile(r"(?<![\w/.-])(?P<key>[a-z]+(?:_[a-z0-9]+)+)(?![\w/=.-]*[/=\w])")


def name_keys(text: str) -> str:
    """Return a message with the fields that it names by their keys in words; options, edits and paths stay.

    >>> name_keys("“follow_ups” is given twice"), name_keys("somei edit 7/20 subject_codes=COSI")
    ('“follow-ups” is given twice', 'somei edit 7/20 subject_codes=COSI')
    """
    return _KEY_IN_TEXT.sub(lambda match: name_field(match["key"]), text)
