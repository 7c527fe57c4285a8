"""Answers that are files."""

BYTES = {"responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}}}}}
"""What the description says of an operation whose answer is the bytes of a file."""
