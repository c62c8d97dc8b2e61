"""The leak check: traces of what is withheld in what is about to be sent. It begins in `finding`."""
