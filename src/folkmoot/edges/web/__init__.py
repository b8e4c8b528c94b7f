"""The pages of members and visitors: server-rendered, whole without JavaScript, quicker with htmx."""
