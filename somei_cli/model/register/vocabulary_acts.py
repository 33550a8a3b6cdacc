"""Decide changes of the vocabulary: subject codes added, renamed, retired and given titles; meeting bodies."""

from dataclasses import replace
from typing import NamedTuple

from somei_cli.errors import CodeUnknown, NotACode, NotFound, Refused, WrongUsage, shell_word
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.register.change import Change
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import MeetingBody, RetiredCode, Vocabulary
from somei_cli.model.register.words import pluralise

_GIVE_REASON = "Give it with -m TEXT."


# ---- subject codes


def add_code(snapshot: Snapshot, code: SubjectCode, title: str) -> Change:
    """Return the change that adds a code; nothing changes if it is there with this title.

    Raises:
        Refused: if it is there with another title, or is retired.
    """
    vocabulary = snapshot.vocabulary
    known_title = vocabulary.codes.get(code)
    if code in vocabulary.retired:
        raise _make_retired_refusal(code, vocabulary)
    if known_title not in {None, title}:
        hint = f"To give it another one: somei codes edit {shell_word(code)} {shell_word(title)}"
        raise Refused(f"{code} is a subject code already: {known_title}.", hint)
    return Change("codes add", f"Add the code {code}", codes={code: title} if known_title is None else {})


def edit_code(snapshot: Snapshot, code: SubjectCode, title: str) -> Change:
    """Return the change that gives a code another title.

    Raises:
        CodeUnknown: if it is not in the vocabulary.
    """
    vocabulary = _require_codes(snapshot, code)
    codes = {**vocabulary.codes, code: title}
    return Change("codes edit", f"Change the title of {code}", vocabulary=vocabulary._replace(codes=codes))


def rename_code(snapshot: Snapshot, old: SubjectCode, new: SubjectCode, reason: str | None) -> Change:
    """Return the change that gives a code the name that was meant, wherever the register names it.

    Documents keep their serials; so do drafts and void numbers. The vocabulary, the codes of meeting bodies and saved
    searches follow.

    Raises:
        CodeUnknown: if the vocabulary does not have the code.
        Refused: if the new name is in use.
        WrongUsage: if no reason is given, or both names are the same.
    """
    _require_reason("rename", reason)
    if old == new:
        raise WrongUsage(f"{old} has that name.")
    vocabulary = _require_codes(snapshot, old)
    _refuse_name_in_use(snapshot, old, new)
    documents = snapshot.select(Selection(codes=(CodeEntry(old),)))
    searches = {name: rename_in_search(words, old, new) for name, words in snapshot.settings.searches.items()}
    return Change(
        "codes rename",
        f"Rename the code {old} to {new} in {pluralise(len(documents), 'document')}",
        puts=tuple(rename_in_document(document, old, new) for document in documents),
        vocabulary=_rename_in_vocabulary(vocabulary, old, new),
        searches={name: words for name, words in searches.items() if words != snapshot.settings.searches[name]},
    )


def retire_code(
    snapshot: Snapshot, code: SubjectCode, retirement: RetiredCode, reason: str | None, *, is_dated: bool = True
) -> Change:
    """Return the change that retires a code; documents keep what is printed on them.

    If it is retired already, what is not given stays: its day if this one is not `is_dated`, and what replaces it.

    Raises:
        CodeUnknown: if the vocabulary lacks the code, or the one that replaces it.
        Refused: if the code that replaces it is retired too.
        WrongUsage: if no reason is given, or a code shall replace itself.
    """
    _require_reason("retire", reason)
    successor = retirement.replaced_by
    if successor == code:
        raise WrongUsage(f"{code} cannot replace itself.")
    vocabulary = _require_codes(snapshot, code, *([successor] if successor else []))
    if successor and successor in vocabulary.retired:
        raise _make_retired_refusal(successor, vocabulary)
    earlier = vocabulary.retired.get(code)
    if earlier:
        retirement = RetiredCode(retirement.on if is_dated else earlier.on, successor or earlier.replaced_by)
    change = Change("codes retire", f"Retire the code {code}" + (f"; {successor} replaces it" if successor else ""))
    if retirement == earlier:
        return change
    retired = dict(sorted({**vocabulary.retired, code: retirement}.items()))
    return change._replace(vocabulary=vocabulary._replace(retired=retired))


