"""What happened or may happen: frames from lexicon and grammar, with their roles; one event told twice is one event."""
