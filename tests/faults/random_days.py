"""Days of three clerks who do at random what clerks do: acts of every kind, syncs, merges by hand, undos."""

import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from clerks import on_hub
from conftest import Answer, Clerk
from git_by_hand import try_git

TODAY = date(2020, 2, 14)
BODIES = ("SOMEI", "COREPER", "CATS", "COSI")
TOWNS = ("Brussels", "Luxembourg", "Zagreb")
MARKINGS = ("LIMITE", "PUBLIC", "none")
Table = dict[str, Any]
Words = tuple[str, ...]


class Desk:
    """A clone, and what a clerk sees who looks into its files."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self._tables: dict[Path, tuple[int, Table]] = {}

    @property
    def name(self) -> str:
        return self.clerk.folder.name

    def tables(self) -> list[Table]:
        """The entries, in the order of their files."""
        read = {}
        for path in sorted((self.clerk.folder / "documents").rglob("*.toml")):
            time = path.stat().st_mtime_ns
            known = self._tables.get(path)
            read[path] = known if known and known[0] == time else (time, tomllib.loads(path.read_text("utf-8")))
        self._tables = read
        return [table for _, table in read.values()]

    def head(self) -> str:
        return self.clerk.git("rev-parse", "HEAD")

    def codes(self) -> list[str]:
        """The codes that clerks added and nobody retired."""
        codes = tomllib.loads(self.clerk.read("vocabulary/subject_codes.toml"))["codes"]
        return [name for name in codes if name.startswith("ZZ")]

    def bodies(self) -> list[str]:
        """The bodies that clerks added."""
        bodies = tomllib.loads(self.clerk.read("vocabulary/bodies.toml"))["bodies"]
        return [body["key"] for body in bodies if body["key"].startswith("ZZ")]


@dataclass
class Diary:
    """What was tried and what became of it, over all days."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    meetings: Counter[str] = field(default_factory=Counter)
    """How clerks came together, and how many acts were thrown away for it."""
    meetings_refused: Counter[str] = field(default_factory=Counter)
    sentences: Counter[str] = field(default_factory=Counter)
    """What refusals said, without figures and names."""
    story: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    """The reason of each act that was carried out, by the words that were typed."""

    def last_acts(self) -> str:
        """The end of the story."""
        return "\n".join(["", *self.story[-90:]])

    @property
    def share_done(self) -> float:
        """Which part of the acts was carried out."""
        done = self.done.total()
        return done / max(1, done + self.refused.total())

    def __str__(self) -> str:
        lines = [f"{self.done.total()} acts carried out, {self.refused.total()} not ({self.share_done:.0%})"]
        for done, refused in ((self.done, self.refused), (self.meetings, self.meetings_refused)):
            lines += [f"{name:22} {done[name]:5} {refused[name]:5}" for name in sorted({*done, *refused})]
        lines += [f"{count:5} {sentence}" for sentence, count in self.sentences.most_common(25)]
        return "\n".join(lines)


def status_of(table: Table) -> str:
    return table.get("status", "issued")


def is_own(number: str) -> bool:
    return number.startswith("SN ")


