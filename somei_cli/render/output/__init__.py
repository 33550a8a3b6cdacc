"""How answers are printed: views, tables, formats for machines, streams, progress."""
