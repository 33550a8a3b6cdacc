"""One slip of the hand or of a scan in a word: a letter too many, one lost or changed, or two neighbours swapped."""


def is_slip(word: str, known: str) -> bool:
    """Whether a word is another one with a single slip; the same word is none."""
    longer, shorter = (word, known) if len(word) >= len(known) else (known, word)
    if word == known or len(longer) - len(shorter) > 1:
        return False
    at = next((at for at, (left, right) in enumerate(zip(longer, shorter, strict=False)) if left != right), None)
    if at is None:
        return True
    if len(longer) > len(shorter):
        return longer[at + 1 :] == shorter[at:]
    swapped = longer[at : at + 2] == shorter[at : at + 2][::-1] and longer[at + 2 :] == shorter[at + 2 :]
    return longer[at + 1 :] == shorter[at + 1 :] or swapped
