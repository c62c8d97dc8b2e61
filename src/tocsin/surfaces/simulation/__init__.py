"""A whole federation in one process, on simulated time: every fault from a seed, every invariant checked."""
