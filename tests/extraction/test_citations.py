"""What a main text cites: Council documents with the languages of a corrigendum, and where links lead."""

from collections.abc import Callable

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

HEAD = """COUNCIL OF THE EUROPEAN UNION

Brussels, 3 May 2018

8411/18
JAI 400

NOTE
From: Presidency
To: Delegations
Subject: Lamps of the coast

"""


def cited(reading: Reading) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(one.to), one.languages) for one in reading.fields.get("references", ())]  # type: ignore[attr-defined]


def test_the_language_of_a_corrigendum_is_kept(read: Read) -> None:
    reading = read(HEAD + "Delegations will find the lamps in 8001/18 COR 1 (mt) and in 8002/18.\n")

    assert cited(reading) == [("8001/18 COR 1", ("mt",)), ("8002/18", ())]
    assert [one.field for one in reading.doubts] == []


def test_a_corrigendum_cited_twice_has_both_languages(read: Read) -> None:
    reading = read(HEAD + "See 8001/18 COR 1 (mt).\n\nSee also 8001/18 COR 1 (sl) and, for both, 8001/18 COR 1.\n")

    assert cited(reading) == [("8001/18 COR 1", ("mt", "sl"))]
