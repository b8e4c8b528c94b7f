"""What moderators and operators do through a client: on the same commands as the console, and as little in secret."""

from folkmoot.edges.mastodon.endpoints.admin import acting, blocks, figures, people, reports, servers, trends

FILES = (people, acting, reports, trends, servers, blocks, figures)
