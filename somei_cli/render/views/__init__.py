"""Views, records and messages for each subject."""
