"""What a field never holds stays out of it, with a doubt; what only looks cut stays in it, with a doubt."""

from collections.abc import Callable

import pytest

from somei_cli.errors import LevelNamed
from somei_cli.extraction.contributions import ADDRESSEE, ITEMS, ORIGINATOR, PLACE, SUBJECT, TYPE, EntryField
from somei_cli.extraction.suspicious_values import SIGNS
from somei_cli.extraction.value_guards import DocumentFacts, find_form
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.register.vocabulary import Vocabulary

Read = Callable[..., Reading]

HEAD = "Council of the European Union\nBrussels, 3 March 2020\n(OR. en)\n7001/20\n\nCOSI 5\nENFOPOL 7\n\nNOTE\n"
TABLE = {"From": "Presidency", "To": "Delegations", "Subject": "Lamps of the north"}
TEXT = "\n\nDelegations will find below a note on lamps.\n"


def note(**changed: str) -> str:
    return HEAD + "\n".join(f"{label}: {value}" for label, value in (TABLE | changed).items()) + TEXT


def facts(vocabulary: Vocabulary) -> DocumentFacts:
    return DocumentFacts(DocumentNumber.parse("7001/20"), vocabulary)


@pytest.mark.parametrize(
    ("field", "value", "form"),
    [
        (SUBJECT, "2", "only a letter"),
        (SUBJECT, "-", "only a letter"),
        (ORIGINATOR, "A", "only a letter"),
        (SUBJECT, "EN", "only a language"),
        (SUBJECT, "7001/1/20 REV 1", "a document number"),
        (SUBJECT, "6998/1/20 REV 1 COSI 3", "a document number"),
        (ADDRESSEE, "6998/20 COSI 3 JAI 4", "a document number"),
        (ADDRESSEE, "Delegations 6998/20", "a document number"),
        (ORIGINATOR, "Presidency COSI 3", "a subject code"),
        (SUBJECT, "COSI 3", "a run of subject codes"),
        (SUBJECT, "Lamps COSI 3 ENFOPOL 4", "subject codes"),
        (SUBJECT, "Lamps of the north: document 7001/20", "the document's own number"),
        (SUBJECT, "Lamps of the north 7001/20 1", "the document's own number"),
        (SUBJECT, "Lamps of the north 6998/20 AB/cd 3 JAI.1 EN", "the foot of a page"),
        (SUBJECT, "3 March 2020", "a date"),
        (PLACE, "Tuesday", "no place"),
        (PLACE, "European UnionBrussels", "no place"),
        (SUBJECT, "Lamps of the north LIMITE", "a marking"),
        (ADDRESSEE, "Delegations LIMITE", "a marking"),
        (ADDRESSEE, "Delegations PUBLIC", "a mark of the letterhead"),
        (ORIGINATOR, "Presidency COVER NOTE", "a type heading"),
        (SUBJECT, "Lamps, see http://lamps.example", "an address"),
        (ORIGINATOR, "lamps@example.eu", "an address"),
        (SUBJECT, "Lamps Rue de la Loi 175, B-1048 Bruxelles", "an address"),
        (SUBJECT, "Koko: px", "a web page"),
        (ADDRESSEE, "to Prev. doc.", "a label"),
        (ORIGINATOR, "General SecretariatTo: Delegations", "a label"),
        (SUBJECT, "Lamps of the north To: Delegations", "a label"),
        (SUBJECT, "Les lampes du nord aux: Délégations", "a label"),
        (ADDRESSEE, "Proposal for a Regulation on lamps", "no name but a title"),
        (ADDRESSEE, "Vorschlag für eine Verordnung", "no name but a title"),
        (ADDRESSEE, "of the Lamps", "the end of other words"),
        (SUBJECT, "and of the Council on lamps", "the end of other words"),
        (ADDRESSEE, "Delegations will find attached a note on lamps.", "running text"),
        (ADDRESSEE, "Délégations Les délégations trouveront ci-joint une note.", "running text"),
        (ADDRESSEE, "Council 1. On 2 May the Commission presented its report.", "running text"),
        (ADDRESSEE, "Lamps " * 60, "longer than a name"),
        (SUBJECT, "Lamps of the north I. INTRODUCTION", "running text"),
        (SUBJECT, "Lamps of the north 1. The keepers met in May", "running text"),
        (SUBJECT, "Lamps of the north Delegations will find attached a note", "running text"),
        (SUBJECT, "Lampen van het noorden De delegaties vinden hierbij een nota", "running text"),
        (SUBJECT, "Lamps of the north The report of the keepers is attached.", "running text"),
        (ITEMS, "7001/20", "a document number"),
        (ITEMS, "Lamps, www.lamps.example", "an address"),
        (ITEMS, "12 March 2020", "a date"),
        (TYPE, "NOTE 6998/20", "a document number"),
        (SUBJECT, "Council of the European Union", "the name of the Council alone"),
    ],
)
def test_what_a_field_never_holds(vocabulary: Vocabulary, field: EntryField[str], value: str, form: str) -> None:
    assert form in (find_form(field, value, facts(vocabulary)) or "")


