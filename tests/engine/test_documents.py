"""Texts of others in XML documents."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from cupel.documents import clean_text


@given(st.text())
def test_any_text_can_stand_in_xml_and_comes_back(text: str) -> None:
    cleaned = clean_text(text)
    element = ET.Element("t")
    element.text = cleaned
    assert (ET.fromstring(ET.tostring(element, encoding="utf-8")).text or "") == cleaned
    assert clean_text(cleaned) == cleaned


def test_there_is_one_kind_of_line_end() -> None:
    assert clean_text("a\r\nb\rc\vd") == "a\nb\nc\nd"
