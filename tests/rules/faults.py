"""One fault for each rule, to be planted in the register that somei ships: what a clerk might really do wrong."""

from datetime import date
from typing import Any

from rules import builders
from rules.builders import ITEMS, MEETING_DAY, OUTCOME_ITEMS, cites, codes, note, num
from rules.examples import CASE_LAW, DECLASSIFIED, FILE, GONE, OTHER_FILE, REFUSAL, RELEASE, RESTRICTED, SECRET, paper
from rules.shipped_register import (
    OUTCOME,
    Fault,
    agenda,
    beside,
    both,
    misspelt,
    moved,
    of_2020,
    of_2026,
    outcome,
    retired,
    shipped,
    under,
)

from somei_cli.model.document import Agenda, AgendaState, Document, KeptDoubt, Meeting
from somei_cli.model.document_number import Status
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item, ItemKind, Move
from somei_cli.model.markings import LIMITE
from somei_cli.model.references import ExternalReference, OutsideKind, ReferenceKind
from somei_cli.model.register.settings import Waiver

RECORD = shipped(OUTCOME)
ADOPTION, TERRORISM, OTHER = ITEMS
ADOPTED, DISCUSSED, CLOSED = OUTCOME_ITEMS
DRAFT, VOID, WITHDRAWN, RESERVED = Status.DRAFT, Status.VOID, Status.WITHDRAWN, Status.RESERVED
PREVIOUS, REPLACES = ReferenceKind.PREVIOUS, ReferenceKind.REPLACES
LATE, FUTURE = date(2020, 3, 2), date(2026, 6, 2)
PROMISED = FollowUp("Report on the questionnaire", "Europol", date(2026, 9, 30))


def meeting(start: date = MEETING_DAY, end: date | None = None, body: str = "SOMEI") -> Meeting:
    return Meeting(body, start, end)


def plan(*items: Item, printed: str = "12000/19", **changes: Any) -> Document:
    """The adopted agenda of another meeting, of COSI on 4 December 2019."""
    return builders.agenda(printed, **{"meeting": meeting(body="COSI"), "items": items or ITEMS, **changes})


def second_item(**changes: Any) -> Document:
    """That agenda, with something in its second item."""
    return plan(ADOPTION, TERRORISM._replace(**changes), OTHER)


def to_come(*items: Item, **changes: Any) -> Document:
    """The agenda of a meeting of COSI in nine days."""
    issued = date(2026, 4, 20)
    held = {"date": issued, "meeting": meeting(date(2026, 6, 10), body="COSI"), "agenda": Agenda(issued=issued)}
    return plan(*items, printed="5455/26", **{**held, **changes})


def promise(**changes: Any) -> Fault:
    """A record of this year, with a promise."""
    return recorded(PROMISED._replace(**changes))


def recorded(*promises: FollowUp) -> Fault:
    """A record of this year, with promises at its second item."""
    items = (ADOPTED, DISCUSSED._replace(follow_ups=promises), CLOSED)
    held = meeting(date(2026, 2, 4), body="COSI")
    return beside(
        builders.outcome("5456/26", date=date(2026, 3, 2), meeting=held, items=items),
    )


def referring(*references: Any) -> Fault:
    """15070/19 refers to more than its agenda."""
    return outcome(references=(*RECORD.references, *references))


def decided(*events: Any) -> Fault:
    """Decisions on access to 15070/19."""
    return outcome(access=events)


def waived(code: str, reason: str) -> Fault:
    kept = tuple(row for row in RECORD.waive if row[0] != code)
    return outcome(waive=(*kept, (code, reason)))