class Day:
    """Three clerks, and what they do from morning to evening."""

    def __init__(self, hub: Path, desks: list[Desk], seed: int, diary: Diary) -> None:
        self.hub = hub
        self.desks = desks
        self.chance = random.Random(seed)
        self.diary = diary
        self._last_number = 100
        self._count = 0
        self._acts: dict[str, tuple[Callable[[Desk], Words | None], int]] = {
            "add": (self.add, 9),
            "add next": (self.add_next, 1),
            "number reserve": (self.reserve, 1),
            "number release": (self.release, 1),
            "edit": (self.edit, 8),
            "edit several": (self.edit_several, 2),
            "edit --item": (self.edit_item, 3),
            "classify": (self.classify, 4),
            "xref add": (self.add_reference, 4),
            "xref remove": (self.remove_reference, 1),
            "agenda create": (self.create_agenda, 3),
            "agenda add-item": (self.add_item, 5),
            "agenda edit-item": (self.edit_agenda_item, 4),
            "agenda remove-item": (self.remove_item, 2),
            "agenda move-item": (self.move_item, 2),
            "agenda withdraw-item": (self.withdraw_item, 1),
            "agenda issue": (self.issue_agenda, 2),
            "agenda adopt": (self.adopt_agenda, 2),
            "agenda outcome": (self.make_outcome, 2),
            "issue": (self.issue, 3),
            "withdraw": (self.withdraw, 2),
            "renumber": (self.renumber, 4),
            "followup add": (self.add_follow_up, 2),
            "followup done": (self.close_follow_up, 1),
            "codes add": (self.add_code, 2),
            "codes rename": (self.rename_code, 2),
            "codes retire": (self.retire_code, 1),
            "bodies add": (self.add_body, 2),
            "bodies edit": (self.edit_body, 1),
            "undo": (self.undo, 5),
        }

    # ---- the course of a day

    def play(self, acts: int) -> None:
        """Let the clerks do so many acts, and sync now and then; in the evening all of them have everything."""
        for _ in range(acts):
            desk = self.chance.choice(self.desks)
            self.act(desk)
            if self.chance.random() < 0.25:
                self.meet(self.chance.choice(self.desks))
        for desk in (*self.desks, *self.desks):
            self.meet(desk)

    def act(self, desk: Desk) -> None:
        names = list(self._acts)
        while True:
            (name,) = self.chance.choices(names, [weight for _, weight in self._acts.values()])
            words = self._acts[name][0](desk)
            if words:
                break
        self._count += 1
        reason = f"act {self._count} of {desk.name}"
        before = desk.head()
        answer = self._run(desk, *words, "-m", reason)
        # A number can be taken on the server while the clone is held up.
        if answer.status == 0 and (desk.head() != before or "(commit " in answer.err):
            self.diary.done[name] += 1
            self.diary.tokens[reason] = " ".join(words)
        else:
            self._refused(answer, name, self.diary.refused)

    def meet(self, desk: Desk) -> None:
        """Sync; a conflict is settled as the manual says, and what nobody can put together is given up."""
        answer = self._run(desk, "sync")
        if answer.status == 0:
            self.diary.meetings["sync"] += 1
            return
        self._refused(answer, "sync", self.diary.meetings_refused)
        if "--take" in answer.err and self.chance.random() < 0.5:
            side = self.chance.choice(("ours", "theirs"))
            answer = self._run(desk, "sync", "--take", side)
            if answer.status == 0:
                self.diary.meetings["sync --take"] += 1
                return
        if self._merge(desk):
            answer = self._run(desk, "sync")
            if answer.status == 0:
                self.diary.meetings["git merge"] += 1
                return
        self._refused(answer, "given up", self.diary.meetings_refused)
        self._give_up(desk)

    def _merge(self, desk: Desk) -> bool:
        clerk = desk.clerk
        clerk.git("fetch", "-q")
        merged = try_git(clerk, "merge", "-q", "--no-edit", "origin/main")
        self._tell(desk, "git merge", str(merged.returncode))
        if merged.returncode == 0:
            return True
        side = self.chance.choice(("ours", "theirs"))
        if self._run(desk, "resolve", "--take", side).status == 0:
            concluded = try_git(clerk, "commit", "-q", "--no-edit")
            if concluded.returncode == 0:
                return True
        try_git(clerk, "merge", "--abort")
        return False

    def _give_up(self, desk: Desk) -> None:
        """Begin anew from what the server has: what the clerk did since is told apart, and not looked for."""
        clerk = desk.clerk
        unsent = clerk.git("log", "--format=%B", "origin/main..HEAD")
        for reason in re.findall(r"^Reason: (act .*)$", unsent, re.MULTILINE):
            self.diary.tokens.pop(reason, None)
            self.diary.meetings["act given up"] += 1
        clerk.git("reset", "-q", "--hard", "origin/main")
        self._tell(desk, "git reset", "")
        answer = self._run(desk, "sync")
        assert answer.status == 0, (answer, self.diary.last_acts())

    def _run(self, desk: Desk, *words: str) -> Answer:
        answer = desk.clerk.run(*words)
        self._tell(desk, " ".join(words), str(answer.status))
        assert "fault of somei" not in answer.err, (words, answer, self.diary.last_acts())
        assert answer.status in {0, 1, 2, 3, 4, 5}, (words, answer, self.diary.last_acts())
        return answer

    def _tell(self, desk: Desk, words: str, status: str) -> None:
        self.diary.story.append(f"{desk.name}: {words} -> {status}")

    def _refused(self, answer: Answer, name: str, counts: Counter[str]) -> None:
        counts[name] += 1
        lines = answer.err.splitlines()
        sentence = " ".join(lines[: 2 if "in order" in answer.err else 1])
        plain = re.sub(r"[A-Z]{2,4} (?=\d)|\d[\w/.#-]*( (REV|ADD|COR) \d+)?|“[^”]*”", "…", sentence)
        self.diary.sentences[f"{name}: {plain[:160]}"] += 1
        self.diary.story.append(f"    {sentence}")

    # ---- acts

    def add(self, _: Desk) -> Words:
        words = ["add", self._new_number(), "--subject", self._text(), "--type", self.chance.choice(("NOTE", "REPORT"))]
        words += ["--date", "2020-02-03"] if self.chance.random() < 0.7 else []
        words += ["--code", "COSI"] if self.chance.random() < 0.1 else []
        return tuple(words)

    def add_next(self, _: Desk) -> Words:
        return ("add", "next", "--subject", self._text())

    def reserve(self, _: Desk) -> Words:
        return ("number", "reserve", self._new_number())

    def release(self, desk: Desk) -> Words | None:
        return self._with_number(desk, "number", "release", statuses={"reserved", "draft"})

    def edit(self, desk: Desk) -> Words | None:
        return self._with_number(desk, "edit", statuses={"issued", "draft"}, more=lambda _: self._edits(desk))

    def edit_several(self, desk: Desk) -> Words | None:
        numbers = self._numbers(desk, {"issued"})
        if len(numbers) < 2:
            return None
        chosen = self.chance.sample(numbers, 2)
        return ("edit", *chosen, f"place={self.chance.choice(TOWNS)}", f"note={self._text()}")

    def edit_item(self, desk: Desk) -> Words | None:
        place = self._item(desk, lambda table: "agenda" not in table)
        if place is None:
            return None
        number, item = place
        value = self.chance.choice((f"result={self._text()}", f"text={self._text()}", "result="))
        return ("edit", number, "--item", item["number"], value)

    def classify(self, desk: Desk) -> Words | None:
        if self.chance.random() < 0.5:
            code = self.chance.choice(("COSI", "JAI", "CATS", *desk.codes()))
            return self._with_number(
                desk, "classify", statuses={"issued"}, more=lambda _: (f"{code} {self.chance.randint(1, 9999)}",)
            )
        return self._with_number(
            desk, "classify", statuses={"issued"}, more=lambda _: ("--marking", self.chance.choice(MARKINGS))
        )

    def add_reference(self, desk: Desk) -> Words | None:
        target = self._any_number(desk, {"issued"})
        if target is None:
            return None
        return self._with_number(
            desk, "xref", "add", statuses={"issued", "draft"}, more=lambda t: self._link(t, target)
        )

    def _link(self, table: Table, target: str) -> Words:
        numbers = [item["number"] for item in table.get("items", ()) if "number" in item]
        item = ("--item", self.chance.choice(numbers)) if numbers and self.chance.random() < 0.5 else ()
        return (target, "--kind", self.chance.choice(("cites", "answers", "annex")), *item)

    def remove_reference(self, desk: Desk) -> Words | None:
        links = [(t["number"], link) for t in desk.tables() for link in t.get("references", ()) if "number" in t]
        if not links:
            return None
        number, link = self.chance.choice(links)
        return ("xref", "remove", number, link["to"], "--kind", link.get("kind", "cites"))

    def create_agenda(self, desk: Desk) -> Words:
        day = TODAY - timedelta(days=self.chance.randint(0, 40))
        body = self.chance.choice((*BODIES, *desk.bodies()))
        return ("agenda", "create", body, day.isoformat(), "--number", self._new_number())

    def add_item(self, desk: Desk) -> Words | None:
        document = self._any_number(desk, {"issued"})
        more = ("--doc", document) if document and self.chance.random() < 0.6 else ()
        place = ("--at", "1") if self.chance.random() < 0.3 else ()
        return self._with_draft(desk, "add-item", lambda _: (self._text(), *more, *place))

    def edit_agenda_item(self, desk: Desk) -> Words | None:
        place = self._item(desk, lambda table: status_of(table) == "draft")
        if place is None:
            return None
        number, item = place
        edits = [("--title", self._text()), ("--sub", self._text(), "--sub", self._text()), ("--kind", "discussion")]
        return ("agenda", "edit-item", number, item["number"], *self.chance.choice(edits))

    def remove_item(self, desk: Desk) -> Words | None:
        place = self._item(desk, lambda table: status_of(table) == "draft")
        return place and ("agenda", "remove-item", place[0], place[1]["number"])

    def move_item(self, desk: Desk) -> Words | None:
        place = self._item(desk, lambda t: "agenda" in t and status_of(t) == "draft" and len(t["items"]) > 1)
        return place and ("agenda", "move-item", place[0], place[1]["number"], "--to", "2")

    def withdraw_item(self, desk: Desk) -> Words | None:
        place = self._item(desk, lambda table: table.get("agenda", {}).get("state") == "provisional")
        return place and ("agenda", "withdraw-item", place[0], place[1]["number"], "--reason", self._text())

    def issue_agenda(self, desk: Desk) -> Words | None:
        return self._with_draft(desk, "issue", lambda t: ("--date", t["meeting"]["start"].isoformat()))

    def adopt_agenda(self, desk: Desk) -> Words | None:
        agendas = [t for t in desk.tables() if "agenda" in t and status_of(t) == "issued"]
        open_agendas = [t for t in agendas if t["agenda"].get("state") != "adopted"]
        if not open_agendas:
            return None
        agenda = self.chance.choice(open_agendas)
        return ("agenda", "adopt", agenda["number"], "--on", agenda["meeting"]["start"].isoformat())

    def make_outcome(self, desk: Desk) -> Words | None:
        tables = desk.tables()
        reported = {link["to"] for t in tables for link in t.get("references", ()) if link.get("kind") == "agenda"}
        agendas = [t for t in tables if "agenda" in t and status_of(t) == "issued" and t["number"] not in reported]
        if not agendas:
            return None
        return ("agenda", "outcome", self.chance.choice(agendas)["number"], "--number", self._new_number())

    def issue(self, desk: Desk) -> Words | None:
        return self._with_number(desk, "issue", statuses={"draft"}, more=self._issue_day)

    def _issue_day(self, table: Table) -> Words:
        return ("--date", table["meeting"]["start"].isoformat()) if "agenda" in table else ()

    def withdraw(self, desk: Desk) -> Words | None:
        return self._with_number(desk, "withdraw", statuses={"issued"})

    def renumber(self, desk: Desk) -> Words | None:
        reserved = [number for number in self._numbers(desk, {"reserved"}) if not is_own(number)]
        new = self.chance.choice(reserved) if reserved and self.chance.random() < 0.2 else self._new_number()
        numbers = [number for number in self._numbers(desk, {"issued", "draft"}) if not is_own(number)]
        return ("renumber", self.chance.choice(numbers), new) if numbers else None

    def add_follow_up(self, desk: Desk) -> Words | None:
        place = self._item(desk, lambda table: "agenda" not in table or status_of(table) != "draft")
        if place is None:
            return None
        return ("followup", "add", self._text(), "--doc", place[0], "--item", place[1]["number"], "--who", "Eurojust")

    def close_follow_up(self, desk: Desk) -> Words | None:
        names = [
            f"{table['number']}#{item['number']}.{ordinal}"
            for table in desk.tables()
            for item in table.get("items", ())
            for ordinal, promise in enumerate(item.get("follow_ups", ()), start=1)
            if "number" in item and promise.get("state", "open") == "open"
        ]
        return ("followup", "done", self.chance.choice(names)) if names else None

    def add_code(self, _: Desk) -> Words:
        return ("codes", "add", self._new_key(), self._text())

    def rename_code(self, desk: Desk) -> Words | None:
        codes = desk.codes()
        return ("codes", "rename", self.chance.choice(codes), self._new_key()) if codes else None

    def retire_code(self, desk: Desk) -> Words | None:
        codes = desk.codes()
        return ("codes", "retire", self.chance.choice(codes), "--replaced-by", "COSI") if codes else None

    def add_body(self, _: Desk) -> Words:
        return ("bodies", "add", self._new_key(), self._text())

    def edit_body(self, desk: Desk) -> Words | None:
        bodies = desk.bodies()
        return ("bodies", "edit", self.chance.choice(bodies), self._text()) if bodies else None

    def undo(self, desk: Desk) -> Words | None:
        """Mostly what the clerk did last, sometimes what somebody did a while ago."""
        commits = desk.clerk.git("log", "-8", "--no-merges", "--format=%H").split()
        commit = commits[0] if self.chance.random() < 0.7 else self.chance.choice(commits)
        return ("undo", commit)

    # ---- what acts are about

    def _new_number(self) -> str:
        """A number that is free, or now and then one that somebody has."""
        if self.chance.random() < 0.97:
            self._last_number += 1
            return f"{self._last_number}/20"
        return f"{self.chance.randint(100, self._last_number)}/20"

    def _new_key(self) -> str:
        self._last_number += 1
        return "ZZ" + "".join(chr(ord("A") + int(figure)) for figure in str(self._last_number))

    def _text(self) -> str:
        return f"Text {self._count} {self.chance.randint(0, 999)}"

    def _edits(self, desk: Desk) -> Words:
        other = self._any_number(desk, {"issued"})
        edits = [
            f"subject={self._text()}",
            f"note={self._text()}",
            f"place={self.chance.choice(TOWNS)}",
            f"date=2020-02-{self.chance.randint(1, 14):02}",
            "from=Presidency",
            "languages=en,fr",
            *([f"previous+={other}"] if other else []),
        ]
        return tuple(self.chance.sample(edits, self.chance.choice((1, 1, 2))))

    def _numbers(self, desk: Desk, statuses: set[str]) -> list[str]:
        return [table["number"] for table in desk.tables() if status_of(table) in statuses]

    def _any_number(self, desk: Desk, statuses: set[str]) -> str | None:
        numbers = self._numbers(desk, statuses)
        return self.chance.choice(numbers) if numbers else None

    def _with_number(
        self, desk: Desk, *act: str, statuses: set[str], more: Callable[[Table], Words] = lambda _: ()
    ) -> Words | None:
        tables = [table for table in desk.tables() if status_of(table) in statuses]
        if not tables:
            return None
        # The newest ones are what everybody works on.
        table = self.chance.choice(tables[-12:] if self.chance.random() < 0.6 else tables)
        return (*act, table["number"], *more(table))

    def _with_draft(self, desk: Desk, act: str, more: Callable[[Table], Words]) -> Words | None:
        drafts = [table for table in desk.tables() if status_of(table) == "draft" and "agenda" in table]
        if not drafts:
            return None
        draft = self.chance.choice(drafts)
        return ("agenda", act, draft["number"], *more(draft))

    def _item(self, desk: Desk, fits: Callable[[Table], bool]) -> tuple[str, Table] | None:
        alive = [table for table in desk.tables() if table.get("items") and status_of(table) in {"draft", "issued"}]
        places = [(t["number"], item) for t in alive if fits(t) for item in t["items"] if "number" in item]
        return self.chance.choice(places) if places else None


