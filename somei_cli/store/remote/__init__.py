"""The shared repository: numbers given there, rebase, push and the check before a push."""
