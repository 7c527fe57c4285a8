"""Measurements for the operator: how many, how long; never about whom."""

from django.db.models import Count
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

REGISTRY = CollectorRegistry()
REQUESTS = Counter("cupel_requests", "Requests answered", ["page", "method", "status"], registry=REGISTRY)
DURATION = Histogram("cupel_request_seconds", "Time to answer", ["page"], registry=REGISTRY)
TASKS = Gauge("cupel_tasks", "Background tasks by state", ["state"], registry=REGISTRY)


def exposition() -> bytes:
    """Every measurement in the Prometheus text format."""
    TASKS.clear()
    for row in DBTaskResult.objects.values("status").order_by("status").annotate(number=Count("pk")):
        TASKS.labels(row["status"].lower()).set(row["number"])
    return generate_latest(REGISTRY)
