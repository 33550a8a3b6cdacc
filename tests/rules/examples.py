"""One faulty and one sound example of every rule: (faulty, sound) by code."""

from dataclasses import replace
from datetime import date

from rules.builders import (
    ITEMS,
    MEETING_DAY,
    Case,
    agenda,
    case,
    cites,
    codes,
    entry_at,
    entry_of,
    in_clone,
    note,
    num,
    outcome,
)

from somei_cli.model.documents import AccessEvent, AccessKind, Agenda, AgendaState, Document, Meeting, Status
from somei_cli.model.items import FollowUp, FollowUpState, Item, ItemKind
from somei_cli.model.markings import LIMITE, Marking
from somei_cli.model.references import Outside, OutsideKind, OutsideReference, ReferenceKind
from somei_cli.model.settings import Settings, Waiver
from somei_cli.text.codec import dump

ADOPTION, TERRORISM, OTHER = ITEMS
PATH = "documents/2019/150/ST-15070-2019-INIT.toml"
NAMED = "* -text\ndocuments/**/*.toml diff=somei merge=somei\n"
COMPLETE = Settings(complete=True, own_series=("ST",))
CASE_LAW = Outside(OutsideKind.CASE, "C-505/19")
RESTRICTED, SECRET = Marking.parse("RESTREINT UE/EU RESTRICTED"), Marking.parse("SECRET UE/EU SECRET")
PREVIOUS = ReferenceKind.PREVIOUS


def promised(**promise: object) -> Document:
    """An outcome with one promise, made on 4 December 2019."""
    held: dict[str, object] = {"what": "Second questionnaire", "who": "Eurojust", "due": date(2020, 9, 30), **promise}
    item = replace(TERRORISM, follow_ups=(FollowUp(**held),))  # type: ignore[arg-type]
    return outcome(references=(), items=(ADOPTION, item, OTHER))


def adopting(number: str) -> Item:
    """The first item of an outcome, with the sentence that adopts an agenda."""
    return replace(ADOPTION, summary=f"The agenda as set out in {number} was adopted.")


def revised(*items: Item) -> Document:
    """The first revision of the agenda."""
    held = Agenda(AgendaState.ADOPTED, date(2019, 11, 27), MEETING_DAY, num("13735/19"))
    return agenda("13735/1/19 REV 1", date=date(2019, 11, 27), agenda=held, items=items)


def reached(**event: object) -> Document:
    held: dict[str, object] = {"kind": AccessKind.RELEASED, "on": date(2020, 3, 1), **event}
    return note(access=(AccessEvent(**held),))  # type: ignore[arg-type]


