"""The header table with From, To and Subject."""
