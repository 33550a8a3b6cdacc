"""The type heading, in every official language and any damage."""
