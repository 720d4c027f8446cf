"""Tables and queries; they decide nothing."""
