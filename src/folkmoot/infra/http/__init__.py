"""What edges share about HTTP and what belongs to no domain."""
