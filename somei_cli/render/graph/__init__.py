"""Graphs of references, drawn as SVG or written for other programs that draw."""
