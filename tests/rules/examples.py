"""One faulty and one sound example of every rule: (faulty, sound) by code."""

from dataclasses import replace
from datetime import date
from typing import Any

from rules.builders import (
    ITEMS,
    MEETING_DAY,
    OUTCOME_ITEMS,
    PLAIN,
    Case,
    agenda,
    beside_list,
    case,
    cites,
    codes,
    entry_at,
    entry_of,
    in_clone,
    listed,
    note,
    num,
    outcome,
)
from rules.history_examples import HISTORY_EXAMPLES

from somei_cli.formats.toml.document import dump
from somei_cli.model.document import (
    AccessEvent,
    AccessKind,
    Agenda,
    AgendaState,
    Document,
    KeptDoubt,
    Meeting,
    SourceFile,
)
from somei_cli.model.document_number import Status
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item, ItemKind, Move
from somei_cli.model.markings import LIMITE, Marking
from somei_cli.model.references import ExternalReference, OutsideKind, OutsideReference, ReferenceKind
from somei_cli.model.register.settings import Settings, Waiver

ADOPTION, TERRORISM, OTHER = ITEMS
ADOPTED, DISCUSSED, CLOSED = OUTCOME_ITEMS
PATH = "documents/2019/150/ST-15070-2019-INIT.toml"
NAMED = "* -text\ndocuments/**/*.toml diff=somei merge=somei\n"
COMPLETE = Settings(complete=True, own_series=("ST",))
CASE_LAW = ExternalReference(OutsideKind.CASE, "C-505/19")
RESTRICTED, SECRET = Marking.parse("RESTREINT UE/EU RESTRICTED"), Marking.parse("SECRET UE/EU SECRET")
PREVIOUS = ReferenceKind.PREVIOUS


def promised(**promise: object) -> Document:
    """An outcome with one promise, made on 4 December 2019."""
    held: dict[str, object] = {"what": "Second questionnaire", "who": "Eurojust", "due": date(2020, 9, 30), **promise}
    item = DISCUSSED._replace(follow_ups=(FollowUp(**held),))  # type: ignore[arg-type]
    return outcome(items=(ADOPTED, item, CLOSED))


def adopting(number: str) -> Item:
    """The first item of an outcome, with the sentence that adopts an agenda."""
    return ADOPTED._replace(summary=f"The agenda as set out in {number} was adopted.")


def revised(*items: Item) -> Document:
    """The first revision of the agenda, with all its items or with these."""
    held = Agenda(AgendaState.ADOPTED, date(2019, 11, 27), MEETING_DAY, num("13735/19"))
    return agenda("13735/1/19 REV 1", date=date(2019, 11, 27), agenda=held, items=items or ITEMS)


def reached(**event: object) -> Document:
    held: dict[str, object] = {"kind": AccessKind.RELEASED, "on": date(2020, 3, 1), **event}
    return note(access=(AccessEvent(**held),))  # type: ignore[arg-type]


PREPARATION = note(date=date(2019, 10, 1))


def act(**changes: Any) -> Document:
    """A legislative act that follows its preparation."""
    held = {"date": date(2019, 11, 29), "previous_documents": (PREPARATION.number,), "marking": LIMITE}
    return note("PE-CONS 33/19", **{**held, **changes})


def waiving(**waiver: object) -> Settings:
    return Settings(waivers=(Waiver(**{"code": "CODE004", "reason": "not known", **waiver}),))  # type: ignore[arg-type]


FILE, OTHER_FILE = (ExternalReference(OutsideKind.FILE, f"2018/{n}(COD)") for n in ("0328", "0330"))
SCAN = SourceFile("scan.pdf", "a" * 64)
LONG_AGO = date(2019, 5, 8)
REPLACES = ReferenceKind.REPLACES
TWO_CODES = codes("COSI 254", "JAI 1319")
RELEASE = AccessEvent(AccessKind.RELEASED, date(2020, 3, 2))
REFUSAL = AccessEvent(AccessKind.REFUSED, date(2020, 3, 2), "4.1a.1")
DECLASSIFIED = AccessEvent(AccessKind.DECLASSIFIED, date(2020, 3, 2))
PROMISE = FollowUp("Second questionnaire", "Eurojust", date(2020, 9, 30))
GONE = TERRORISM._replace(withdrawn=True, reason="no time")
REVISED_AGAIN = agenda(
    "13735/2/19 REV 2",
    date=date(2019, 11, 29),
    agenda=Agenda(AgendaState.ADOPTED, date(2019, 11, 29), MEETING_DAY, num("13735/1/19 REV 1")),
)


def paper(printed: str) -> Item:
    """The second item, with a document."""
    return TERRORISM._replace(documents=(num(printed),))


