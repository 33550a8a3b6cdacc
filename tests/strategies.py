"""What a valid value is, as hypothesis strategies."""

from hypothesis import strategies as st

from somei_cli.model.numbers import KNOWN_SERIES, DocumentNumber, Suffix, SuffixKind


def series() -> st.SearchStrategy[str]:
    """Known series mostly, and others of the same form."""
    unknown = st.from_regex(r"\A[A-Z]{2,5}(-[A-Z]{2,5})?\Z")
    return st.one_of(st.just("ST"), st.sampled_from(KNOWN_SERIES), unknown)


def suffixes() -> st.SearchStrategy[tuple[Suffix, ...]]:
    """Chains of up to four steps."""
    step = st.builds(Suffix, st.sampled_from(SuffixKind), st.integers(0, 999))
    return st.lists(step, max_size=4).map(tuple)


def numbers() -> st.SearchStrategy[DocumentNumber]:
    """Every document number there can be."""
    return st.builds(
        DocumentNumber.of, st.just(""), series(), st.integers(1, 99_999), st.integers(1952, 2051), suffixes()
    )
