"""The files that git keeps in its folder while a merge waits for its user, with the command that began it."""

STOPPED_MERGES = {
    # A rebase may leave the file of a cherry-pick too.
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
