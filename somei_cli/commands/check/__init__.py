"""`somei check`: the whole register, what changed, an untrusted branch, a push to a server; and the fixes."""
