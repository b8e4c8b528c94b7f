"""What counts when cases are put in order: who reported, how far the subject reaches, what signals found."""
