"""How what leaves the register is written: the forms of an export, and the manifest beside them."""
