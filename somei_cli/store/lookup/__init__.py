"""The throw-away index: what every document says of itself in short, so that a question need not read them all."""
