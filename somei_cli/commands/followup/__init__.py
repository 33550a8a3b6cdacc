"""The followup commands: what somebody is to do after a meeting, by when, and what became of it."""
