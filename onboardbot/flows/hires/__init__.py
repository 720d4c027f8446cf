"""What HR sees of hires under way, and does about one: the list, a hire's page, changes, and deeds."""
