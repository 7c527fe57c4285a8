"""Decisions: ballots with their count and positions, objections and their answers, approvals by owners."""

from cupel_web.api.rooms.decisions import approvals, ballots, objections

routers = tuple(part.router for part in (ballots, objections, approvals))
