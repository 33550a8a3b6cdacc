"""What must hold: pure functions from what is recorded to findings, each with its reason."""
