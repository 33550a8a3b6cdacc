"""Proposing follow-ups: what the text under the items promises by a time, who promises it, and until when.

A wrong day is worse than none, and a promise overlooked better than one invented: only words that look ahead count.

The line on which a proposed follow-up stands, found again in the file that its text was read from.
A summary cut into its sentences.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from somei_cli.extraction.follow_ups.actors import Actor, Lexicon, Verb, actor_of, lexicon, looking_ahead
from somei_cli.extraction.follow_ups.deadlines import DeadlinePhrase, find_deadlines
from somei_cli.extraction.follow_ups.time_expressions import Said
from somei_cli.extraction.lines import Scroll, ends_a_sentence
from somei_cli.model.followup.proposals import Proposal
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.items import Item
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.model.working_days import Presidencies


def with_lines(
    proposals: Iterable[Proposal], lines: Sequence[Line], starts: Mapping[str | None, int]
) -> tuple[Proposal, ...]:
    """Give each proposal the line its sentence begins on.

    `starts` holds the line on which each item begins, by its number. Items hold their text with the breaks taken out,
    so that the sentence is looked for word by word, and only within its item; where it is not found whole (a word was
    broken at the end of a line, a quotation mark is written in another way), the words for the time are, else the
    item itself is named.
    """
    scrolls: dict[str | None, Scroll] = {}
    reached: dict[str | None, int] = {}
    placed = []
    for one in proposals:
        if one.item not in scrolls:
            scrolls[one.item] = Scroll.of(_below(one.item, lines, starts))
        scroll = scrolls[one.item]
        at = _place(one, scroll.text, reached.get(one.item, 0))
        if at is not None:
            reached[one.item] = at
        placed.append(one._replace(line=starts.get(one.item, 0) if at is None else scroll.number(at)))
    return tuple(placed)


def _below(item: str | None, lines: Sequence[Line], starts: Mapping[str | None, int]) -> tuple[Line, ...]:
    first = starts.get(item, 0)
    end = min((start for start in starts.values() if start > first), default=None) if item in starts else None
    return tuple(line for line in lines if line.number >= first and (end is None or line.number < end))


def _place(proposal: Proposal, text: str, reached: int) -> int | None:
    """Where the sentence begins; not above the one before it, since proposals come in the order of the text."""
    # A point of a list is read with the words that introduce it, which may stand far above.
    for words in (proposal.sentence, proposal.sentence.rpartition(": ")[2], proposal.due_as_said):
        found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, reached)
        if found:
            return found.start()
    return None


_LISTED = re.compile(r"\s*(?:[-–—•·*▪]|[0-9a-z]{1,3}[.)])\s+(?=\S)")
_STOP = re.compile(r"[.!?][”’\"')\]]{0,2}\s+(?=[A-Z0-9“‘\"'(\[])")
_TAIL = 24
_SHORT = 300


def sentences(text: str) -> Iterator[str]:
    r"""Every sentence, on one line; a point of a list is read behind the words that introduce the list.

    >>> list(sentences("Europol agreed,\ne.g. in May. Delegations will:\n- send comments"))
    ['Europol agreed, e.g. in May.', 'Delegations will: send comments']
    """
    introduction = ""
    for paragraph, listed in _paragraphs(text):
        if listed:
            first, *more = _cut(paragraph)
            yield f"{introduction} {first}".strip()
            yield from more
            continue
        found = list(_cut(paragraph))
        introduction = found.pop() if found[-1].endswith(":") and len(found[-1]) <= _SHORT else ""
        yield from found


def _paragraphs(text: str) -> Iterator[tuple[str, bool]]:
    """Paragraphs and points of lists, each on one line, and whether it is a point."""
    held: list[str] = []
    listed = False
    for line in [*text.split("\n"), ""]:
        mark = _LISTED.match(line)
        if held and (mark or not line.strip()):
            yield " ".join(" ".join(held).split()), listed
            held = []
        if line.strip():
            listed = bool(mark) if not held else listed
            held.append(line[mark.end() :] if mark else line)


def _cut(paragraph: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(paragraph):
        if ends_a_sentence(paragraph[max(start, stop.end() - _TAIL) : stop.end()]):
            yield paragraph[start : stop.end()].strip()
            start = stop.end()
    yield paragraph[start:].strip()


_LONGEST = 200
_LONGEST_SENTENCE = 2000
_EDGE = re.compile(r"(?:;|:|\b(?:that|but|while|whereas))\s")
_COMMA = re.compile(r",\s")
_FURTHER = re.compile(r";|, (?:and|but|while|whereas|which|where)\b")
_HANGING = re.compile(r"\b(?:be|is|are)$")
_BEING = re.compile(r"\s*(?:also )?be\b")


def propose(
    items: Iterable[Item], day: date | None, vocabulary: Vocabulary, presidencies: Presidencies
) -> tuple[Proposal, ...]:
    """What the text under items promises, reckoned from the day it was said; as yet without lines."""
    said = Said(day, presidencies)
    names = lexicon(vocabulary, presidencies)
    return tuple(proposal._replace(item=item.number) for item in items for proposal in _of_item(item, said, names))


def _of_item(item: Item, said: Said, names: Lexicon) -> Iterator[Proposal]:
    for part in item.walk():
        for text in filter(None, (part.summary, part.result)):
            for sentence in sentences(text):
                # What is longer is a table or a page that ran together, and no sentence.
                if len(sentence) <= _LONGEST_SENTENCE:
                    yield from of_sentence(sentence, said, names)


def of_sentence(sentence: str, said: Said, names: Lexicon) -> Iterator[Proposal]:
    """The promises of one sentence."""
    for deadline in find_deadlines(sentence, said, names):
        if _is_over(deadline.due, said.day):
            continue
        verb = looking_ahead(sentence, deadline.start, deadline.stop, names)
        if verb is None:
            continue
        actor = actor_of(sentence, verb, names)
        what = _what(sentence, deadline, verb, actor)
        if what:
            yield Proposal(what, deadline.words, sentence, who=actor.who, due=deadline.due)


def _is_over(due: date | None, said: date | None) -> bool:
    return due is not None and said is not None and due < said


def _what(sentence: str, deadline: DeadlinePhrase, verb: Verb, actor: Actor) -> str:
    """The clause without the time; and without the subject that `who` names, but for the passive voice."""
    further = _FURTHER.search(sentence, max(deadline.stop, verb.stop))
    end = further.start() if further else len(sentence)
    bare = actor.start >= 0 or (verb.asked is not None and actor.who is not None)
    passive = _BEING.match(sentence, verb.stop)
    if bare and not passive:
        start = verb.stop
    else:
        start = actor.start if actor.start >= 0 else _clause(sentence, verb.start, end)
    what = _plain(_without(sentence, start, end, deadline))
    return what if not _HANGING.search(what) else _plain(sentence[start:end])


def _clause(sentence: str, verb: int, end: int) -> int:
    """Where the clause of a verb begins; a long one is cut at a comma."""
    edges = [edge.end() for edge in _EDGE.finditer(sentence, 0, verb) if sentence[edge.end() : verb].strip()]
    start = edges[-1] if edges else 0
    for comma in _COMMA.finditer(sentence, start, verb):
        if end - start <= _LONGEST:
            break
        if len(sentence[comma.end() : verb].split()) > 1:
            start = comma.end()
    return start


def _without(sentence: str, start: int, end: int, deadline: DeadlinePhrase) -> str:
    if not start < deadline.stop <= end:
        return sentence[start:end]
    return f"{sentence[start : max(start, deadline.start)]} {sentence[deadline.stop : end]}"


def _plain(words: str) -> str:
    text = " ".join(words.split()).strip(" ,;:.–—-").removeprefix("to ")
    text = re.sub(r"\s+([,.;:)])", r"\1", text)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"
    return text[:1].upper() + text[1:]
