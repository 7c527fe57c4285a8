"""What is bought and sold, how it travels, and what befalls it on the way."""
