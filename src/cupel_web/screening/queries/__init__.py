"""What pages of lists and screenings show."""
