"""Run git, and read and write its objects, configuration and status."""
