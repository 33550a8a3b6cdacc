"""The xref commands: references between documents."""
