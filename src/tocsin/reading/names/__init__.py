"""Which names: persons, organisations, places, facilities, weapons and identifiers."""
