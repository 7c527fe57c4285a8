"""One module per published layout."""
