"""What is published of a consultation: contents first, then writers that know nothing of comments."""
