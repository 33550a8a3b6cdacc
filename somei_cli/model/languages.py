"""The official languages of the Union, as documents name them."""

LANGUAGES = frozenset("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split())
"""By their two letters."""