SOUND_TITLES = (
    "Reply to the confirmatory application 17/c/02/10, pursuant to Regulation (EC) No 1049/2001, for document 6033/10",
    "COM(2012) 11 final: General rules on lamps",
    "1. Draft Council Decision on lamps 2. Draft Council Regulation on lanterns - Adoption",
    "Draft report on lamps (doc. 8533/01 ENFOPOL 55 + ADD 1)",
    "Comments of delegations on doc. 7253/98 ENFOPOL 62",
    "Letter from Mr Solberg, dated 3 May 2004. Reply",
    "Fisheries. Total allowable catches for 2003",
    "Common position adopted by the Council.",
    "2846th meeting of the COUNCIL OF THE EUROPEAN UNION (Justice and Home Affairs), Brussels, 27 and 28 November 2007",
    "Report on Malta: “The practical implementation of the lamps”",
    "Entwurf von Schlussfolgerungen des Rates „Lampen des Nordens“",
    "posiedzenie Rady Unii Europejskiej (ROLNICTWO)",
    "FIXATION D'UNE LIMITE MAXIMALE DE RÉSIDUS",
    "a) Lamps b) Lanterns",
    "Where do we stand? - State of play",
    "The Commission has presented a proposal - Policy debate",
    "How to make the lamps last",
    "In-depth discussion on lamps",
    "Corrigendum to document 7001/20 REV 1",
    "Adoption of the Council's position and of the statement of the Council's reasons",
    "PERMANENT REPRESENTATIVES COMMITTEE (Part 2)",
    "Relations with Norway - Protocol No. 2",
)
SOUND_NAMES = (
    "SG",
    "DG H",
    "K.4 Committee",
    "Council Legal Service",
    "Mr. Solberg, Secretary-General/High Representative",
    "Secretary-General of the European Commission, signed by Ms Ada BERG HOLM, Director",
    "Council/Mixed Committee (EU-Iceland, Liechtenstein, Norway and Switzerland)",
    "Working Party 'Schengen Matters (Schengen Evaluation)'",
    "Committee set up under Article 6 of Regulation 1683/95",
    "Monsieur le Président du Conseil de l'Union européenne",
    "het secretariaat-generaal van de Raad",
    "das Generalsekretariat des Rates",
    "la délégation française",
    "Projektgruppe Migration",
    "Valtuuskunnat",
    "Delegationen",
    "Γενική Γραμματεία του Συμβουλίου",
    ", ".join(["Austrian, Belgian, Bulgarian, Croatian, Cypriot, Czech, Danish, Dutch, Estonian, Finnish"] * 4)
    + " and United Kingdom delegations",
)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *((field, title) for title in SOUND_TITLES for field in (SUBJECT, ITEMS)),
        *((field, name) for name in SOUND_NAMES for field in (ORIGINATOR, ADDRESSEE)),
    ],
)
def test_sound_values_are_neither_refused_nor_doubted(
    vocabulary: Vocabulary, field: EntryField[str], value: str
) -> None:
    assert find_form(field, value, facts(vocabulary)) is None
    assert [sign.message for sign in SIGNS if field.key in sign.fields and sign.is_on(value)] == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (SUBJECT, "Lamps of the", "ends with a small word"),
        (SUBJECT, "Draft conclusions on lamps and", "ends with a small word"),
        (SUBJECT, "Entwurf einer Verordnung zur", "ends with a small word"),
        (SUBJECT, "Delegations will find below a note", "as a main text does"),
        (SUBJECT, "Lamps,", "after which more must come"),
        (ADDRESSEE, "Working Party on Lamps (COTRA", "not closed"),
        (SUBJECT, "Draft conclusions “Lamps of the north", "not closed"),
        (SUBJECT, "Proposal for a REGULATION OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL", "name of the act"),
        (SUBJECT, "Lamps of the north1.", "glued"),
        (ORIGINATOR, "Legal Service COREPER", "two names"),
        (ORIGINATOR, "la Presidencia el Comité de las Lámparas", "two names"),
        (ORIGINATOR, "Ms Brenner, Director date of receipt 2 March 2020", "a date"),
        (ADDRESSEE, "Sender : Delegations", "a colon"),
        (SUBJECT, "Council 9615/2/03 REV 2 COSI 43 Lamps of the north", "a document of another field"),
        (SUBJECT, "Lamps of the no- rth", "torn apart"),
        (SUBJECT, "Lamps of the r~)north", "misread"),
        (SUBJECT, "Lamps of the north 1.", "number of a section"),
        (SUBJECT, "Lamps of the north - a)", "number of a section"),
        (SUBJECT, "Report on the implementation of Regulation", "has no number"),
        (SUBJECT, "Raad van de Europese Unie (Raad), Europese Raad, Raad Lampen", "institutions"),
    ],
)
def test_signs_of_a_value_that_is_cut_or_glued(field: EntryField[str], value: str, words: str) -> None:
    assert [sign for sign in SIGNS if field.key in sign.fields and sign.is_on(value) and words in sign.message]


