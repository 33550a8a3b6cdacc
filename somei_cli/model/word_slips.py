"""Whether a word is another one with a single slip: a letter added, lost or changed, or two neighbours swapped."""


def is_slip(word: str, expected: str) -> bool:
    """Return whether a word is the expected one with exactly one slip."""
    longer, shorter = (word, expected) if len(word) >= len(expected) else (expected, word)
    if word == expected or len(longer) - len(shorter) > 1:
        return False
    index = next(
        (
            index
            for index, (letter, other_letter) in enumerate(zip(longer, shorter, strict=False))
            if letter != other_letter
        ),
        None,
    )
    if index is None:
        return True
    if len(longer) > len(shorter):
        return longer[index + 1 :] == shorter[index:]
    swapped = (
        longer[index : index + 2] == shorter[index : index + 2][::-1] and longer[index + 2 :] == shorter[index + 2 :]
    )
    return longer[index + 1 :] == shorter[index + 1 :] or swapped
