"""Consultations: comments on a draft, where they belong, which say the same, what is decided and what is published."""
