"""somei keeps a register of Council of the EU documents as plain TOML files in a git repository."""

__version__ = "0.1.0"
