"""From files of every format to lines with their places."""
