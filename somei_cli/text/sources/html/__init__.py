"""HTML to lines: what a reader sees of a page."""
