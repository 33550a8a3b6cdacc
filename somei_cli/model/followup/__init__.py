"""Follow-ups: what somebody is to do by a date."""
