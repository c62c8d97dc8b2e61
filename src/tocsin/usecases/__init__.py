"""What a node can be asked: one function each, one transaction each, never calling one another."""
