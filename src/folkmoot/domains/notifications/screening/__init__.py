"""Of whom somebody wants to hear: what they accept, what waits as a request, what is not even stored."""
