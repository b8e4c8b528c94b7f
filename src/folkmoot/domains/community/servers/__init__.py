"""The operators' list of other servers: limited, cut off or let in. It is public; it acts once sites federate."""
