"""Reading files and registering what was read."""