FAULTS: dict[str, Fault] = {
    "FILE001": misspelt("date = 2020-02-13", 'date = "soon"'),
    "FILE002": misspelt('place = "Brussels"', 'place = "Brussels" # as printed'),
    "FILE003": outcome(extra=(("subjekt", "Summary"),)),
    "FILE004": moved("documents/2019/150/ST-15071-2019-INIT.toml"),
    "FILE005": waived("DATE001", "not printed"),
    "FILE006": under(waivers=(Waiver("CODE004", "not known", until=date(2026, 5, 31)),)),
    "FILE007": waived("DATE1", "not printed"),
    "FILE008": outcome(subject=None),
    "FILE009": outcome(type="OUTCOME OF PROCEDINGS"),
    "FILE010": outcome(languages=("uk",)),
    "FILE011": beside(note("15071/19", source=RECORD.source)),
    "FILE012": waived("FUP001", "-"),
    "FILE013": under(strange=(("complet", 7),)),
    "FILE014": outcome(doubts=(KeptDoubt("subject", "Summmary", 9),)),
    "NUM001": beside(note("JAI 1319/19")),
    "NUM002": beside(of_2020("15070/19 COR 0")),
    "NUM003": beside(of_2020("15070/2/19 REV 2")),
    "NUM004": beside(note("15071/19", status=VOID)),
    "NUM005": beside(of_2026("5455/26", status=RESERVED)),
    "NUM006": beside(of_2020("15070/19 AMD 1")),
    "NUM007": beside(of_2020("15070/1/19 REV 1"), of_2020("15070/1/19 REV 1 REV 1")),
    "NUM008": under(complete=True, own_series=("ST",)),
    "NUM009": beside(note("15071/19", status=VOID, reason="taken twice"), note("15071/19 ADD 1")),
    "NUM010": beside(note("15071/19", status=WITHDRAWN, reason="replaced"), note("15071/19 ADD 1")),
    "NUM011": beside(of_2020("15070/1/19 REV 1", status=WITHDRAWN, reason="a mistake")),
    "NUM012": beside(of_2026("1/26", status=DRAFT), of_2026("1/1/26 REV 1")),
    "NUM013": both(
        outcome(interinstitutional_files=(FILE,)),
        beside(of_2020("15070/19 ADD 1", interinstitutional_files=(OTHER_FILE,))),
    ),
    "NUM014": beside(of_2020("15070/19 COR 1"), of_2020("15070/19 COR 1 ADD 1")),
    "NUM015": beside(note("15071/19", status=RESERVED, date=None)),
    "NUM016": outcome(reason="replaced"),
    "NUM017": beside(of_2020("PROV 1/20")),
    "DATE001": outcome(date=None),
    "DATE002": beside(note("15071/19", date=date(2018, 12, 31))),
    "DATE003": beside(note("15071/17", date=date(2019, 1, 7))),
    "DATE004": outcome(date=date(2019, 12, 3)),
    "DATE005": outcome(meeting=meeting(end=date(2019, 12, 3))),
    "DATE006": beside(of_2026("1/26", date=FUTURE)),
    "DATE007": agenda(agenda=Agenda(AgendaState.ADOPTED, date(2019, 12, 5), date(2019, 12, 5))),
    "DATE008": beside(note("15070/1/19 REV 1", date=date(2020, 2, 12))),
    "DATE009": outcome(date=date(2020, 12, 20)),
    "DATE010": agenda(needs=("CODE004", "FILE008"), date=date(2019, 12, 20)),
    "DATE011": outcome(meeting=meeting(end=date(2020, 1, 4))),
    "DATE012": agenda(agenda=Agenda(AgendaState.ADOPTED, adopted=FUTURE)),
    "DATE013": beside(note("15071/19", meeting=meeting(date(2019, 12, 7), body="COSI"))),
    "XREF001": referring(cites("12000/19")),
    "XREF002": both(referring(cites("1/19")), beside(note("1/19"), note("1/1/19 REV 1"))),
    "XREF003": referring(cites("15070/19")),
    "XREF004": misspelt('item = "10"', 'item = "11"'),
    "XREF005": referring(*RECORD.references),
    "XREF006": beside(
        note("1/19", previous_documents=(num("2/19"),)), note("2/19", references=(cites("1/19", PREVIOUS),))
    ),
    "XREF007": both(outcome(previous_documents=(num("1/19"),)), beside(of_2020("1/19"))),
    "XREF008": both(referring(cites("1/21")), beside(of_2026("1/21", date=date(2021, 1, 7)))),
    "XREF009": both(referring(cites("1/19")), beside(note("1/19", status=VOID, reason="taken twice"))),
    "XREF010": both(referring(cites("1/19", ReferenceKind.ANSWERS)), beside(of_2020("1/19"))),
    "XREF011": beside(of_2020("15071/19", references=(cites("15070/19"),))),
    "XREF012": beside(note("1/19"), *(note(f"{n}/19", references=(cites("1/19", REPLACES),)) for n in (2, 3))),
    "XREF013": beside(
        of_2026("1/26"),
        of_2026("1/1/26 REV 1", date=date(2026, 5, 4)),
        to_come(ADOPTION, paper("1/26"), OTHER),
    ),
    "XREF014": outcome(commission_documents=(CASE_LAW,)),
    "XREF015": both(
        outcome(previous_documents=(num("15070/1/19 REV 1"),)), beside(note("15070/1/19 REV 1", date=RECORD.date))
    ),
    "XREF016": outcome(interinstitutional_files=(ExternalReference(OutsideKind.FILE, "2021/0106(COD)"),)),
    "XREF017": misspelt('to = "13735/19"', 'to = "13753/19"'),
    "CODE001": misspelt("ENFOPOL 532", "ENFOPAL 532"),
    "CODE002": beside(note("15071/19", subject_codes=codes("COSI 254"))),
    "CODE003": outcome(subject_codes=(*RECORD.subject_codes, *codes("COSI 255"))),
    "CODE004": outcome(subject_codes=()),
    "CODE005": misspelt('"COSI 254"', '"COSI"'),
    "CODE006": beside(of_2020("15070/1/19 REV 1", subject_codes=codes("COSI 253"))),
    "CODE007": both(under(complete=True), beside(note("15071/19", subject_codes=codes("COSI 256")))),
    "CODE008": beside(*(note(f"{n}/19", subject_codes=codes(f"JAI {53 if n == 533 else n}")) for n in range(530, 537))),
    "CODE009": beside(of_2020("15070/19 ADD 1", subject_codes=RECORD.subject_codes)),
    "CODE010": retired("CATS", date(2019, 11, 29)),
    "MARK001": misspelt('marking = "LIMITE"', 'marking = "NOT FOR PUBLICATION"'),
    "MARK002": agenda(marking=RESTRICTED, needs=("DATE001", "CODE004")),
    "MARK003": beside(note("15071/19", marking=SECRET)),
    "MARK004": beside(note("15071/19", marking=RESTRICTED), note("15071/19 ADD 1", marking=LIMITE)),
    "MARK005": decided(RELEASE._replace(on=date(2020, 2, 12))),
    "MARK006": decided(REFUSAL._replace(ground=None)),
    "MARK007": beside(note("15071/19", marking=RESTRICTED), note("15071/19 DCL 1", marking=RESTRICTED)),
    "MARK008": under(review_months=60),
    "MARK009": misspelt('marking = "LIMITE"', 'marking = "PUBLIC LIMITE"'),
    "MARK010": decided(RELEASE, REFUSAL),
    "MARK011": beside(note("15071/19", marking=RESTRICTED, access=(RELEASE,))),
    "MARK012": beside(note("15071/19", status=VOID, reason="taken twice", access=(RELEASE,))),
    "MARK013": decided(REFUSAL._replace(ground="public security")),
    "MARK014": decided(DECLASSIFIED),
    "MARK015": outcome(subject_codes=(*RECORD.subject_codes, *codes("NCI 12"))),
    "MARK016": beside(of_2020("15070/19 DCL 1")),
    "MARK017": beside(
        note("15071/19", marking=RESTRICTED, source=RECORD.source and RECORD.source._replace(sha256="0"))
    ),
    "MARK018": beside(of_2020("PE-CONS 5/20", previous_documents=(OUTCOME,), marking=LIMITE)),
    "MARK019": beside(note("15071/19", subject="SECRET UE/EU SECRET: lamps")),
    "MARK020": misspelt('marking = "LIMITE"', 'marking = "LIMITTE"'),
    "AGD001": beside(plan(ADOPTION, TERRORISM, OTHER._replace(number="2"))),
    "AGD002": beside(plan(TERRORISM._replace(number="1"), ADOPTION._replace(number="2"), OTHER)),
    "AGD003": beside(plan(ADOPTION, OTHER._replace(number="2"), TERRORISM._replace(number="3"))),
    "AGD004": beside(second_item(number="4")),
    "AGD005": beside(plan(meeting=Meeting("COSI"))),
    "AGD006": outcome(items=RECORD.items[:-3] + RECORD.items[-2:]),
    "AGD007": beside(plan(meeting=meeting(body="COSY"))),
    "AGD008": outcome(meeting=meeting(date(2019, 12, 5))),
    "AGD009": beside(second_item(withdrawn=True)),
    "AGD010": agenda(agenda=Agenda()),
    "AGD011": outcome(
        references=(),
        items=(
            RECORD.items[0]._replace(summary="The agenda as set out in 13735/19 was adopted."),
            *RECORD.items[1:],
        ),
    ),
    "AGD012": agenda(agenda=Agenda(AgendaState.ADOPTED)),
    "AGD013": beside(
        plan(),
        plan(
            ADOPTION,
            TERRORISM._replace(number="1 bis"),
            OTHER,
            printed="12000/1/19 REV 1",
            date=date(2019, 11, 27),
            agenda=Agenda(AgendaState.ADOPTED, date(2019, 11, 27), MEETING_DAY, num("12000/19")),
        ),
    ),
    "AGD014": beside(
        plan(
            meeting=meeting(body="GAC"),
            date=date(2019, 11, 28),
            agenda=Agenda(AgendaState.ADOPTED, date(2019, 11, 28), MEETING_DAY),
        )
    ),
    "AGD015": beside(of_2026("1/26", marking=RESTRICTED), to_come(ADOPTION, paper("1/26"), OTHER)),
    "AGD016": beside(of_2026("1/26", status=WITHDRAWN, reason="replaced"), to_come(ADOPTION, paper("1/26"), OTHER)),
    "AGD017": beside(plan(items=())),
    "AGD018": beside(plan(ADOPTION, GONE._replace(result="Agreed"), OTHER)),
    "AGD019": beside(
        note("1/19"),
        plan(ADOPTION, paper("1/19"), Item("Drugs", "3", documents=(num("1/19"),)), OTHER._replace(number="4")),
    ),
    "AGD020": outcome(references=()),
    "AGD021": beside(plan(meeting=meeting())),
    "AGD022": beside(to_come(status=DRAFT, date=None, meeting=meeting(date(2026, 5, 6), body="COSI"), agenda=Agenda())),
    "AGD023": agenda(agenda=Agenda(AgendaState.ADOPTED, adopted=MEETING_DAY, revises=num("13735/19"))),
    "AGD024": beside(
        plan(
            ADOPTION,
            TERRORISM._replace(kind=ItemKind.II),
            OTHER,
            meeting=meeting(body="GAC"),
            date=date(2019, 11, 20),
        )
    ),
    "AGD025": beside(plan(ADOPTION, TERRORISM, TERRORISM._replace(number="3"), OTHER._replace(number="4"))),
    "AGD026": beside(second_item(reason="no time")),
    "FUP001": promise(due=date(2026, 5, 31)),
    "FUP002": promise(due=None),
    "FUP003": promise(state=FollowUpState.DONE, closed=date(2026, 2, 3)),
    "FUP004": promise(state=FollowUpState.DONE),
    "FUP005": promise(state=FollowUpState.DROPPED, closed=date(2026, 3, 2)),
    "FUP006": promise(due=date(2026, 2, 3), state=FollowUpState.DONE, closed=date(2026, 3, 2)),
    "FUP007": promise(who=None),
    "FUP008": recorded(PROMISED, PROMISED),
    "FUP009": promise(due=date(2036, 9, 30)),
    "FUP010": promise(moved=(Move(date(2026, 4, 1)), Move(date(2026, 3, 2)))),
    "FUP011": promise(moved=tuple(Move(date(2026, month, 3)) for month in (3, 4, 5))),
    "TEXT001": outcome(subject="LIMITE\x1b[2J"),
    "TEXT002": outcome(subject="Summary\u200b of discussions"),
    "TEXT003": outcome(subject="Re\u0301sume\u0301"),
    "TEXT004": outcome(subject="Summary of \u0415NFOPOL"),
    "TEXT005": outcome(subject="Summary  of discussions"),
    "TEXT006": outcome(subject="Summary of discus\u00adsions"),
    "TEXT007": outcome(subject="Summary of 2O19"),
    "TEXT008": outcome(subject="TBC"),
    "TEXT009": outcome(subject="Summary of &quot;SOMEI&quot;"),
    "TEXT010": outcome(subject="Summary of **discussions**"),
}
