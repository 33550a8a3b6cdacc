"""Starting, examining and repairing a clone."""
