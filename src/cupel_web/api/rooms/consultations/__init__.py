"""Consultations: what the public reads, what those who run one do, and the group's decisions on comments."""

from cupel_web.api.rooms.consultations import board, clusters, reading, running

parts = (reading, running, board, clusters)
routers = tuple(part.router for part in parts)
