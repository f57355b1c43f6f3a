"""Parts of components that are drawn in Python, because a page has hundreds of them."""
