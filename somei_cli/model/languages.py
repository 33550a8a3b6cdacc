"""The official languages of the Union, as documents name them."""

THREE_LETTERS = dict(
    pair.split("=")
    for pair in (
        "bg=bul cs=ces da=dan de=deu el=ell en=eng es=spa et=est fi=fin fr=fra ga=gle hr=hrv hu=hun it=ita lt=lit "
        "lv=lav mt=mlt nl=nld pl=pol pt=por ro=ron sk=slk sl=slv sv=swe"
    ).split()
)
"""As the authority tables of the Publications Office name them (ISO 639-3), by their two letters."""
LANGUAGES = frozenset(THREE_LETTERS)
"""By their two letters."""
