"""Where the register is kept: the files of the work tree and git."""
