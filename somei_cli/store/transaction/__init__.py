"""Writing one commit, and recovery after a crash."""
