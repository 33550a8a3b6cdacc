"""The search of a site: its files stay small, and the script in the browser cuts words as the index does."""

import json
import random
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from needs import find, lacking

from somei_cli.formats.export.search_folding import fold_words
from somei_cli.render.site.search_index import pack_places, shard_name, split_by_prefix
from somei_cli.store.disk.packaged_data import read_data_text

TEXTS = [
    "Côte d'Ivoire - “once only”: 2018/0330(COD)",
    "Ελληνική αντιπροσωπεία ΟΔΟΣ Σίσυφος",
    "Straße İstanbul ŁÓDŹ naïve ﬁsh ½ Ⅻ",
    "Българска делегация, Ireland's 'I/A' item_note",
    "x" * 50 + " 𝔘nion 10-11\u00a0June",
]


@pytest.mark.skipif(not find("node"), reason=lacking("node"))
def test_the_browser_cuts_words_alike() -> None:
    script = f"{read_data_text('site/search.js')}\nconsole.log(JSON.stringify({json.dumps(TEXTS)}.map(somei.words)));"

    done = subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True, encoding="utf-8")

    assert json.loads(done.stdout) == [list(fold_words(text)) for text in TEXTS]


@pytest.mark.skipif(not find("node"), reason=lacking("node"))
def test_numbers_and_codes_are_understood() -> None:
    asked = {
        "15070/19": (2019, 15070, [[["15070", True]]]),
        "ST 14860/1/18 REV 1": (2018, 14860, [[["14860", True]], [["rev1", True]], [["rev1", True]]]),
        "CM 5125/2019": (2019, 5125, [[["5125", True]], [["cm", True]]]),
        "ENFOPOL 532 eu fish": (None, None, [[["enfopol532", True]], [["eu", True]], [["fish", False]]]),
        "1/52": (1952, 1, [[["1", True]]]),
        "2025/0360": (None, None, [[["2025", True]], [["0360", True]]]),
        "ST-15070-2019-INIT": (2019, 15070, [[["15070", True]]]),
        "st-15070-2019-rev-1-add-2.html fish": (
            2019,
            15070,
            [[["15070", True]], [["rev1", True]], [["add2", True]], [["fish", False]]],
        ),
        "PE-CONS-12-2020-INIT": (2020, 12, [[["12", True]], [["pe", True]], [["cons", True]]]),
    }
    script = (
        f"{read_data_text('site/search.js')}\nconsole.log(JSON.stringify({json.dumps(list(asked))}.map(somei.asked)));"
    )

    done = subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True)

    assert [(one["year"], one["number"], one["terms"]) for one in json.loads(done.stdout)] == list(asked.values())


@pytest.mark.skipif(not find("node"), reason=lacking("node"))
def test_a_word_before_a_number_need_not_be_a_code() -> None:
    asked = ["alert(1)", "ENFOPOL 532 fish", "15070/19", "fish"]
    script = f"{read_data_text('site/search.js')}\nconsole.log(JSON.stringify({json.dumps(asked)}.map(somei.asked)));"

    done = subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True)

    assert [(one.get("withheld"), one.get("apart")) for one in json.loads(done.stdout)] == [
        ([[["alert#", True]]], [[["alert", False]], [["1", True]]]),
        ([[["enfopol#", True]], [["fish", False]]], [[["enfopol", False]], [["532", True]], [["fish", False]]]),
        (None, None),
        (None, None),
    ]


@pytest.mark.skipif(not find("node"), reason=lacking("node"))
def test_places_are_read_as_they_are_written() -> None:
    draw = random.Random(1)
    held = [
        sorted({(draw.randrange(1, 100_000), draw.choice((0, 0, 1, 40, 3_000))) for _ in range(most)})
        for most in (0, 1, 2, 60, 2_000)
    ]
    held.append([(1, 0), (1, 1), (1, 31), (2, 0), (99_999, 32)])
    script = (
        f"{read_data_text('site/search.js')}\nconsole.log(JSON.stringify({json.dumps(list(map(pack_places, held)))}"
    )
    script += ".map((one) => somei.places(one).map((place) => [Math.floor(place / 2 ** 20), place % 2 ** 20]))));"

    done = subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == [[list(place) for place in places] for places in held]


@given(st.dictionaries(st.text("abcé1", min_size=1, max_size=8), st.text("ABC", max_size=3_000), max_size=200))
def test_every_word_is_in_one_file_that_is_not_too_large(held: dict[str, str]) -> None:
    made = list(split_by_prefix(dict(sorted(held.items()))))

    assert {word: told for _, words in made for word, told in words.items()} == held
    assert sum(len(words) for _, words in made) == len(held)
    names = [shard_name(key).casefold() for key, _ in made]
    assert len(set(names)) == len(names)
    for key, words in made:
        assert len(words) <= 1 or sum(map(len, words.values())) <= 24 * 1024
        assert all(word.startswith(key.removesuffix(".")) for word in words)
