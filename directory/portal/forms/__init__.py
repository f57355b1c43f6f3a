"""The questions about each kind of claim: a form each page, its fields named as the details name them."""