@pytest.mark.parametrize(
    ("label", "value", "attribute", "field"),
    [
        ("From", "6998/1/20 REV 1", "originator", "from"),
        ("To", "6998/1/20 REV 1 COSI 3", "addressee", "to"),
        ("Subject", "Lamps 7001/20 at sea", "subject", "subject"),
    ],
)
def test_what_is_refused_is_empty_with_a_doubt_of_its_field_that_shows_words_and_line(
    read: Read, label: str, value: str, attribute: str, field: str
) -> None:
    text = note(**{label: value})
    reading = read(text)
    doubts = [doubt for doubt in reading.doubts if doubt.field == field and "was not taken" in doubt.message]

    assert attribute not in reading.fields
    assert [(doubt.words, doubt.line) for doubt in doubts] == [(value, text[: text.index(value)].count("\n") + 1)]
    assert not [evidence for evidence in reading.evidence if evidence.field == field]


def test_the_sound_note_is_not_doubted(read: Read) -> None:
    assert read(note()).doubts == ()


def test_items_with_an_impossible_title_are_not_taken(read: Read) -> None:
    agenda = HEAD.replace("NOTE", "PROVISIONAL AGENDA") + (
        "Subject: Working Party on Lamps\nDate: 12 March 2020\n\n"
        "1. Adoption of the agenda\n2. 11 March 2020\n3. Lanterns\n"
    )
    reading = read(agenda)
    (doubt,) = (doubt for doubt in reading.doubts if doubt.field == "items")

    assert "items" not in reading.fields
    assert (doubt.words, doubt.line) == ("11 March 2020", agenda.split("\n").index("2. 11 March 2020") + 1)
    assert not [evidence for evidence in reading.evidence if evidence.field.startswith("items")]