def rename_in_document(document: Document, old: SubjectCode, new: SubjectCode) -> Document:
    """Return a document with another name for a code; serials and the order stay."""
    return replace(document, subject_codes=tuple(rename_in_entry(entry, old, new) for entry in document.subject_codes))


def _require_reason(verb: str, reason: str | None) -> None:
    if not reason:
        raise WrongUsage(f"To {verb} a code needs a reason.", _GIVE_REASON)


def _require_codes(snapshot: Snapshot, *codes: SubjectCode) -> Vocabulary:
    """Return the vocabulary; refuse codes that are not in it."""
    vocabulary = snapshot.vocabulary
    for code in codes:
        if code not in vocabulary.codes:
            raise CodeUnknown(code, vocabulary.nearest_codes(code), f"somei codes add {shell_word(code)} TITLE")
    return vocabulary


def _make_retired_refusal(code: SubjectCode, vocabulary: Vocabulary) -> Refused:
    hint = f"Look at it with: somei explain {shell_word(code)}; a retirement by mistake is taken back with somei undo"
    return Refused(f"{vocabulary.describe_retirement(code)}.", hint)


def _refuse_name_in_use(snapshot: Snapshot, old: SubjectCode, new: SubjectCode) -> None:
    """Refuse a name that the vocabulary or a document has: two codes do not become one, since serials would clash."""
    carriers = snapshot.select(Selection(codes=(CodeEntry(new),)), most=1)
    if new not in snapshot.vocabulary.codes and not carriers:
        return
    where = "is in use" if new in snapshot.vocabulary.codes else f"stands on {carriers[0].number}"
    wrong = snapshot.select(Selection(codes=(CodeEntry(old),)), most=1)
    number = shell_word(wrong[0].number) if wrong else "NUMBER"
    hint = (
        f"If the Council renamed it: somei codes retire {shell_word(old)} --replaced-by {shell_word(new)}. A document "
        f"with the wrong one of the two: somei classify {number} {shell_word(new)} --drop {shell_word(old)}"
    )
    raise Refused(f"{new} {where}, so {old} cannot be renamed to it.", hint)


def rename_in_entry(entry: CodeEntry, old: SubjectCode, new: SubjectCode) -> CodeEntry:
    """Return a code with its serial under another name, if it is the one to be renamed."""
    return entry._replace(code=new) if entry.code == old else entry


def _rename_in_vocabulary(vocabulary: Vocabulary, old: SubjectCode, new: SubjectCode) -> Vocabulary:
    def name_of(code: SubjectCode) -> SubjectCode:
        return new if code == old else code

    return vocabulary._replace(
        codes=dict(sorted((name_of(code), title) for code, title in vocabulary.codes.items())),
        retired={
            name_of(code): retirement._replace(
                replaced_by=name_of(retirement.replaced_by) if retirement.replaced_by else None
            )
            for code, retirement in vocabulary.retired.items()
        },
        bodies=tuple(body._replace(codes=tuple(map(name_of, body.codes))) for body in vocabulary.bodies),
    )


def rename_in_search(words: str, old: SubjectCode, new: SubjectCode) -> str:
    """Return the words of a saved search with another name for a code: behind --code, or as a word in capitals."""
    # Few registers have saved searches.
    import shlex

    try:
        typed = shlex.split(words)
    except ValueError:
        return words
    renamed = [
        _rename_in_word(word, old, new, follows_code=option == "--code")
        for option, word in zip(["", *typed], typed, strict=False)
    ]
    return words if renamed == typed else shlex.join(renamed)


def _rename_in_word(word: str, old: SubjectCode, new: SubjectCode, *, follows_code: bool) -> str:
    option, equals, value = word.partition("=") if word.startswith("--code=") else ("", "", word)
    try:
        entry = CodeEntry.parse(value)
    except NotACode:
        return word
    is_code = follows_code or bool(option) or value.isupper()
    return f"{option}{equals}{rename_in_entry(entry, old, new)}" if is_code and entry.code == old else word


