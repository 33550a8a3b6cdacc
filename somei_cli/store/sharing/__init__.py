"""Many clerks, one register: what a clone and the server that all share say to each other."""
