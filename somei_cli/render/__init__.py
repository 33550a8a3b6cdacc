"""How it looks: values to one view, and a view to any format. Prints in one place only, decides nothing."""
