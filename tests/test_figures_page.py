"""The page of figures and the line in the README say what the file of figures says, and nothing else."""

import re

from figures_page import PAGE, README, README_BLOCK, make_page, make_readme_line, read_figures


def test_the_page_is_what_the_benchmark_writes() -> None:
    assert PAGE.read_text("utf-8") == make_page(read_figures())


def test_the_line_in_the_readme_is_of_the_same_figures() -> None:
    (block,) = README_BLOCK.findall(README.read_text("utf-8"))
    assert block == make_readme_line(read_figures())


def test_page_and_line_name_the_day_and_the_kind_of_machine() -> None:
    figures = read_figures()
    for text in (make_page(figures), make_readme_line(figures)):
        words = " ".join(text.split())
        assert figures["date"] in words
        assert figures["machine"] in words
        assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ \d{4}", figures["date"])
