"""A QR code as markup that a strict content policy lets into a page."""

from django.utils.translation import gettext as _
from qrcode.main import QRCode


def drawn(text: str) -> str:
    """The text as one SVG: a white ground and one black path, in any color scheme."""
    code = QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    dark = "".join(
        f"M{across} {down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, filled in enumerate(row)
        if filled
    )
    label = _("Square code for an authenticator app; the same secret is written below")
    return (
        f'<svg class="square" viewBox="0 0 {len(rows)} {len(rows)}" role="img" aria-label="{label}">'
        f'<path fill="#fff" stroke="none" d="M0 0h{len(rows)}v{len(rows)}H0z"/>'
        f'<path fill="#000" stroke="none" d="{dark}"/></svg>'
    )
