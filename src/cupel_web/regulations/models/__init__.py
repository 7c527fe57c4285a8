"""Records of instruments."""

from cupel_web.regulations.models.entry import DatedEvent, Dealing, InstrumentVersion
from cupel_web.regulations.models.instrument import Import, Instrument, Watch

__all__ = ["DatedEvent", "Dealing", "Import", "Instrument", "InstrumentVersion", "Watch"]
