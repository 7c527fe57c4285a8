"""Moments in time zones, and who says what in words."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cupel.governance import Requirement
from cupel_web.kernel.zones import in_zone

register = template.Library()


@register.filter
def shown_in(when: datetime, zone: str) -> SafeString:
    """Day and time as clocks in ``zone`` show them, with how far they are from UTC."""
    there = in_zone(when, zone)
    offset = there.strftime("%z")
    text = f"{there:%Y-%m-%d %H:%M} (UTC{offset[:3]}:{offset[3:]})"
    return format_html('<time datetime="{}">{}</time>', there.isoformat(), text)


@register.filter
def day_in(when: datetime, zone: str) -> str:
    """Day and time of day in ``zone``, short."""
    return f"{in_zone(when, zone):%Y-%m-%d %H:%M}"


@register.filter
def parsed(text: str) -> datetime:
    """The moment that minutes hold as text."""
    return datetime.fromisoformat(text)


@register.filter
def as_rules(rules: Iterable[dict[str, Any]]) -> list[Requirement]:
    """Rules as minutes hold them, ready to be shown."""
    return [
        Requirement(
            rule=rule["rule"], category=rule["category"] or None, reached=Fraction(rule["reached"]),
            needed=Fraction(rule["needed"]), met=rule["met"],
        )
        for rule in rules
    ]  # fmt: skip


@register.filter
def all_met(rules: Iterable[Requirement]) -> bool:
    """Whether every rule is met."""
    return all(rule.met for rule in rules)
