"""Modals: opened at once, as their trigger lives three seconds."""
