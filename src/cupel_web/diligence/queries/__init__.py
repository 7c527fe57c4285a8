"""Reads: records from the database, findings and origins from a run's Parquet outputs."""
