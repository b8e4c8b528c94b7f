"""Bringing in what somebody has elsewhere: received, looked into, chosen from, taken in by a job."""
