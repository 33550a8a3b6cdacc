"""What commands share: options, the session, the table of commands, and what runs an act or prints an answer."""
