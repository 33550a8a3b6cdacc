"""The static site of the public part of a register: pages, lists, feeds, calendars, and a search in the browser."""
