"""Word files of a standard: made from editions, with tracked changes, and read back into clauses."""
