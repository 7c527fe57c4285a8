"""Comments that say the same, suggested with a reason; people confirm, and one decision answers all."""
