"""Documents from outside: bytes of a file to a draft entry with its evidence and its doubts. All pure."""