def waiving(**waiver: object) -> Settings:
    return Settings(waivers=(Waiver(**{"code": "CODE004", "reason": "not known", **waiver}),))  # type: ignore[arg-type]


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
        case(note("15070/19"), note("15073/19"), settings=COMPLETE),
        case(note("15070/19"), note("15071/19"), note("15074/20"), settings=COMPLETE),
    ),
    "NUM009": (
        case(note(status=Status.VOID, reason="taken twice"), note("15070/1/19 REV 1")),
        case(note(status=Status.WITHDRAWN, reason="replaced"), note("15070/1/19 REV 1")),
    ),
    # ---- days
    "DATE001": (case(note(date=None)), case(note(date=None, status=Status.DRAFT))),
    "DATE002": (case(note(date=date(2018, 12, 31))), case(note(date=date(2019, 1, 1)))),
    "DATE003": (case(note("15070/17", date=date(2019, 1, 1))), case(note("15070/17", date=date(2018, 12, 31)))),
    "DATE004": (case(agenda(), outcome(date=date(2019, 12, 3))), case(agenda(), outcome(date=MEETING_DAY))),
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
        case(agenda(), outcome()),
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
    # ---- codes
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
    # ---- markings
    "MARK001": (case(note(marking=Marking("LIMIT"))), case(note(marking=LIMITE))),
    "MARK002": (case(note(marking=RESTRICTED, items=ITEMS)), case(note(marking=LIMITE, items=ITEMS))),
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
    # ---- agendas
    "AGD001": (case(agenda(items=(ADOPTION, replace(TERRORISM, number="1"), OTHER))), case(agenda())),
    "AGD002": (
        case(agenda(items=(replace(TERRORISM, number="1"), replace(ADOPTION, number="2"), OTHER))),
        case(agenda(items=(ADOPTION, replace(ADOPTION, number="2"), OTHER))),
    ),
    "AGD003": (
        case(agenda(items=(ADOPTION, replace(OTHER, number="2"), replace(TERRORISM, number="3")))),
        case(agenda(items=(ADOPTION, replace(OTHER, number="2"), replace(TERRORISM, number="3", kind=ItemKind.I)))),
    ),
    "AGD004": (
        case(agenda(items=(ADOPTION, replace(TERRORISM, number="4"), OTHER))),
        case(agenda(items=(ADOPTION, replace(TERRORISM, number="1 bis"), OTHER))),
    ),
    "AGD005": (case(agenda(meeting=Meeting(None, MEETING_DAY))), case(agenda())),
    "AGD006": (
        case(agenda(), outcome(items=(ADOPTION, Item("Cybercrime", "2"), OTHER))),
        case(agenda(), outcome(items=(Item("Introduction and adoption of the agenda", "1"), TERRORISM, OTHER))),
    ),
    "AGD007": (
        case(agenda(meeting=Meeting("SOMEY", MEETING_DAY))),
        case(agenda(meeting=Meeting("EU-Interpol SOM", MEETING_DAY))),
    ),
    "AGD008": (
        case(agenda(), outcome(meeting=Meeting("COSI", MEETING_DAY))),
        case(agenda(), outcome(meeting=Meeting("EU-Interpol SOM", MEETING_DAY))),
    ),
    "AGD009": (
        case(agenda(items=(ADOPTION, replace(TERRORISM, withdrawn=True), OTHER))),
        case(agenda(items=(ADOPTION, replace(TERRORISM, withdrawn=True, reason="no time"), OTHER))),
    ),
    "AGD010": (
        case(agenda(agenda=Agenda(AgendaState.PROVISIONAL)), outcome()),
        case(agenda(agenda=Agenda(AgendaState.PROVISIONAL))),
    ),
    "AGD011": (
        case(agenda(), outcome(references=(), items=(adopting("13735/19"), TERRORISM, OTHER))),
        case(agenda(), outcome(items=(adopting("13735/19"), TERRORISM, OTHER))),
    ),
    "AGD012": (
        case(agenda(agenda=Agenda(AgendaState.ADOPTED, date(2019, 11, 20)))),
        case(agenda(agenda=Agenda(AgendaState.PROVISIONAL, date(2019, 11, 20)))),
    ),
    "AGD013": (
        case(agenda(), revised(ADOPTION, replace(TERRORISM, number="1 bis"), OTHER)),
        case(agenda(), revised(ADOPTION, OTHER, TERRORISM, Item("Any other business", "3 bis"))),
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
    # ---- characters
    "TEXT001": (case(note(subject="LIMITE\x1b[2J")), case(note(note="one\n\ttwo"))),
    "TEXT002": (case(note(subject="ENFO\u200bPOL")), case(note(subject="Résumé – “summary”"))),
    "TEXT003": (case(note(subject="Re\u0301sume\u0301")), case(note(subject="Résumé"))),
    "TEXT004": (case(note(subject="\u0415NFOPOL")), case(note(subject="Σύνοψη / Резюме / µm"))),
    "TEXT005": (case(note(subject="Summary  of discussions")), case(note(note='Two\n\nparts, “a” and "b"'))),
    "TEXT006": (case(note(subject="discus\u00adsions")), case(note(subject="discus-sions"))),
    # ---- git
    "GIT001": (in_clone(NAMED, drivers=False), in_clone(NAMED, drivers=True)),
    "GIT002": (in_clone("* -text\n# ends\n*.toml text=auto\n"), in_clone("*.pdf binary\n* -text\n")),
    "GIT003": (in_clone("* -text\n", (PATH, "120000")), in_clone("* -text\n", (PATH, "100644"))),
    "GIT004": (
        in_clone("* -text\n", (PATH, "100644"), (PATH.lower(), "100644")),
        in_clone("* -text\n", (PATH, "100644"), (PATH.replace("INIT", "ADD-1"), "100644")),
    ),
}
