"""Intake: from files of any kind to clean tables, with every row that does not fit in quarantine."""
