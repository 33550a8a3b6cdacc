"""Read files for an import and register them."""
