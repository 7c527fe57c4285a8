"""Verbs about groups, their rules, mandate, seats and applicants."""

from cupel_web.groups.actions.applications import Wish, apply, confirm_application, rule, withdraw_application
from cupel_web.groups.actions.groups import Description, Step, Wording, change_group, move_group, propose_group
from cupel_web.groups.actions.procedures import adopt_procedure
from cupel_web.groups.actions.seats import (
    Filling,
    Newcomer,
    NewSeat,
    close_seat,
    end_access,
    end_tenure,
    fill_seat,
    grant_access,
    open_seat,
    renew_tenure,
    seat_person,
)
from cupel_web.groups.actions.terms import Mandate, approve_terms, change_terms, propose_terms

__all__ = [
    "Description", "Filling", "Mandate", "NewSeat", "Newcomer", "Step", "Wish", "Wording", "adopt_procedure", "apply",
    "approve_terms", "change_group", "change_terms", "close_seat", "confirm_application", "end_access", "end_tenure",
    "fill_seat", "grant_access", "move_group", "open_seat", "propose_group", "propose_terms", "renew_tenure", "rule",
    "seat_person", "withdraw_application",
]  # fmt: skip
