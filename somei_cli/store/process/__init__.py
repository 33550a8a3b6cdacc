"""Processes: workers, locks, signals, limits of time."""
