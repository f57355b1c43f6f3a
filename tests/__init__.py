"""The suite: claims about the directory, each of which can fail."""
