"""Optional listeners beside the rules: a language model at an address of yours, and a sentence encoder here."""
