"""Full-text search: plan, filters, rank."""
