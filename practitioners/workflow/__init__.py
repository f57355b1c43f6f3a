"""The state machine of a credential, and the other verbs that change what the public sees."""
