"""The register of signals: one module a signal, one line here."""
