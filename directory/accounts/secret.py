"""Secrets of second factors as they are kept: encrypted under a key made from SECRET_KEY."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"directory second factors 1"
"""Keeps this key apart from every other that comes from the same SECRET_KEY."""


def hide(text: str) -> str:
    """The text encrypted under the present key."""
    return _keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()


def show(kept: str) -> str:
    """What `hide` was given; raises InvalidToken when it was hidden under a key we no longer have."""
    return _keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).decrypt(kept.encode()).decode()


@lru_cache(maxsize=4)
def _keys(*words: str) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(word))) for word in words])


def _derived(word: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(word.encode())
