"""Pages of consultations."""
