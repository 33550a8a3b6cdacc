"""Draft agendas, change their items, and issue, adopt and report on them."""
