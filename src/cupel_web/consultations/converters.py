"""Parts of addresses of this room."""

from cupel_web.kernel.converters import UlidConverter


class TemplateConverter(UlidConverter):
    """The end of a comment template's name."""

    regex = "xlsx|docx"


class MoveConverter(UlidConverter):
    """A step that the group takes with what is proposed or agreed."""

    regex = "agree|publish"
