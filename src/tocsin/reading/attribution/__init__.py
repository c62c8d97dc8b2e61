"""Who says so: the outermost speaker first."""
