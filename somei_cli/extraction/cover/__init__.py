"""The cover page: letterhead, own number, place and date, type heading, subject codes, classification."""
