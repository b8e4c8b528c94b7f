"""Every endpoint, grouped as Mastodon's documentation groups them."""
