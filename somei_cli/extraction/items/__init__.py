"""The items of agendas and outcomes: their numbers, titles, sub-items and treatments."""
