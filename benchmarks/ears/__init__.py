"""The optional sentence encoder: training its head, and what it hears. Needs the packages of requirements/ml.txt."""
