"""Documents of an agenda item: in the right-hand column behind a wide gap, or alone on the lines below the title."""

import re

_PIECE = re.compile(
    r"(?:docs?\.?:?|\(|\)|[+,;&*]|and|to|[-–]|LIMITE|PUBLIC|"
    r"(?:(?:ST|CM|SN|DS|WK|XT|PE-CONS|EUCO)\s?)?[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2}(?:[0-9]{2})?|"
    r"(?:REV|ADD|COR|EXT|DCL|INIT)\s?(?:[0-9]{1,3})?(?:\s?[-–]\s?[0-9]{1,3})?(?:\s?\([a-z, ]{2,40}\))?|"
    r"(?:COM|SWD|JOIN|SEC|C)\s?\([0-9]{2,4}\)\s?[0-9]{1,5}(?: final(?:/[0-9])?)?|"
    r"[A-Z][A-Z0-9]{0,11}(?:[/-][A-Z0-9]{1,11})?|[0-9]{1,4})\s{0,80}"
)
_ANCHOR = re.compile(r"[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2}|(?:^|\+)\s*(?:REV|ADD|COR)\s?[0-9]|(?:COM|SWD|JOIN)\s?\(")
_GAP = re.compile(
    r"\s{3,}(?=\S)|(?<!\bin)(?<!\bof)(?<!\bto)(?<!\bsee)(?<!\bNo)(?<!\band)(?<!doc\.)(?<!docs)(?<!doc)(?<!ument)(?<!uments)\s(?=[0-9]{4,5}/[0-9])"
)


def is_side_document(words: str) -> bool:
    """Whether a line names documents and nothing else; subject codes may stand beside.

    >>> [is_side_document(w) for w in ("14402/1/19 REV 1 PTS A 88", "+ COR 1", "Reply to 14402/19")]
    [True, True, False]
    """
    words = words.strip()
    if not words or len(words) > 200 or not _ANCHOR.search(words):
        return False
    at = 0
    while at < len(words):
        piece = _PIECE.match(words, at)
        if piece is None:
            return False
        at = piece.end()
    return True


def without_side_document(words: str) -> tuple[str, str]:
    """The words of a line, and the documents in its right-hand column, or behind a title whose columns were lost.

    >>> without_side_document("Non-legislative list          14408/19 PTS A 88")
    ('Non-legislative list', '14408/19 PTS A 88')
    >>> without_side_document("Lamps 15400/22 + COR 1"), without_side_document("The text in 15400/22")
    (('Lamps', '15400/22 + COR 1'), ('The text in 15400/22', ''))
    """
    for gap in _GAP.finditer(words):
        if gap.start() and is_side_document(words[gap.end() :]):
            return words[: gap.start()].rstrip(), words[gap.end() :].strip()
    return words, ""
