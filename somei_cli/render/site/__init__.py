"""The site that shows the public part of a register: pages, lists, feeds and the index that a browser searches."""
