"""The importer: what it reads from a file, and whether that may enter the register."""
