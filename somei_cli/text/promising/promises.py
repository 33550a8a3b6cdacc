"""Proposing follow-ups: what the text under the items promises by a time, who promises it, and until when.

A wrong day is worse than none, and a promise overlooked better than one invented: only words that look ahead count.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from somei_cli.model.items import Item
from somei_cli.model.presidencies import Presidencies
from somei_cli.model.proposals import Proposal
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.text.promising.deadlines import DeadlinePhrase, find_deadlines
from somei_cli.text.promising.futures import Verb, looking_ahead
from somei_cli.text.promising.lexicon import Lexicon, lexicon
from somei_cli.text.promising.meanings import Said
from somei_cli.text.promising.sentences import sentences
from somei_cli.text.promising.subjects import Actor, actor_of

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