# ---- meeting bodies


class BodyFields(NamedTuple):
    """What shall change of a meeting body: its name, and codes and other printed names to add and to drop."""

    name: str | None = None
    codes: tuple[SubjectCode, ...] = ()
    dropped_codes: tuple[SubjectCode, ...] = ()
    also: tuple[str, ...] = ()
    dropped_names: tuple[str, ...] = ()


def add_body(snapshot: Snapshot, key: str, fields: BodyFields) -> Change:
    """Return the change that adds a meeting body; nothing changes if it is there just so.

    Raises:
        CodeUnknown: if the vocabulary lacks one of its codes.
        Refused: if another body has its key or one of its names.
    """
    vocabulary = _require_codes(snapshot, *fields.codes)
    body = MeetingBody(key, fields.name or key, fields.codes, fields.also)
    change = Change("bodies add", f"Add the body {key}")
    if body in vocabulary.bodies:
        return change
    _refuse_names_in_use(vocabulary.bodies, body)
    return change._replace(vocabulary=vocabulary._replace(bodies=(*vocabulary.bodies, body)))


def edit_body(snapshot: Snapshot, key: str, fields: BodyFields) -> Change:
    """Return the change that edits a meeting body. An old name stays among the printed ones unless it is dropped.

    Raises:
        CodeUnknown: if the vocabulary lacks a code that is added.
        NotFound: if there is no body with this key, or it does not have what is to be dropped.
        Refused: if another body has the new name.
        WrongUsage: if nothing is to be changed.
    """
    vocabulary = _require_codes(snapshot, *fields.codes)
    if fields == BodyFields():
        raise WrongUsage("There is nothing to change.", "Give a name, --code, --also, --drop-code or --drop-also.")
    body = _require_body(vocabulary.bodies, key)
    edited = _with_fields(body, fields)
    _refuse_names_in_use(tuple(listed for listed in vocabulary.bodies if listed.key != body.key), edited)
    bodies = tuple(edited if listed.key == body.key else listed for listed in vocabulary.bodies)
    return Change("bodies edit", f"Edit the body {body.key}", vocabulary=vocabulary._replace(bodies=bodies))


def _require_body(bodies: tuple[MeetingBody, ...], key: str) -> MeetingBody:
    body = next((body for body in bodies if body.key.casefold() == key.casefold()), None)
    if body is None:
        import difflib

        near = ", ".join(difflib.get_close_matches(key.upper(), [body.key for body in bodies], cutoff=0.5))
        command = f"To add it: somei bodies add {shell_word(key)} NAME"
        raise NotFound(f"{key} is not the key of a body.", f"Near it: {near}. {command}" if near else command)
    return body


def _with_fields(body: MeetingBody, fields: BodyFields) -> MeetingBody:
    name = fields.name or body.name
    printed = [*body.also, *fields.also, *([body.name] if name != body.name else [])]
    for kind, dropped, present in (
        ("code", fields.dropped_codes, body.codes),
        ("printed name", fields.dropped_names, printed),
    ):
        for missing in (entry for entry in dropped if entry not in present):
            raise NotFound(f"{body.key} does not have the {kind} {missing}.", "Look at it with: somei bodies list")
    codes = dict.fromkeys((*body.codes, *fields.codes))
    names = (spelling for spelling in dict.fromkeys(printed) if spelling not in {name, *fields.dropped_names})
    return MeetingBody(body.key, name, tuple(code for code in codes if code not in fields.dropped_codes), tuple(names))


def _refuse_names_in_use(bodies: tuple[MeetingBody, ...], body: MeetingBody) -> None:
    listed = Vocabulary({}, bodies=bodies)
    for name in body.names:
        holder = listed.body_named(name)
        if holder:
            hint = f"To change that one: somei bodies edit {shell_word(holder.key)} NAME"
            raise Refused(f"“{name}” is {holder.key} already: {holder.name}.", hint)
