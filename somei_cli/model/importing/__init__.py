"""What the importer reads, and what becomes of it."""
