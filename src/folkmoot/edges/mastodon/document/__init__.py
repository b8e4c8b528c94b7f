"""The OpenAPI document of the client API, made from the table of endpoints and the types of the wire."""
