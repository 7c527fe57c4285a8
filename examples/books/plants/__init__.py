"""What the plants make of it, and where it is shipped."""
