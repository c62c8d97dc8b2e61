"""What a node needs from outside, as small protocols; the contract is in each docstring."""
