"""Whether the hyphen at the end of a line only broke a word, by what the language of the text allows.

In German or Danish a word in small letters has no hyphen of its own, except between adjectives and between vowels; in
Italian or Polish only behind an `o`: `polityczno-wojskowy`. In English and French only endings that are no words of
their own are certain: `recog-nition`, but not `policy-driven`.
"""

import re

_COMPOUNDING = frozenset({"de", "nl", "da", "sv", "fi", "et"})
_WITHOUT_HYPHENS = frozenset({"es", "it", "pt", "pl", "cs", "sk", "sl", "hr", "el", "lt", "lv"})
_VOWELS = frozenset("aeiouyäöüåæøõ")
# deutsch-französisch, wissenschaftlich-technisch, politisk-militær
_ADJECTIVE_LAST = re.compile(r"(?:sch|lich|sk|ell)$")
_NEGATION = frozenset("niet nicht ikke icke oud nej ei nie no não".split())
_LAST_IN_PAIR = ("o", "ο", "о")
# Pronouns behind Portuguese and Spanish verbs.
_PRONOUNS = frozenset("lhe lhes los las nos vos".split())
_CONSONANTS = "[bcdfghjklmnpqrstvwxz]{0,2}"
_ENGLISH_ENDING = re.compile(
    rf"{_CONSONANTS}(?:[aiu]?tion(?:s|al|ally|ary)?|sions?|ment(?:s|al|ary)?|it(?:y|ies)|[ae]nc(?:es?|y|ies)|"
    r"i[sz]ations?|[ai]tive(?:ly|s)?|tives?|tures?|dures?|[ai]bly|[ai]ble|ically|pean|lish(?:ed|ment|ing)|[ct]ial(?:ly)?|[cnr]al)|"
    r"[bcdlmntv]ing"
)
_FRENCH_ENDING = re.compile(
    rf"{_CONSONANTS}(?:[aiu]?tions?|sions?|ments?|mentaires?|i?tés?|[ae]nces?|[io]ques?|ques|lyses?|[ai]?ti(?:fs?|ves?)|"
    r"tures?|teurs?|trices?|[ai]bles?|u?aires?|nel(?:le)?s?|péen(?:ne)?s?|[ct]ia(?:les?|ux)|[nr]a(?:les?|ux)|ières?)"
)
_ENDINGS = {"en": _ENGLISH_ENDING, "fr": _FRENCH_ENDING}
_WORDS_LIKE_ENDINGS = frozenset(
    "table tables cable cables fable fables stable sable sables bible bibles able viable câble câbles "
    "nation nations national station stations stationary ration rations rational dance dances lance lances chance "
    "chances glance stance stances trance fence fences pence hence thence whence city cities pity mental piques brique "
    "briques pique toque coque coques choque native faire paire paires maire maires bière bières".split()
)


def is_certain_break(first: str, second: str, language: str | None) -> bool:
    """Whether a hyphen between two parts of a word, the second in small letters, was put in only to break the word.

    `language` is a code such as `da`; without one nothing is certain.

    >>> is_certain_break("luftfor", "urening", "da"), is_certain_break("politisk", "militær", "da")
    (True, False)
    >>> is_certain_break("recog", "nition", "en"), is_certain_break("policy", "driven", "en")
    (True, False)
    >>> is_certain_break("navi", "gable", "fr"), is_certain_break("round", "table", "en")
    (True, False)
    """
    first, second = first.casefold(), second.casefold()
    if language in _COMPOUNDING:
        meets_vowel = first[-1] in _VOWELS and second[0] in _VOWELS
        return not (meets_vowel or first in _NEGATION or _ADJECTIVE_LAST.search(first))
    if language in _WITHOUT_HYPHENS:
        return not (first.endswith(_LAST_IN_PAIR) or first in _NEGATION or second in _PRONOUNS)
    ending = _ENDINGS.get(language or "")
    return ending is not None and bool(ending.fullmatch(second)) and second not in _WORDS_LIKE_ENDINGS
