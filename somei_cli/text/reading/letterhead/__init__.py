"""The letterhead: place and date, number, codes, languages, files, stamps."""
