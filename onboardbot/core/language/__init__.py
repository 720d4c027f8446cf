"""What text says; one pack a language."""
