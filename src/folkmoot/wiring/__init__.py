"""The only place that knows everything: settings, addresses, subscriptions, providers."""
