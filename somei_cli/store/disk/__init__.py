"""Files on the disk: reading input, writing output, data of the package."""
