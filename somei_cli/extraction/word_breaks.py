"""Whether the hyphen at the end of a line only broke a word, by its parts and by what the language of the text allows.

In German or Danish a word in small letters has no hyphen of its own, except between adjectives and between vowels; in
Italian or Polish only behind an `o`: `polityczno-wojskowy`. In English and French only endings that are no words of
their own are certain: `recog-nition`, but not `policy-driven`.
"""

import re

HYPHEN_LAST = re.compile(r"(?<![\w-])(?P<part>[^\W\d_]{2,30})-$")
"""The first part of a word, and the hyphen behind it at the end of a line."""
_WORD_FIRST = re.compile(r"(?P<word>[^\W\d_A-ZÀ-Þ]{2,30})(?![\w-])")
# Words behind a hyphen that stands for the end of a word: “pre- and post-”, “Grenz- und Asylfragen”.
_BETWEEN_PARTS = frozenset(
    "and or und oder bzw et ou en of och eller og tai ja e ed o y i a és vagy lub oraz nebo sowie samt sekä respektive "
    "resp statt nor but ili alebo či ali in ir ar un või ning ani plus dan".split()
)
# The parts of words that have a hyphen of their own.
_FIRST_PARTS = frozenset(
    "re bi by on up to in de "
    "non anti co ex pre post inter multi sub self cross long short high low mid well vice third follow decision policy "
    "law rule end start north south east west trans counter pro semi micro macro socio agri bio eco geo euro sous demi "
    "mini après avant nord sud est ouest lieutenant secrétaire vis rendez peut là celui celle ceux ober unter".split()
)
# Names that begin as words with a hyphen do.
_EUROPEAN = ("europe", "europä", "europæ", "europé", "europa")
_NAMES = frozenset({"interpol", "eurojust", "europol", "eurostat", "euratom"})
_SECOND_PARTS = frozenset(
    "up making term based related wide border legislative free building general général level in off out members "
    "member site like time scale cutting keeping being called day year state states à ci là même mêmes dire elle il "
    "on nous vous generaal".split()
)
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


def is_broken_word(first: str, second: str) -> bool:
    """Whether the hyphen between two parts of a word only breaks it: `recog-nition`, but not `long-term`."""
    joined = f"{first}{second}".casefold()
    is_name = joined in _NAMES or (first.casefold() == "euro" and joined.startswith(_EUROPEAN))
    # Small letters behind capitals: EU-wide, IPA-funded.
    is_part = first.isupper() or first.casefold() in _FIRST_PARTS or second in _SECOND_PARTS
    return is_name or not is_part


def find_broken_word(above: str, below: str) -> tuple[str, str] | None:
    """Return the parts of a word that the hyphen at the end of a line only breaks, `recog-` / `nition`; else None."""
    first, second = HYPHEN_LAST.search(above), _WORD_FIRST.match(below)
    if first and second and is_broken_word(first["part"], second["word"]):
        return first["part"], second["word"]
    return None


def is_between_parts(word: str) -> bool:
    """Whether a word joins two words of which the first lacks its end: `pre- and post-`."""
    return word in _BETWEEN_PARTS


def join_at_hyphen(text: str, line: str, between: str) -> str:
    """Join a line to text that ends with a hyphen; a hyphen that only broke a word goes."""
    second = _WORD_FIRST.match(line)
    if second and is_between_parts(second["word"]):
        return text + between + line
    return (text[:-1] if find_broken_word(text, line) else text) + line
