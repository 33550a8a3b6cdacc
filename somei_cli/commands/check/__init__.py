"""The commands of somei check: the whole register, a part, an untrusted branch, a push; and the fixes."""
