"""Document numbers, provisional numbers, counters and slips."""
