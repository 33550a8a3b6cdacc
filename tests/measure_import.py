"""How right the importer reads, as a table: `python tests/measure_import.py`.

Some sixty cover pages (`import_accuracy/pages`) are read as they are in every format, and damaged in some sixty ways,
each in plain text and in one other format. The columns: fields that are right and empty, in percent; values that are
wrong, with a doubt on the field and without one; documents that would be taken without a question, and of these those
with a wrong value; documents that are right in every field and were doubted all the same; values that needed a doubt,
because the page is damaged there, and got none.

    --only DAMAGE     only this damage (may be repeated; "no damage" are the pages as they are)
    --page PAGE       only this page (may be repeated)
    --format FORMAT   in this format (may be repeated)
    --seed N          other choices within the damages
    --show            list what is wrong, with what was expected
    --empty           list what is empty too
    --list            list the damages
"""

import argparse
import sys
import time
from collections.abc import Iterable

from import_accuracy.cover_page import FIELDS
from import_accuracy.damage import FORMATS
from import_accuracy.invented_documents import read_invented_documents
from import_accuracy.judgement import EMPTY, WRONG
from import_accuracy.measurement import (
    DAMAGES,
    SOUND,
    Outcome,
    count_by,
    count_fields,
    describe_in_words,
    make_cases,
    print_table,
    read_cases,
    read_vocabulary,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", action="append", choices=[SOUND, *(damage.name for damage in DAMAGES)])
    parser.add_argument("--page", action="append")
    parser.add_argument("--format", action="append", choices=FORMATS)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if options.list:
        for damage in DAMAGES:
            sys.stdout.write(
                f"{damage.name}: {damage.description} ({damage.effect.value} words; {', '.join(damage.formats)})\n"
            )
        return
    begun = time.perf_counter()
    outcomes = read_cases(make_cases(options.only, options.format, options.page, options.seed), read_vocabulary())
    sys.stdout.write("\n".join(describe(outcomes, show=options.show, empty=options.empty)) + "\n")
    if not (options.only or options.format or options.page):
        invented = list(read_invented_documents(read_vocabulary()))
        sys.stdout.write("\n".join(describe_invented(invented, show=options.show, empty=options.empty)) + "\n\n")
    sys.stdout.write(f"{len(outcomes)} files in {time.perf_counter() - begun:.0f} s\n")


def describe(outcomes: list[Outcome], *, show: bool, empty: bool) -> Iterable[str]:
    """Yield the tables, and before them what is not right, if it is asked for."""
    yield from list_what_is_not_right(outcomes, show=show, empty=empty)
    yield print_table("damage", count_by(outcomes, lambda outcome: outcome.case.damage))
    yield ""
    yield print_table("format", count_by(outcomes, lambda outcome: outcome.case.format))
    yield ""
    yield print_table("field", count_fields(outcomes, FIELDS), of_documents=False)
    yield ""
    kinds = {True: "as they are", False: "damaged"}
    tallies = count_by(outcomes, lambda outcome: kinds[outcome.case.damage == SOUND])
    yield print_table("pages", tallies)
    for kind, tally in tallies.items():
        yield f"\n{kind}:\n{describe_in_words(tally)}"


def describe_invented(outcomes: list[Outcome], *, show: bool, empty: bool) -> Iterable[str]:
    """Yield what became of the invented documents, which have no part in the tables."""
    yield ""
    yield from list_what_is_not_right(outcomes, show=show, empty=empty)
    tallies = count_by(outcomes, lambda outcome: outcome.case.damage)
    yield print_table("documents", tallies)
    for kind, tally in tallies.items():
        yield f"\n{kind}:\n{describe_in_words(tally)}"


def list_what_is_not_right(outcomes: list[Outcome], *, show: bool, empty: bool) -> Iterable[str]:
    """Yield refusals, and what is wrong, empty or doubted without need, if it is asked for."""
    for outcome in outcomes:
        if outcome.refusal:
            yield f"refused: {_name(outcome)}: {outcome.refusal}"
        for judged in outcome.verdict.fields:
            if (show and judged.verdict == WRONG) or (empty and judged.verdict == EMPTY):
                doubt = "with a doubt" if judged.doubted else "without a doubt"
                yield f"{judged.verdict}, {doubt}: {_name(outcome)}: {judged.field}"
                yield f"    read     {judged.got}"
                yield f"    expected {judged.expected}"
        if show and outcome.verdict.undoubted:
            yield f"needs a doubt: {_name(outcome)}: {', '.join(outcome.verdict.undoubted)}"
        if show and outcome.verdict.is_right and outcome.verdict.needless:
            yield f"doubted without need: {_name(outcome)}: {', '.join(outcome.verdict.needless)}"


def _name(outcome: Outcome) -> str:
    return f"{outcome.case.page.name} / {outcome.case.damage} / {outcome.case.format}"


if __name__ == "__main__":
    main()
