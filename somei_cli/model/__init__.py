"""What is true of Council documents, also without computers: values and decisions, all pure."""
