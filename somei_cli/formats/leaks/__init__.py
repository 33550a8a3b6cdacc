"""The leak check: words that must not be published, and how to find them in published files."""
