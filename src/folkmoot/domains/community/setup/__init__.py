"""What only an operator can say of the first steps of a site: done, and the list put away."""
