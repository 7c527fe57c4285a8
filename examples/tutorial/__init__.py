"""A small company's books in round numbers, to follow by hand; see the README beside this file."""
