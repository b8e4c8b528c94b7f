"""What operators tell the whole community; members put it away or answer with an emoji."""
