"""Work: emerging issues, what groups hand over, papers, talk, what people took on, and search."""

from cupel_web.api.rooms.work import (
    action_items,
    deliverables,
    formats,
    issues,
    papers,
    searching,
    threads,
    workstreams,
)

parts = (issues, formats, workstreams, deliverables, papers, threads, action_items, searching)
routers = tuple(part.router for part in parts)
