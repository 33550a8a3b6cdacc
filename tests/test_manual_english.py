"""The pages that clerks read are plain: short sentences, and no page that takes a quarter of an hour."""

import re

import pytest

from somei_cli.store.disk.packaged_data import read_help_page

TASKS = ("first-day", "register", "correct", "agendas", "find", "colleagues")
OTHERS = ("day", "tour", "vocabulary", "markings", "classified", "meetings", "followups", "numbers")
LONGEST_SENTENCE = 26
MOST_WORDS = 950

_BLOCK = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`[^`]+`")
_END = re.compile(r"(?<=[.?!:])(?=[\s”)])|\n\n|\n(?=[-|])")


def _sentences(topic: str) -> list[list[str]]:
    """The sentences outside of code blocks, in words; a command or a cell of a table counts as one."""
    text = _CODE.sub("CODE", _BLOCK.sub("\n\n", read_help_page(topic)))
    return [words for sentence in _END.split(text.replace(" | ", "\n\n")) if (words := sentence.split())]


@pytest.mark.parametrize("topic", [*TASKS, *OTHERS])
def test_sentences_are_short(topic: str) -> None:
    assert [" ".join(words) for words in _sentences(topic) if len(words) > LONGEST_SENTENCE] == []
    assert [" ".join(words) for words in _sentences(topic) if " ".join(words).count(";") > 1] == []


@pytest.mark.parametrize("topic", TASKS)
def test_a_page_of_a_task_is_read_in_a_few_minutes(topic: str) -> None:
    assert sum(map(len, _sentences(topic))) <= MOST_WORDS