# ---- what must hold in the evening


def faults_of_evening(hub: Path, desks: list[Desk], diary: Diary) -> Iterator[str]:
    """What is lost, hangs in the air, or breaks a rule of the history."""
    if {desk.head() for desk in desks} != {on_hub(hub, "rev-parse", "main")}:
        yield "the clones differ"
    reasons = set(re.findall(r"^Reason: (act .*)$", on_hub(hub, "log", "--format=%B", "main"), re.MULTILINE))
    yield from (f"lost: {words} ({reason})" for reason, words in diary.tokens.items() if reason not in reasons)
    desk = desks[0]
    yield from faults_of_references(desk)
    for words in (("check", "--fail-on", "error"), ("check", "--history", "--fail-on", "error")):
        answer = desk.clerk.run(*words)
        if answer.status:
            yield f"{' '.join(words)}: {answer.out}{answer.err}"
    if status := desk.clerk.git("status", "--porcelain"):
        yield f"left over: {status}"


def faults_of_references(desk: Desk) -> Iterator[str]:
    """References to no entry, from no item, or to a number without a document that no finding tells of."""
    tables = {table["number"]: table for table in desk.tables()}
    void = {number for number, table in tables.items() if status_of(table) == "void"}
    told: set[tuple[str, str]] = set()
    if any(target in void for table in tables.values() for target in targets_of(table)):
        report = desk.clerk.run("check", "--select", "XREF,AGD", "--json").out
        findings = json.loads(report)["records"]
        told = {(each["document"], each["message"].removesuffix(" is void")) for each in findings}
    for number, table in tables.items():
        if number in void:
            continue
        for target in targets_of(table):
            if target not in tables:
                yield f"{number} names {target}, which is not there"
            # A draft is told so when it is issued; what was withdrawn names what it named.
            elif target in void and status_of(table) == "issued" and (number, target) not in told:
                yield f"{number} names {target}, which is void, and no rule tells it"
        items = {item.get("number") for item in table.get("items", ())}
        for link in table.get("references", ()):
            if "item" in link and link["item"] not in items:
                yield f"{number} has a reference from item {link['item']}, which it lacks"


def targets_of(table: Table) -> Iterator[str]:
    """The documents that an entry names."""
    yield from table.get("previous_documents", ())
    # A document that was renumbered says which number it replaces.
    yield from (link["to"] for link in table.get("references", ()) if link.get("kind") != "replaces")
    for item in table.get("items", ()):
        yield from item.get("documents", ())
