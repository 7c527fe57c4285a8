"""What people fill in about consultations."""
