"""Many files: all cores, one line of JSON each, and whatever happens to one file happens to that file only."""
