"""Set up, examine and repair a clone."""
