"""What a clerk can do: the order of steps. Each act reads, decides and commits once."""
