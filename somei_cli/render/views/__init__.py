"""The view of each subject."""
