"""Texts of others in XML documents."""

import re

WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""The namespace of Word documents (ECMA-376, part 1, clause 17)."""

_NOT_XML = re.compile("[^\\x09\\x0a\\x0d\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def clean_text(text: str) -> str:
    """``text`` without the characters that XML 1.0 cannot hold, and with one kind of line end."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
