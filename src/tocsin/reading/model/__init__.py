"""What is learnt from examples: a small network that says which words fill which role, and what they mention."""
