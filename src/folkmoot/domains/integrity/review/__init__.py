"""How cases come before people: their order, queues, notes, decisions in bulk, and what all of it costs in time."""
