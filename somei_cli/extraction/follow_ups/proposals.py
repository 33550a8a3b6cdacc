"""Propose follow-ups: what the text under items promises, who is to do it, and by when.

A wrong day is worse than none, and an overlooked follow-up better than an invented one: only words that look ahead
count. A text is split into sentences; the line of a proposal is found again in the file that the text was read from.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from somei_cli.extraction.follow_ups.deadlines import DeadlinePhrase, find_deadlines
from somei_cli.extraction.follow_ups.time_expressions import TimeContext
from somei_cli.extraction.follow_ups.verbs_and_actors import (
    Actor,
    Lexicon,
    Verb,
    build_lexicon,
    find_actor,
    find_forward_verb,
)
from somei_cli.extraction.joined_lines import NumberedText, ends_a_sentence
from somei_cli.model.council_calendar import Presidencies
from somei_cli.model.followup.proposals import Proposal
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.vocabulary import Vocabulary


def add_lines(
    proposals: Iterable[Proposal], lines: Sequence[Line], starts: Mapping[str | None, int]
) -> tuple[Proposal, ...]:
    """Add to each proposal the number of the line on which its sentence begins.

    `starts` gives the line on which each item begins, by item number. The text of an item has no line breaks, so the
    sentence is searched word by word, and only within its item. If it is not found whole (a word was hyphenated, a
    quotation mark is written differently), the words for the time are searched, and else the line of the item is taken.
    """
    texts_by_item: dict[str | None, NumberedText] = {}
    offsets: dict[str | None, int] = {}
    placed = []
    for proposal in proposals:
        if proposal.item not in texts_by_item:
            texts_by_item[proposal.item] = NumberedText.of(_lines_of_item(proposal.item, lines, starts))
        item_text = texts_by_item[proposal.item]
        offset = _find_offset(proposal, item_text.text, offsets.get(proposal.item, 0))
        if offset is not None:
            offsets[proposal.item] = offset
        placed.append(
            proposal._replace(line=starts.get(proposal.item, 0) if offset is None else item_text.line_number(offset))
        )
    return tuple(placed)


def _lines_of_item(item: str | None, lines: Sequence[Line], starts: Mapping[str | None, int]) -> tuple[Line, ...]:
    first = starts.get(item, 0)
    end = min((start for start in starts.values() if start > first), default=None) if item in starts else None
    return tuple(line for line in lines if line.number >= first and (end is None or line.number < end))


def _find_offset(proposal: Proposal, text: str, earliest: int) -> int | None:
    """Return where the sentence begins, at or after `earliest`: proposals come in the order of the text."""
    # The sentence of a list point begins with the words that introduce the list, which may be far above.
    for words in (proposal.sentence, proposal.sentence.rpartition(": ")[2], proposal.due_as_said):
        match = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, earliest)
        if match:
            return match.start()
    return None


_LIST_POINT = re.compile(r"\s*(?:[-–—•·*▪]|[0-9a-z]{1,3}[.)])\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?][”’\"')\]]{0,2}\s+(?=[A-Z0-9“‘\"'(\[])")
_END_LENGTH = 24
_MAX_INTRODUCTION = 300


def split_sentences(text: str) -> Iterator[str]:
    r"""Yield every sentence, on one line; a point of a list is preceded by the words that introduce the list.

    >>> list(split_sentences("Europol agreed,\ne.g. in May. Delegations will:\n- send comments"))
    ['Europol agreed, e.g. in May.', 'Delegations will: send comments']
    """
    introduction = ""
    for paragraph, is_list_point in _paragraphs(text):
        if is_list_point:
            first, *remaining = _split_paragraph(paragraph)
            yield f"{introduction} {first}".strip()
            yield from remaining
            continue
        parts = list(_split_paragraph(paragraph))
        introduction = parts.pop() if parts[-1].endswith(":") and len(parts[-1]) <= _MAX_INTRODUCTION else ""
        yield from parts


def _paragraphs(text: str) -> Iterator[tuple[str, bool]]:
    """Yield paragraphs and list points, each on one line, and whether it is a list point."""
    lines: list[str] = []
    is_list_point = False
    for line in [*text.split("\n"), ""]:
        mark = _LIST_POINT.match(line)
        if lines and (mark or not line.strip()):
            yield " ".join(" ".join(lines).split()), is_list_point
            lines = []
        if line.strip():
            is_list_point = bool(mark) if not lines else is_list_point
            lines.append(line[mark.end() :] if mark else line)


def _split_paragraph(paragraph: str) -> Iterator[str]:
    start = 0
    for stop in _SENTENCE_END.finditer(paragraph):
        if ends_a_sentence(paragraph[max(start, stop.end() - _END_LENGTH) : stop.end()]):
            yield paragraph[start : stop.end()].strip()
            start = stop.end()
    yield paragraph[start:].strip()


_MAX_WORDS = 200
_MAX_SENTENCE = 2000
_CLAUSE_EDGE = re.compile(r"(?:;|:|\b(?:that|but|while|whereas))\s")
_COMMA = re.compile(r",\s")
_NEXT_CLAUSE = re.compile(r";|, (?:and|but|while|whereas|which|where)\b")
_DANGLING_VERB = re.compile(r"\b(?:be|is|are)$")
_PASSIVE_BE = re.compile(r"\s*(?:also )?be\b")


def propose_follow_ups(
    items: Iterable[Item], day: date | None, vocabulary: Vocabulary, presidencies: Presidencies
) -> tuple[Proposal, ...]:
    """Return the follow-ups that the text under items promises, without line numbers; times are reckoned from `day`."""
    context = TimeContext(day, presidencies)
    names = build_lexicon(vocabulary, presidencies)
    return tuple(
        proposal._replace(item=item.number) for item in items for proposal in _proposals_of_item(item, context, names)
    )


def _proposals_of_item(item: Item, context: TimeContext, names: Lexicon) -> Iterator[Proposal]:
    for part in item.walk():
        for text in filter(None, (part.summary, part.result)):
            for sentence in split_sentences(text):
                # Anything longer is a table or a whole page, not a sentence.
                if len(sentence) <= _MAX_SENTENCE:
                    yield from proposals_of_sentence(sentence, context, names)


def proposals_of_sentence(sentence: str, context: TimeContext, names: Lexicon) -> Iterator[Proposal]:
    """Yield the follow-ups that one sentence promises."""
    for deadline in find_deadlines(sentence, context, names):
        if _is_over(deadline.due, context.day):
            continue
        verb = find_forward_verb(sentence, deadline.start, deadline.stop, names)
        if verb is None:
            continue
        actor = find_actor(sentence, verb, names)
        task = _describe_task(sentence, deadline, verb, actor)
        if task:
            yield Proposal(task, deadline.words, sentence, who=actor.name, due=deadline.due)


def _is_over(due: date | None, day: date | None) -> bool:
    return due is not None and day is not None and due < day


def _describe_task(sentence: str, deadline: DeadlinePhrase, verb: Verb, actor: Actor) -> str:
    """Return the clause without the time; in the active voice also without the subject, which `who` names."""
    next_clause = _NEXT_CLAUSE.search(sentence, max(deadline.stop, verb.stop))
    end = next_clause.start() if next_clause else len(sentence)
    without_subject = actor.start >= 0 or (verb.addressee is not None and actor.name is not None)
    is_passive = _PASSIVE_BE.match(sentence, verb.stop)
    if without_subject and not is_passive:
        start = verb.stop
    else:
        start = actor.start if actor.start >= 0 else _start_of_clause(sentence, verb.start, end)
    task = _tidy(_without_deadline(sentence, start, end, deadline))
    return task if not _DANGLING_VERB.search(task) else _tidy(sentence[start:end])


def _start_of_clause(sentence: str, verb_start: int, end: int) -> int:
    """Return where the clause of a verb begins; a long one is cut at a comma."""
    clause_starts = [
        edge.end()
        for edge in _CLAUSE_EDGE.finditer(sentence, 0, verb_start)
        if sentence[edge.end() : verb_start].strip()
    ]
    start = clause_starts[-1] if clause_starts else 0
    for comma in _COMMA.finditer(sentence, start, verb_start):
        if end - start <= _MAX_WORDS:
            break
        if len(sentence[comma.end() : verb_start].split()) > 1:
            start = comma.end()
    return start


def _without_deadline(sentence: str, start: int, end: int, deadline: DeadlinePhrase) -> str:
    if not start < deadline.stop <= end:
        return sentence[start:end]
    return f"{sentence[start : max(start, deadline.start)]} {sentence[deadline.stop : end]}"


def _tidy(words: str) -> str:
    text = " ".join(words.split()).strip(" ,;:.–—-").removeprefix("to ")
    text = re.sub(r"\s+([,.;:)])", r"\1", text)
    if len(text) > _MAX_WORDS:
        text = text[: _MAX_WORDS - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"
    return text[:1].upper() + text[1:]
