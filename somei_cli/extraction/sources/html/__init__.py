"""Read HTML pages into lines."""
