"""Reads of consultations."""
