"""What schemas and topics of FollowTheMoney mean here. Source: the FollowTheMoney model and OpenSanctions' topics."""

KINDS = {
    "Person": "person", "Company": "organisation", "Organization": "organisation", "PublicBody": "organisation",
    "Vessel": "vessel", "Airplane": "aircraft", "LegalEntity": "unknown",
}  # fmt: skip
OTHER_THINGS = ("Asset", "Security", "CryptoWallet", "Vehicle", "Project", "RealEstate")
"""Schemas that may be listed without being a party."""

TOPICS = (
    ("sanction", "sanction"), ("asset.frozen", "sanction"), ("export.control", "export control"),
    ("forced.labor", "forced labour"), ("debarment", "debarment"), ("crime", "crime"), ("wanted", "crime"),
    ("reg.", "regulatory action"), ("role.pep", "political exposure"), ("role.rca", "political exposure"),
    ("poi", "person of interest"), ("export.risk", "person of interest"),
)  # fmt: skip
"""Topics by how they begin, gravest first. What is only linked to a listed party is a person of interest."""

COUNTRY_ROLES = {"person": "nationality", "vessel": "flag"}
"""What an unspecified country is to a kind of entity; registration for all others."""


def topic_of(topics: list[str]) -> str | None:
    """The gravest topic; None where none is known here."""
    direct = [topic for topic in topics if not topic.endswith(".linked")]
    found = next((ours for start, ours in TOPICS if any(topic.startswith(start) for topic in direct)), None)
    return found or ("person of interest" if len(direct) < len(topics) else None)
