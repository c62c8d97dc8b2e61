"""The demonstration: three nodes, one report, the whole story. The people in it are scripted."""
