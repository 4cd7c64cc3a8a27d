"""What the workflows do beside building and checking, as commands that are tested here."""
