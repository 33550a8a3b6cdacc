"""How results look: views and formats of output, findings, printed documents, the public site."""
