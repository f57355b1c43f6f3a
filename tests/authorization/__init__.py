"""Every address, everybody, both methods: exactly who gets where, and nothing changed for whoever is refused."""
