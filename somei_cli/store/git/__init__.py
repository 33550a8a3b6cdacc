"""git: its command, objects, commits, configuration and status."""
