"""Tables of other programs: CSV, TSV, JSON lines and XLSX, their rows, their cells and their columns."""
