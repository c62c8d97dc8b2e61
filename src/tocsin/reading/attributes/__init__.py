"""What are they: nationality apart from origin and birthplace, age, role, membership, suspicion."""
