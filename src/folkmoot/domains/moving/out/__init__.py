"""Making an archive of everything that is somebody's own."""
