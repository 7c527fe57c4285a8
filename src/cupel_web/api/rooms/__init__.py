"""One module per room: what it shows and takes, as JSON."""
