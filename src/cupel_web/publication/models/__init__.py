"""Records of publication: texts put to owners, editions published, their files."""

from cupel_web.publication.models.publication import AskedText, Publication, PublishedFile

__all__ = ["AskedText", "Publication", "PublishedFile"]
