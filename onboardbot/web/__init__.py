"""The edge to browsers and probes."""
