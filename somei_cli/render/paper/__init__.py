"""Documents as they look on paper: one sheet of values, and a writer for each form."""
