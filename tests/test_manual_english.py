"""The pages of the manual are plain: short sentences, and few words on a page."""

import re

import pytest

from somei_cli.store.disk.packaged_data import list_help_topics, read_help_page

LONGEST_SENTENCE = 26
MOST_WORDS = 950
LONG_PAGES = {"engineers": 1700}
"""A page that nobody reads at once."""

_BLOCK = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`[^`]+`")
_END = re.compile(r"(?<=[.?!:])(?=[\s”)])|\n\n|\n(?=[-|])")


def _sentences(topic: str) -> list[list[str]]:
    """The sentences outside of code blocks, in words; a command or a cell of a table counts as one."""
    text = _CODE.sub("CODE", _BLOCK.sub("\n\n", read_help_page(topic)))
    return [words for sentence in _END.split(text.replace(" | ", "\n\n")) if (words := sentence.split())]


@pytest.mark.parametrize("topic", list_help_topics())
def test_sentences_are_short(topic: str) -> None:
    assert [" ".join(words) for words in _sentences(topic) if len(words) > LONGEST_SENTENCE] == []
    assert [" ".join(words) for words in _sentences(topic) if " ".join(words).count(";") > 1] == []


@pytest.mark.parametrize("topic", list_help_topics())
def test_a_page_is_read_in_a_few_minutes(topic: str) -> None:
    assert sum(map(len, _sentences(topic))) <= LONG_PAGES.get(topic, MOST_WORDS)


def test_no_page_repeats_a_sentence_of_another() -> None:
    pages: dict[str, set[str]] = {}
    for topic in list_help_topics():
        for words in _sentences(topic):
            if len(words) > 6:
                pages.setdefault(" ".join(words), set()).add(topic)

    assert {sentence: topics for sentence, topics in pages.items() if len(topics) > 1} == {}
