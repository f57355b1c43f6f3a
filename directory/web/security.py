"""Headers that keep a page to itself, under the names of Django 6, whose own middleware can replace ours."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import wraps

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Policy = Mapping[str, Sequence[str]]
Answer = Callable[..., HttpResponseBase]

# Only names that browsers know: an unknown one is a message in every visitor's console.
OFF = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "fullscreen", "gamepad", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture",
    "screen-wake-lock", "serial", "storage-access", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
# Passkeys, and "use my location", which a visitor starts by hand.
SELF = ("geolocation", "publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS_POLICY = ", ".join([f"{name}=()" for name in OFF] + [f"{name}=(self)" for name in SELF])


class CSP(StrEnum):
    """The source words of a content policy; the unsafe ones are left out on purpose."""

    NONE = "'none'"
    SELF = "'self'"


def build_policy(config: Policy) -> str:
    """The header's value; a directive without sources is left out."""
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in config.items() if sources)


def csp_override(config: Policy) -> Callable[[Answer], Answer]:
    """A view's own content policy instead of the site's; an empty one sends no header."""

    def decorator(view: Answer) -> Answer:
        @wraps(view)
        def wrapped(*args: object, **kwargs: object) -> HttpResponseBase:
            response = view(*args, **kwargs)
            response._csp_config = config  # type: ignore[attr-defined]  # Django 6's own attribute
            return response

        return wrapped

    return decorator


class Headers:
    """Adds the headers that Django 5.2 does not send by itself; a header that a view has set stays."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The response with its headers."""
        response = self.get_response(request)
        # Django's own debugging pages live from inline styles; they exist under DEBUG only.
        if not (settings.DEBUG and response.status_code in (404, 500)):
            config = getattr(response, "_csp_config", settings.SECURE_CSP)
            if config:
                response.headers.setdefault("Content-Security-Policy", build_policy(config))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
