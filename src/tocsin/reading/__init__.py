"""From bytes to a reading: sourced claims with their exact words; usable without a node."""