def to_come(item: Item = TERRORISM, **changes: object) -> Document:
    """The agenda of a meeting that has not been held."""
    held: dict[str, object] = {
        "date": date(2020, 4, 20),
        "meeting": Meeting("SOMEI", date(2020, 6, 10)),
        "agenda": Agenda(AgendaState.PROVISIONAL, date(2020, 4, 20)),
        "items": (ADOPTION, item, OTHER),
        **changes,
    }
    return agenda("5455/20", **held)


def council(body: str, issued: date, item: Item = TERRORISM) -> Document:
    """The agenda of a meeting of the Council on 4 December 2019."""
    held = Agenda(AgendaState.ADOPTED, issued, MEETING_DAY)
    return agenda(date=issued, meeting=Meeting(body, MEETING_DAY), agenda=held, items=(ADOPTION, item, OTHER))


EXAMPLES: dict[str, tuple[Case, Case]] = {
    "FILE001": (case(entry_at(PATH, 'number = "15070/19\n')), case(note())),
    "FILE002": (case(entry_of(note())._replace(text="# a comment\n" + dump(note()))), case(note())),
    "FILE003": (
        case(note(extra=(("subjekt", "Summary"),))),
        case(note(waive=(("CODE004", "no codes on the page"),), subject_codes=())),
    ),
    "FILE004": (case(entry_of(note())._replace(path=entry_of(note("15071/19")).path)), case(note())),
    "FILE005": (
        case(note(waive=(("DATE001", "not known"),))),
        case(note(date=None, waive=(("DATE001", "not known"),))),
    ),
    "FILE006": (
        case(note(), settings=waiving(until=date(2020, 5, 31))),
        case(note(subject_codes=()), settings=waiving(until=date(2020, 6, 1))),
    ),
    "FILE007": (
        case(note(waive=(("DATE1", "not known"),))),
        case(note(date=None, waive=(("DATE001", "not known"),))),
    ),
    "FILE008": (case(note(subject=None)), case(note(subject=None, marking=SECRET))),
    "FILE009": (case(note(type="NOET")), case(note(type="note"))),
    "FILE010": (case(note(languages=("en", "gr"))), case(note(languages=("en", "el")))),
    "FILE011": (
        case(note(source=SCAN), note("15071/19", source=SCAN)),
        case(note(source=SCAN), note("15071/19", source=SCAN._replace(sha256="b" * 64))),
    ),
    "FILE012": (
        case(note(date=None, waive=(("DATE001", "-"),))),
        case(note(date=None, waive=(("DATE001", "not printed"),))),
    ),
    "FILE013": (
        case(note(), settings=PLAIN._replace(strange=(("complet", 1),))),
        case(note(), settings=PLAIN._replace(complete=False)),
    ),
    "FILE014": (case(note(doubts=(KeptDoubt("date", "3I March", 2),))), case(note())),
    # ---- numbers
    "NUM001": (case(note("JAI 1319/19")), case(note("CM 1319/19"))),
    "NUM002": (case(note(), note("15070/19 COR 0")), case(note(), note("15070/19 COR 1"))),
    "NUM003": (case(note(), note("15070/2/19 REV 2")), case(note(), note("15070/1/19 REV 1"))),
    "NUM004": (case(note(status=Status.VOID)), case(note(status=Status.VOID, reason="meeting called off"))),
    "NUM005": (case(note(status=Status.RESERVED)), case(note(status=Status.RESERVED, date=None))),
    "NUM006": (case(note(), note("15070/19 AMD 1")), case(note(), note("15070/19 ADD 1"))),
    "NUM007": (
        case(note(), note("15070/1/19 REV 1"), note("15070/1/19 REV 1 REV 1")),
        case(note(), note("15070/1/19 REV 1"), note("15070/1/19 REV 1 ADD 1")),
    ),
    "NUM008": (
        case(note("15070/19"), note("15073/19", subject_codes=codes("COSI 15071")), settings=COMPLETE),
        case(note("15070/19"), note("15071/19"), note("15074/20"), settings=COMPLETE),
    ),
    "NUM009": (
        case(note(status=Status.VOID, reason="taken twice"), note("15070/1/19 REV 1")),
        case(note(status=Status.WITHDRAWN, reason="replaced"), note("15070/1/19 REV 1")),
    ),
    "NUM010": (
        case(note(status=Status.WITHDRAWN, reason="replaced"), note("15070/19 ADD 1")),
        case(note(status=Status.WITHDRAWN, reason="replaced"), note("15070/1/19 REV 1"), note("15070/19 EXT 1")),
    ),
    "NUM011": (
        case(note(), note("15070/1/19 REV 1", status=Status.WITHDRAWN, reason="sent out by mistake")),
        case(note(status=Status.WITHDRAWN, reason="replaced"), note("15070/1/19 REV 1")),
    ),
    "NUM012": (
        case(note(), note("15070/1/19 REV 1", status=Status.DRAFT), note("15070/2/19 REV 2")),
        case(note(), note("15070/1/19 REV 1"), note("15070/2/19 REV 2", status=Status.DRAFT)),
    ),
    "NUM013": (
        case(note(interinstitutional_files=(FILE,)), note("15070/19 ADD 1", interinstitutional_files=(OTHER_FILE,))),
        case(
            note(interinstitutional_files=(FILE,)),
            note("15070/19 ADD 1"),
            note("15070/19 ADD 2", interinstitutional_files=(OTHER_FILE, FILE)),
        ),
    ),
    "NUM014": (
        case(note(), note("15070/19 COR 1"), note("15070/19 COR 1 ADD 1")),
        case(note(), note("15070/19 ADD 1"), note("15070/19 ADD 1 COR 1"), note("15070/19 COR 1")),
    ),
    "NUM015": (
        case(note("15070/18", status=Status.RESERVED, date=None)),
        case(note(status=Status.DRAFT), note("15071/19", status=Status.RESERVED, date=None)),
    ),
    "NUM016": (case(note(reason="replaced")), case(note(status=Status.WITHDRAWN, reason="replaced"))),
    "NUM017": (case(note("PROV 1/20")), case(note("SN 1/20", status=Status.DRAFT))),
    # ---- days
    "DATE001": (case(note(date=None)), case(note(date=None, status=Status.DRAFT))),
    "DATE002": (case(note(date=date(2018, 12, 31))), case(note(date=date(2019, 1, 1)))),
    "DATE003": (case(note("15070/17", date=date(2019, 1, 1))), case(note("15070/17", date=date(2018, 12, 31)))),
    "DATE004": (case(outcome(date=date(2019, 12, 3))), case(outcome(date=MEETING_DAY))),
    "DATE005": (
        case(note(meeting=Meeting("SOMEI", MEETING_DAY, date(2019, 12, 3)))),
        case(note(meeting=Meeting("SOMEI", MEETING_DAY, date(2019, 12, 5)))),
    ),
    "DATE006": (case(note(date=date(2020, 6, 2))), case(note(date=date(2020, 6, 1)))),
    "DATE007": (
        case(agenda(agenda=Agenda(AgendaState.ADOPTED, date(2019, 12, 5), date(2019, 12, 5)))),
        case(agenda()),
    ),
    "DATE008": (
        case(note(), note("15070/1/19 REV 1", date=date(2019, 12, 1))),
        case(note(), note("15070/1/19 REV 1", date=date(2020, 1, 7))),
    ),
    "DATE009": (
        case(outcome("5455/20", date=date(2020, 6, 1), meeting=Meeting("SOMEI", LONG_AGO))),
        case(outcome(date=date(2020, 6, 1)), outcome("15070/19 COR 1", date=date(2020, 6, 1))),
    ),
    "DATE010": (
        case(agenda(date=date(2019, 12, 5), agenda=Agenda())),
        case(agenda(date=date(2019, 12, 4), agenda=Agenda()), outcome("13735/19 COR 1", date=date(2019, 12, 9))),
    ),
    "DATE011": (
        case(note(meeting=Meeting("SOMEI", MEETING_DAY, date(2020, 1, 5)))),
        case(note(meeting=Meeting("SOMEI", MEETING_DAY, date(2019, 12, 18)))),
    ),
    "DATE012": (case(reached(on=date(2020, 6, 2))), case(reached(on=date(2020, 6, 1)))),
    "DATE013": (
        case(note(meeting=Meeting("SOMEI", date(2019, 12, 7)))),
        case(note(meeting=Meeting("European Council", date(2019, 12, 7)))),
    ),
    # ---- references
    "XREF001": (case(note(references=(cites("13735/19"),))), case(note(references=(cites("13735/19"),)), agenda())),
    "XREF002": (
        case(
            note("9000/19"),
            note("9000/1/19 REV 1"),
            note("9100/19", references=(cites("9000/19"),)),
        ),
        case(
            note("9000/19"),
            note("9000/1/19 REV 1", date=date(2020, 1, 7)),
            note("9100/19", references=(cites("9000/19"),)),
        ),
    ),
    "XREF003": (
        case(note(references=(cites("15070/19"),))),
        case(note(), note("1/20", references=(cites("15070/19"),))),
    ),
    "XREF004": (
        case(agenda(), outcome(references=(cites("13735/19", ReferenceKind.AGENDA, "9"),))),
        case(agenda(), outcome(of=agenda())),
    ),
    "XREF005": (
        case(note(outside_references=(OutsideReference(CASE_LAW), OutsideReference(CASE_LAW)))),
        case(note(outside_references=(OutsideReference(CASE_LAW), OutsideReference(CASE_LAW, PREVIOUS)))),
    ),
    "XREF006": (
        case(note("1/19", previous_documents=(num("2/19"),)), note("2/19", references=(cites("1/19", PREVIOUS),))),
        case(note("1/19"), note("2/19", previous_documents=(num("1/19"),))),
    ),
    "XREF007": (
        case(note("1/19", previous_documents=(num("2/19"),)), note("2/19", date=date(2020, 1, 7))),
        case(note("1/19", previous_documents=(num("2/19"),)), note("2/19")),
    ),
    "XREF008": (
        case(note(references=(cites("1/20"),)), note("1/20", date=date(2020, 1, 7))),
        case(note(references=(cites("1/20"),), date=date(2020, 1, 7)), note("1/20", date=date(2020, 1, 7))),
    ),
    "XREF009": (
        case(note(references=(cites("1/19"),)), note("1/19", status=Status.VOID, reason="taken twice")),
        case(note(references=(cites("1/19"),)), note("1/19", status=Status.WITHDRAWN, reason="replaced")),
    ),
    "XREF010": (
        case(note(references=(cites("1/19", ReferenceKind.ANSWERS),)), note("1/19", date=date(2020, 1, 7))),
        case(note(references=(cites("1/19"),)), note("1/19", date=date(2020, 1, 7))),
    ),
    "XREF011": (
        case(note(references=(cites("1/19"),)), note("1/19", marking=LIMITE)),
        case(
            note(references=(cites("1/19"), cites("2/19")), marking=None),
            note("1/19", marking=LIMITE, access=(RELEASE,)),
            note("2/19", marking=RESTRICTED),
            note("2/19 DCL 1"),
            note("3/19", marking=LIMITE, references=(cites("4/19"),)),
            note("4/19", marking=LIMITE),
        ),
    ),
    "XREF012": (
        case(note("1/19"), *(note(f"{n}/19", references=(cites("1/19", REPLACES),)) for n in (2, 3))),
        case(
            note("1/19"),
            note("2/19", references=(cites("1/19", REPLACES),)),
            note("2/1/19 REV 1", references=(cites("1/19", REPLACES),)),
            note("3/19", references=(cites("2/19", REPLACES),)),
        ),
    ),
    "XREF013": (
        case(note("1/19"), note("1/1/19 REV 1", date=date(2020, 5, 4)), to_come(paper("1/19"))),
        case(
            note("1/19"),
            note("1/1/19 REV 1", date=date(2020, 5, 4)),
            note(references=(cites("1/19"),)),
            to_come(paper("1/19"), status=Status.DRAFT, date=None, agenda=Agenda()),
        ),
    ),
    "XREF014": (
        case(note(commission_documents=(CASE_LAW,))),
        case(note(commission_documents=(ExternalReference(OutsideKind.COMMISSION, "COM(2018) 302 final"),))),
    ),
    "XREF015": (
        case(note(previous_documents=(num("15070/1/19 REV 1"),)), note("15070/1/19 REV 1")),
        case(note(), note("15070/1/19 REV 1", previous_documents=(num("15070/19"),))),
    ),
    "XREF016": (
        case(note(interinstitutional_files=(ExternalReference(OutsideKind.FILE, "2021/0106(COD)"),))),
        case(note(interinstitutional_files=(FILE,), outside_references=(OutsideReference(CASE_LAW),))),
    ),
    # ---- codes
    "XREF017": (
        case(outcome(references=(cites("13753/19", ReferenceKind.AGENDA, "1"),)), agenda()),
        case(outcome(references=(cites("13753/19"), cites("13735/19", ReferenceKind.AGENDA))), agenda()),
    ),
    "CODE001": (case(note(subject_codes=codes("ENFOPAL 532"))), case(note(subject_codes=codes("ENFOPOL 532")))),
    "CODE002": (
        case(note("1/19", subject_codes=codes("JAI 7")), note("2/19", subject_codes=codes("JAI 7"))),
        case(
            note("1/19", subject_codes=codes("JAI 7")),
            note("1/19 ADD 1", subject_codes=codes("JAI 7")),
            note("2/20", date=date(2020, 1, 7), subject_codes=codes("JAI 7")),
        ),
    ),
    "CODE003": (
        case(note(subject_codes=codes("JAI 7", "JAI 8"))),
        case(note(subject_codes=codes("JAI 7", "COSI 8"))),
    ),
    "CODE004": (case(note(subject_codes=())), case(note(subject_codes=(), status=Status.DRAFT))),
    "CODE005": (case(note(subject_codes=codes("JAI"))), case(note(subject_codes=codes("JAI 1")))),
    "CODE006": (
        case(note(subject_codes=codes("JAI 8")), note("15070/1/19 REV 1", subject_codes=codes("JAI 7"))),
        case(note(subject_codes=codes("JAI 7")), note("15070/1/19 REV 1", subject_codes=codes("JAI 8"))),
    ),
    "CODE007": (
        case(note("1/19"), note("2/19", subject_codes=codes("COSI 4")), settings=Settings(complete=True)),
        case(note("1/19"), note("2/19"), note("4/20"), note("5/20"), settings=Settings(complete=True)),
    ),
    "CODE008": (
        case(*(note(f"{n}/19", subject_codes=codes(f"JAI {53 if n == 533 else n}")) for n in range(530, 537))),
        case(
            *(note(f"{n}/19", subject_codes=codes(f"JAI {n + n % 3}")) for n in range(530, 540)),
            # Reserved among them, and issued last.
            note("531/19 ADD 1", subject_codes=codes("JAI 900")),
            note("5335/19", subject_codes=codes("JAI 700"), date=date(2020, 1, 7)),
        ),
    ),
    "CODE009": (
        case(note(subject_codes=TWO_CODES), note("15070/19 ADD 1", subject_codes=TWO_CODES)),
        case(
            note(subject_codes=TWO_CODES),
            note("15070/19 ADD 1", subject_codes=codes("COSI 254", "JAI 1320")),
            note("15070/19 ADD 2", subject_codes=codes("JAI 1321")),
        ),
    ),
    "CODE010": (
        case(note(subject_codes=codes("DROIPEN 12"), date=date(2020, 2, 1))),
        case(
            note(subject_codes=codes("DROIPEN 12"), date=date(2020, 1, 31)), note("16/20", subject_codes=codes("JAI 2"))
        ),
    ),
    # ---- markings
    "MARK001": (case(note(marking=Marking("NOT FOR PUBLICATION"))), case(note(marking=LIMITE))),
    "MARK002": (
        case(note(marking=RESTRICTED, items=ITEMS)),
        case(note(marking=LIMITE, items=ITEMS, note="Copy in room 70.4")),
    ),
    "MARK003": (case(note(marking=SECRET)), case(note(marking=RESTRICTED))),
    "MARK004": (
        case(note(marking=RESTRICTED), note("15070/19 ADD 1", marking=LIMITE)),
        case(note(marking=RESTRICTED), note("15070/19 EXT 1"), note("15070/19 DCL 1")),
    ),
    "MARK005": (case(reached(on=date(2019, 12, 1))), case(reached())),
    "MARK006": (
        case(reached(kind=AccessKind.REFUSED)),
        case(reached(kind=AccessKind.REFUSED, ground="4.1a.1")),
    ),
    "MARK007": (
        case(note(marking=RESTRICTED), note("15070/19 DCL 1", marking=RESTRICTED)),
        case(note(marking=RESTRICTED), note("15070/19 DCL 1", marking=Marking("PUBLIC"))),
    ),
    "MARK008": (
        case(note("15070/15", date=date(2015, 6, 1), marking=LIMITE)),
        case(
            note("15070/15", date=date(2015, 6, 2), marking=LIMITE),
            note("15071/15", date=date(2015, 1, 7), marking=LIMITE, access=(REFUSAL,)),
            note("15072/15", date=date(2015, 1, 7), marking=LIMITE, access=(RELEASE,)),
            note("15073/15", date=date(2015, 1, 7)),
        ),
    ),
    "MARK009": (case(note(marking=Marking("PUBLIC LIMITE"))), case(note(marking=Marking("PUBLIC")))),
    "MARK010": (
        case(note(marking=LIMITE, access=(RELEASE, REFUSAL))),
        case(note(marking=LIMITE, access=(REFUSAL, RELEASE))),
    ),
    "MARK011": (
        case(note(marking=RESTRICTED, access=(RELEASE,))),
        case(note(marking=RESTRICTED, access=(DECLASSIFIED, RELEASE))),
    ),
    "MARK012": (
        case(note(status=Status.VOID, reason="taken twice", access=(RELEASE,))),
        case(note(status=Status.WITHDRAWN, reason="replaced", access=(RELEASE,))),
    ),
    "MARK013": (
        case(reached(kind=AccessKind.REFUSED, ground="4.1c")),
        case(
            note("1/19", access=(REFUSAL._replace(ground="4.1a.1, 4.3(ii)"),)),
            note("2/19", access=(REFUSAL._replace(kind=AccessKind.PARTLY_RELEASED, ground="1.PA 4.1b"),)),
        ),
    ),
    "MARK014": (
        case(note(marking=LIMITE, access=(DECLASSIFIED,))),
        case(note(marking=RESTRICTED, access=(DECLASSIFIED,)), note("15070/19 DCL 1", access=(DECLASSIFIED,))),
    ),
    "MARK015": (
        case(note(subject_codes=codes("NCI 12"), marking=LIMITE)),
        case(note(subject_codes=codes("NCI 12"), marking=RESTRICTED), note("1/19 DCL 1", subject_codes=codes("NCI 4"))),
    ),
    "MARK016": (
        case(note(marking=LIMITE), note("15070/19 DCL 1")),
        case(note(marking=RESTRICTED), note("15070/19 DCL 1"), note("1/19 DCL 1")),
    ),
    "MARK017": (case(note(marking=RESTRICTED, source=SCAN)), case(note(marking=LIMITE, source=SCAN))),
    "MARK018": (
        case(act(), replace(PREPARATION, marking=LIMITE)),
        case(act(), replace(PREPARATION, marking=LIMITE, access=(REFUSAL,))),
    ),
    "MARK019": (
        case(note(subject="SECRET UE/EU SECRET: lamps")),
        case(
            note(subject="Handling of RESTREINT UE/EU RESTRICTED information"),
            note("1/19", subject="Lamps, see 9000/15 (RESTREINT UE)", note="Item 2 (R-UE/EU-R, room 70.4)"),
            note("2/19", subject="EU SECRET: lamps", waive=(("MARK019", "subject: the rules are its subject"),)),
            note("3/19 DCL 1", subject="SECRET UE/EU SECRET: lamps"),
            note("4/19", marking=RESTRICTED, subject="Lamps, RESTREINT UE"),
        ),
    ),
    "MARK020": (case(note(marking=Marking("LIMITTE"))), case(note(marking=Marking("LIMITE JUR")))),
    # ---- agendas
    "AGD001": (case(agenda(items=(ADOPTION, TERRORISM._replace(number="1"), OTHER))), case(agenda())),
    "AGD002": (
        case(agenda(items=(TERRORISM._replace(number="1"), ADOPTION._replace(number="2"), OTHER))),
        case(agenda(items=(ADOPTION, ADOPTION._replace(number="2"), OTHER))),
    ),
    "AGD003": (
        case(agenda(items=(ADOPTION, OTHER._replace(number="2"), TERRORISM._replace(number="3")))),
        case(agenda(items=(ADOPTION, OTHER._replace(number="2"), TERRORISM._replace(number="3", kind=ItemKind.I)))),
    ),
    "AGD004": (
        case(agenda(items=(ADOPTION, TERRORISM._replace(number="4"), OTHER))),
        case(agenda(items=(ADOPTION, TERRORISM._replace(number="1 bis"), OTHER))),
    ),
    "AGD005": (case(agenda(meeting=Meeting(None, MEETING_DAY))), case(agenda())),
    "AGD006": (
        case(
            agenda(),
            outcome(of=agenda(), items=(ADOPTED, DISCUSSED._replace(title="Cybercrime"), CLOSED)),
        ),
        case(
            agenda(),
            outcome(
                of=agenda(),
                items=(ADOPTED._replace(title="Introduction and adoption of the agenda"), DISCUSSED, CLOSED),
            ),
        ),
    ),
    "AGD007": (
        case(agenda(meeting=Meeting("SOMEY", MEETING_DAY))),
        case(agenda(meeting=Meeting("EU-Interpol SOM", MEETING_DAY))),
    ),
    "AGD008": (
        case(agenda(), outcome(of=agenda(), meeting=Meeting("COSI", MEETING_DAY))),
        case(agenda(), outcome(of=agenda(), meeting=Meeting("EU-Interpol SOM", MEETING_DAY))),
    ),
    "AGD009": (
        case(agenda(items=(ADOPTION, TERRORISM._replace(withdrawn=True), OTHER))),
        case(agenda(items=(ADOPTION, TERRORISM._replace(withdrawn=True, reason="no time"), OTHER))),
    ),
    "AGD010": (
        case(agenda(agenda=Agenda(AgendaState.PROVISIONAL)), outcome(of=agenda())),
        case(agenda(agenda=Agenda(AgendaState.PROVISIONAL))),
    ),
    "AGD011": (
        case(agenda(), outcome(items=(adopting("13735/19"), DISCUSSED, CLOSED))),
        case(agenda(), outcome(of=agenda(), items=(adopting("13735/19"), DISCUSSED, CLOSED))),
    ),
    "AGD012": (
        case(agenda(agenda=Agenda(AgendaState.ADOPTED, date(2019, 11, 20)))),
        case(agenda(agenda=Agenda(AgendaState.PROVISIONAL, date(2019, 11, 20)))),
    ),
    "AGD013": (
        case(agenda(), revised(ADOPTION, TERRORISM._replace(number="1 bis"), OTHER)),
        case(agenda(), revised(ADOPTION, OTHER, TERRORISM, Item("Any other business", "3 bis"))),
    ),
    "AGD014": (
        case(council("GAC", date(2019, 11, 28))),
        case(council("GAC", date(2019, 11, 20)), agenda("1/19", meeting=Meeting("SOMEI", date(2019, 11, 21)))),
    ),
    "AGD015": (
        case(note("1/19", marking=RESTRICTED), to_come(paper("1/19"))),
        case(note("1/19", marking=RESTRICTED), agenda(items=(ADOPTION, paper("1/19"), OTHER))),
    ),
    "AGD016": (
        case(note("1/19", status=Status.WITHDRAWN, reason="replaced"), to_come(paper("1/19"))),
        case(
            note("1/19", status=Status.WITHDRAWN, reason="replaced"),
            note("2/19", status=Status.DRAFT),
            agenda(items=(ADOPTION, paper("1/19"), OTHER)),
            to_come(paper("2/19")),
        ),
    ),
    "AGD017": (
        case(agenda(items=())),
        case(
            agenda(items=(), marking=RESTRICTED),
            note(type="PROVISIONAL AGENDA", date=MEETING_DAY, meeting=Meeting("COSI", MEETING_DAY)),
        ),
    ),
    "AGD018": (
        case(outcome(items=(ADOPTED, GONE._replace(result="Agreed"), CLOSED))),
        case(outcome(items=(ADOPTED, GONE._replace(result="Postponed"), CLOSED))),
    ),
    "AGD019": (
        case(note("1/19"), agenda(items=(ADOPTION, paper("1/19"), paper("1/19")._replace(number="3", title="Drugs")))),
        case(note("1/19"), agenda(items=(ADOPTION, paper("1/19")._replace(subitems=(paper("1/19"),)), OTHER))),
    ),
    "AGD020": (
        case(agenda(), outcome()),
        case(agenda(), outcome(of=agenda()), outcome("1/19", meeting=Meeting("COSI", MEETING_DAY))),
    ),
    "AGD021": (
        case(agenda(), agenda("13736/19")),
        case(agenda(), revised(), agenda("13736/19", meeting=Meeting("COSI", MEETING_DAY))),
    ),
    "AGD022": (
        case(agenda(status=Status.DRAFT, date=None, agenda=Agenda())),
        case(to_come(status=Status.DRAFT, date=None, agenda=Agenda())),
    ),
    "AGD023": (
        case(agenda(), revised(), replace(REVISED_AGAIN, agenda=Agenda(revises=num("13735/2/19 REV 2")))),
        case(agenda(), revised(), REVISED_AGAIN),
    ),
    "AGD024": (
        case(council("GAC", date(2019, 11, 20), TERRORISM._replace(kind=ItemKind.I))),
        case(
            council("GAC", date(2019, 11, 20), TERRORISM._replace(kind=ItemKind.B)),
            agenda("1/19", items=(ADOPTION, TERRORISM._replace(kind=ItemKind.I), OTHER)),
        ),
    ),
    "AGD025": (
        case(agenda(items=(ADOPTION, TERRORISM, TERRORISM._replace(number="3")))),
        case(agenda(items=(ADOPTION, TERRORISM, OTHER, ADOPTION._replace(number="4"), OTHER._replace(number="5")))),
    ),
    "AGD026": (
        case(agenda(items=(ADOPTION, GONE._replace(withdrawn=False), OTHER))),
        case(agenda(items=(ADOPTION, GONE, OTHER))),
    ),
    # ---- follow-ups
    "FUP001": (case(promised(due=date(2020, 5, 31))), case(promised(due=date(2020, 6, 1)))),
    "FUP002": (case(promised(due=None)), case(promised())),
    "FUP003": (
        case(promised(state=FollowUpState.DONE, closed=date(2019, 12, 3))),
        case(promised(state=FollowUpState.DONE, closed=MEETING_DAY)),
    ),
    "FUP004": (
        case(promised(state=FollowUpState.DONE)),
        case(promised(state=FollowUpState.DONE, closed=date(2020, 1, 7))),
    ),
    "FUP005": (
        case(promised(state=FollowUpState.DROPPED, closed=date(2020, 1, 7))),
        case(promised(state=FollowUpState.DROPPED, closed=date(2020, 1, 7), reason="overtaken")),
    ),
    "FUP006": (
        case(promised(state=FollowUpState.DONE, due=date(2019, 1, 31), closed=date(2020, 1, 7))),
        case(promised(state=FollowUpState.DONE, due=date(2020, 1, 31), closed=date(2020, 1, 7))),
    ),
    "FUP007": (case(promised(who=None)), case(promised())),
    "FUP008": (
        case(outcome(items=(ADOPTED, DISCUSSED._replace(follow_ups=(PROMISE, PROMISE)), CLOSED))),
        case(
            outcome(items=(ADOPTED, DISCUSSED._replace(follow_ups=(PROMISE, PROMISE._replace(who="Europol"))), CLOSED))
        ),
    ),
    "FUP009": (case(promised(due=date(2026, 1, 31))), case(promised(due=date(2021, 12, 31)))),
    "FUP010": (
        case(promised(moved=(Move(date(2020, 3, 2)), Move(date(2020, 2, 3))))),
        case(promised(moved=(Move(date(2020, 2, 3)), Move(date(2020, 3, 2))))),
    ),
    "FUP011": (
        case(promised(moved=tuple(Move(date(2020, month, 3)) for month in (2, 3, 4)))),
        case(promised(moved=tuple(Move(date(2020, month, 3)) for month in (2, 3)))),
    ),
    # ---- characters
    "TEXT001": (case(note(subject="LIMITE\x1b[2J")), case(note(note="one\n\ttwo"))),
    "TEXT002": (case(note(subject="ENFO\u200bPOL")), case(note(subject="Résumé – “summary”"))),
    "TEXT003": (case(note(subject="Re\u0301sume\u0301")), case(note(subject="Résumé"))),
    "TEXT004": (case(note(subject="\u0415NFOPOL")), case(note(subject="Σύνοψη / Резюме / µm"))),
    "TEXT005": (case(note(subject="Summary  of discussions")), case(note(note='Two\n\nparts, “a” and "b"'))),
    "TEXT006": (case(note(subject="discus\u00adsions")), case(note(subject="discus-sions"))),
    "TEXT007": (case(note(subject="Summary of 2O19")), case(note(subject="5G, UN1267 and the Q4 figures of 2019"))),
    "TEXT008": (case(note(subject="TBC")), case(note(subject="Summary, to be completed in 2020"))),
    "TEXT009": (case(note(subject="Proc\u00c3\u00a9dure")), case(note(subject="Proc\u00e9dure, R&D; \u00c2ge"))),
    "TEXT010": (
        case(note(items=(Item("Terrorism", summary="It was agreed.\n\n### **3. Crime**\n\nText."),))),
        case(note(subject="C# and 2 * 3 (*)", items=(Item("#1 of the list", summary="See <https://a.example/#b> *"),))),
    ),
    **HISTORY_EXAMPLES,
    # ---- git
    "GIT001": (in_clone(NAMED, drivers=False), in_clone(NAMED, drivers=True)),
    "GIT002": (
        in_clone("* -text\n# ends\n*.toml text=auto\n"),
        in_clone("*.pdf binary\n*.png filter=lfs\ndocs/** text\n* -text\n"),
    ),
    "GIT003": (in_clone("* -text\n", (PATH, "120000")), in_clone("* -text\n", (PATH, "100644"))),
    "GIT004": (
        in_clone("* -text\n", (PATH, "100644"), (PATH.lower(), "100644")),
        in_clone("* -text\n", (PATH, "100644"), (PATH.replace("INIT", "ADD-1"), "100644")),
    ),
    "GIT005": (in_clone(gone=(PATH,)), in_clone()),
    "REQ001": (in_clone(no_requests=(("requests/2020/1.toml", "is not UTF-8"),)), in_clone()),
    "REQ002": (in_clone(requests_gone=("requests/2020/1.toml",)), in_clone()),
    # ---- a list of others
    "LIST001": (beside_list(note(), listed(), listed("15071/20")), beside_list(note(), listed())),
    "LIST002": (
        replace(case(note(), note("15071/19")), listed=(listed(),)),
        replace(case(note(), note("15071/18")), listed=(listed(),)),
    ),
    "LIST003": (
        beside_list(note(), listed(subject="Summary of a discussion")),
        beside_list(note(), listed(subject="SUMMARY of  discussions.")),
    ),
    "LIST004": (
        beside_list(note(), listed(date=date(2019, 12, 21))),
        beside_list(note(), listed(date=note().date)),
    ),
    "LIST005": (
        beside_list(note(), listed(subject_codes=codes("COSI 15070", "JAI"))),
        beside_list(note(), listed(subject_codes=codes("COSI"))),
    ),
    "LIST006": (
        beside_list(note(), listed(marking=LIMITE)),
        beside_list(note(), listed(marking=Marking.parse("PUBLIC"))),
    ),
    "LIST007": (
        beside_list(note(marking=LIMITE), listed(marking=None)),
        beside_list(note(marking=LIMITE), listed(marking=LIMITE)),
    ),
    "LIST008": (beside_list(note(), listed(), listed(fault="row 1: no number")), beside_list(note(), listed())),
}
