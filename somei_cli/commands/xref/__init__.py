"""`somei xref`: the references between documents."""
