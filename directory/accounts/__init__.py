"""Accounts: allauth's pages in our words, second factors, letters that leave outside the request."""
