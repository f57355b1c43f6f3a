"""What may be asked of the directory, and the engine that answers."""