def test_a_refused_field_makes_the_others_of_its_table_doubtful(read: Read) -> None:
    table = "From:\nTo:\nNo. prev. doc.:\nSubject:\n\nPresidency\n6998/20 COSI 3\nLamps at sea"
    reading = read(HEAD + table + TEXT)

    assert not {"originator", "addressee", "subject"} & reading.fields.keys()
    assert {doubt.field for doubt in reading.doubts} == {"from", "to", "subject", "references"}


def test_columns_torn_apart_are_doubted_with_their_words(read: Read) -> None:
    reading = read(HEAD.replace("\n", " ") + "From: To: Subject: Keeper of Lamps in agreement with all Lanterns" + TEXT)

    torn = [doubt for doubt in reading.doubts if "could not be told apart" in doubt.message]
    assert torn
    assert all(doubt.words.startswith("Keeper of Lamps") for doubt in torn)


def test_a_number_behind_a_name_is_doubted(read: Read) -> None:
    reading = read(note(From="Delegations 6998/20"))

    assert [(doubt.field, doubt.words) for doubt in reading.doubts] == [("from", "Delegations")]
    assert reading.fields["originator"] == "Delegations"


def test_a_number_in_the_place_of_the_subject_is_doubted(read: Read) -> None:
    reading = read(note(Subject="6998/1/20 REV 1"))

    assert "subject" not in reading.fields
    (doubt,) = reading.doubts
    assert (doubt.field, doubt.words[:15]) == ("subject", "6998/1/20 REV 1")


def test_a_name_goes_on_in_small_letters(read: Read) -> None:
    one_line = HEAD.replace("\n", " ") + "From: To: Subject: Presidency in agreement with the keepers Delegations Lamps"
    reading = read(one_line + TEXT)

    assert reading.fields["originator"] == "Presidency in agreement with the keepers"
    assert (reading.fields["addressee"], reading.fields["subject"]) == ("Delegations", "Lamps")


def test_a_title_below_the_subject_is_doubted(read: Read) -> None:
    reading = read(note(Subject="Lamps IV\n\nProposal for a Regulation amending the rules on lamps"))

    if reading.fields["subject"] == "Lamps IV":
        assert [doubt for doubt in reading.doubts if doubt.field == "subject"]


def test_a_missing_subject_is_doubted_with_what_stands_in_its_place(read: Read) -> None:
    reading = read(HEAD.replace("NOTE", "PRESS RELEASE") + "\nThe keepers of the lamps met.\n")

    (doubt,) = (doubt for doubt in reading.doubts if doubt.field == "subject")
    assert doubt.words.startswith("The keepers of the lamps met.")


def test_every_doubt_names_a_field_and_its_words(read: Read) -> None:
    damaged = note(From="Presidency LIMITE", Subject="Lamps (of the").replace("3 March", "31 February")

    for doubt in read(damaged).doubts:
        assert doubt.field
        assert doubt.words


def test_a_level_in_a_refused_value_is_still_refused(read: Read) -> None:
    with pytest.raises(LevelNamed):
        read(note(Subject="6998/20 COSI 3 on the handling of documents that are SECRET UE"))


def test_the_own_number_behind_a_subject_is_left_out(read: Read) -> None:
    reading = read(
        "Council of the European Union\nBrussels, 3 March 2020\nWK 7001/2020 INIT\n\nNOTE\nFrom: Presidency\n"
        "To: Delegations\nSubject: Lamps of the north WK 7001/2020 INIT\n\nDelegations will find a note attached.\n"
    )

    assert reading.fields["subject"] == "Lamps of the north"
    assert [doubt.field for doubt in reading.doubts] == ["subject"]
