"""What happens, one file a thing; flows own transactions."""
