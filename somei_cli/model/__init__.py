"""Values and decisions about Council documents; all pure."""
