"""Who talks to the network: pages, client API, console, command line. No edge knows another."""
