"""What the public may see of a register."""
