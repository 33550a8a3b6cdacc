"""The keys of fields in the messages of rules and of the importer, put into words for a screen."""

import re

from somei_cli.render.output.field_names import name_field

_KEY_IN_TEXT = re.compile(r"(?<![\w/.-])(?P<key>[a-z]+(?:_[a-z0-9]+)+)(?![\w/=.-]*[/=\w])")


def name_keys(text: str) -> str:
    """Return a message with the fields that it names by their keys in words; options, edits and paths stay.

    >>> name_keys("“follow_ups” is given twice"), name_keys("somei edit 7/20 subject_codes=COSI")
    ('“follow-ups” is given twice', 'somei edit 7/20 subject_codes=COSI')
    """
    return _KEY_IN_TEXT.sub(lambda match: name_field(match["key"]), text)
