"""Documents as they come: the content tells the format, whatever a file is called, and what was misread is told."""

import json
from pathlib import Path
from typing import Any

import papers_docx
import papers_html
import papers_pdf
from conftest import SAMPLE, Clerk

DOCUMENTS = Path(__file__).parents[1] / "documents"
AS_MARKDOWN = (DOCUMENTS / "lamps.md").read_bytes()
AS_TEXT = (DOCUMENTS / "lamps_lines.txt").read_bytes()
AS_PAGE = papers_html.clean().encode()
NOTE = """Council of the European Union
Brussels, 13 February 2020
(OR. en)

5101/20

COSI 1

OUTCOME OF PROCEEDINGS

From: Presidency
To: Delegations
Subject: Lamps

1. Adoption of the agenda

The agenda was adopted.

2. Oil

{text}

3. Any other business
"""


def read(clerk: Clerk, **files: bytes) -> list[dict[str, Any]]:
    """What the import of files would read; each lies in a folder of its own, so that any name can come again."""
    names = []
    for place, content in files.items():
        folder, name = place.split("/")
        (clerk.folder / folder).mkdir()
        (clerk.folder / folder / name).write_bytes(content)
        names.append(place)
    records: list[dict[str, Any]] = json.loads(clerk.run("import", *names, "--dry-run", "--json").out)["records"]
    for record in records:
        record["document"].pop("source")
    return records


def test_the_sample_is_the_same_document_under_any_ending(clerk: Clerk) -> None:
    names = ("a.md", "a.txt", "A.TXT", "a.text", "a", "a.doc", "a.html")
    content = SAMPLE.read_bytes()

    first, *others = read(clerk, **{f"{at}/{name}": content for at, name in enumerate(names)})

    assert [item["number"] for item in first["document"]["items"]] == [str(number) for number in range(1, 11)]
    assert first["document"]["items"][5]["title"] == "EU-INTERPOL Cooperation Agreement"
    for record in others:
        assert (record["document"], record["doubts"]) == (first["document"], []), record["file"]


def test_the_content_tells_the_format_and_not_the_ending(clerk: Clerk) -> None:
    first, *others = read(
        clerk,
        **{
            "0/a.txt": AS_TEXT,
            "1/a.txt": AS_MARKDOWN,
            "2/a.html": AS_MARKDOWN,
            "3/a": AS_MARKDOWN,
            "4/a.md": AS_TEXT,
            "5/a.html": AS_TEXT,
            "6/a.docx.txt": AS_TEXT,
            "7/a.txt": AS_PAGE,
            "8/a.md": AS_PAGE,
            "9/a": AS_PAGE,
            "10/a.txt": b"\xef\xbb\xbf\n<!-- saved -->\n" + AS_PAGE,
            "11/a.txt": ("\ufeff" + papers_html.clean()).encode("utf-16-le"),
            "12/a": papers_pdf.lamps(DOCUMENTS),
            "13/a.txt": papers_pdf.lamps(DOCUMENTS),
            "14/a.doc": papers_docx.lamps(),
            "15/a.html": papers_docx.lamps(),
        },
    )

    assert (first["document"]["number"], len(first["document"]["items"])) == ("7345/1/18 REV 1", 4)
    for record in others:
        assert (record["document"], record["doubts"]) == (first["document"], []), record["file"]


PLAIN = (
    "* Lamps.\n* Fog.\n\n-----------\n\n** Item on which a vote is taken.",
    "Lamps*  \nand fog.  \n\n---\n\n* Not for all.",
    "Oil | Gas\n----+----\n1   | 2.",
    "=====\nLamps\n=====\n\n#5 of the list.",
    "A **bold** word was heard.",
)


def test_a_few_signs_do_not_make_a_plain_text_markdown(clerk: Clerk) -> None:
    column = "    Lamps of the north    15184/22\n"
    files = {f"{at}/a.txt": NOTE.format(text=f"{column}\n{text}\n").encode() for at, text in enumerate(PLAIN)}

    for record, text in zip(read(clerk, **files), PLAIN, strict=True):
        items = record["document"]["items"]
        assert [item["number"] for item in items] == ["1", "2", "3"]
        assert text.split()[-2] in json.dumps(items[1]), text


WORDS = (
    "### 3. Gas",
    "The **great** lamp.",
    "See note<sup>1</sup>.",
    "It is [here](https://a.example/b).",
    "The ~~small~~ lamp.",
)


def test_mark_up_that_is_left_in_an_item_is_a_doubt_that_names_it(clerk: Clerk) -> None:
    texts = [NOTE.format(text=f"Delegations discussed it.\n\n{words}\n\nIt was agreed.") for words in WORDS]

    for record, text, words in zip(
        read(clerk, **{f"{at}/a.txt": text.encode() for at, text in enumerate(texts)}), texts, WORDS, strict=True
    ):
        (doubt,) = record["doubts"]
        assert (doubt["field"], doubt["message"]) == ("items", "mark-up is left in the text of item 2")
        assert doubt["line"] == text.split("\n").index("2. Oil") + 1
        assert doubt["words"].strip("…") in words
    clerk.write("a.txt", texts[0])
    answer = clerk.run("import", "a.txt")
    assert answer.status == 5
    assert "items: mark-up is left in the text of item 2: “### 3. Gas”" in answer.err


def test_the_words_of_a_restricted_document_stay_out_of_messages(clerk: Clerk) -> None:
    text = NOTE.format(text="Delegations discussed the **hidden** lamp.").replace("COSI 1", "LIMITE\n\nCOSI 1")
    clerk.write("a.txt", text)

    answer = clerk.run("import", "a.txt")

    assert "mark-up is left in the text of item 2\n" in answer.err
    assert "hidden" not in answer.err
    assert "doubt: items\t**hidden** lamp." in answer.out


def test_mark_up_in_the_register_is_found_by_the_check(clerk: Clerk) -> None:
    clerk.write("a.txt", NOTE.format(text="It was agreed.\n\n### 3. Gas\n\nText."))
    clerk.ok("import", "a.txt", "--accept-doubts")

    found = json.loads(clerk.run("check", "--select", "TEXT", "--json").out)["records"]

    assert [(one["code"], one["severity"]) for one in found] == [("TEXT010", "warning")]


def test_a_file_that_reads_differently_now_is_told_and_taken_when_asked(clerk: Clerk) -> None:
    sample = (clerk.folder / "a.txt", SAMPLE.read_bytes())
    sample[0].write_bytes(sample[1])
    clerk.ok("import", "a.txt")
    path = clerk.folder / "documents/2019/150/ST-15070-2019-INIT.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index('[[items]]\nnumber = "3"')
    path.write_text(text[:start].rstrip().replace('place = "Brussels"\n', "") + "\n", encoding="utf-8")
    clerk.git("commit", "-qam", "As an earlier version read it")

    answer = clerk.run("import", "a.txt")

    assert answer.status == 0
    assert "15070/19 is in the register already; the same file now gives more: place, items 3 to 10" in answer.err
    assert "somei import 'a.txt' --replace" in answer.err
    many = json.loads(clerk.ok("import", "a.txt", "a.txt", "--json"))["records"][0]
    assert many["files"][0]["outcome"] == "already there"
    assert many["files"][0]["reason"] == "the same file now gives more: place, items 3 to 10"
    assert many["summary"] == "Import nothing"
    assert clerk.ok("import", "a.txt", "--replace")
    assert clerk.run("import", "a.txt").err == "Nothing to change.\n"
    assert path.read_text(encoding="utf-8") == text
