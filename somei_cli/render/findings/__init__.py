"""What a check found, in the formats that people, nights and code reviews read: one module a format, all pure."""
