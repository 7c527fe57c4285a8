"""Drafts of editions: read one clause by clause, edit it, consult on it, close it."""

from cupel_web.api.rooms.drafts import editing, reading

parts = (reading, editing)
routers = tuple(part.router for part in parts)
