"""The files of a register in the work tree, the git index and commits."""
