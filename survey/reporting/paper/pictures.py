"""A drawing as a picture of dots, by way of a page of its own size."""

import io
import re

from . import weasyprint

SIZE = re.compile(r'width="(\d+)" height="(\d+)"')
POINTS_PER_PIXEL = 72 / 96


def png(drawing: str, scale: float = 2) -> bytes:
    """An SVG drawing as PNG, `scale` dots for each of its pixels; `NoPangoError` without Pango."""
    import pypdfium2  # noqa: PLC0415 - as the next

    library = weasyprint()
    found = SIZE.search(drawing)
    width, height = found.groups() if found else ("960", "540")
    sheet = f"@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0 }} svg {{ display: block }}"
    printed = library.HTML(string=drawing).write_pdf(stylesheets=[library.CSS(string=sheet)])
    document = pypdfium2.PdfDocument(printed)
    try:
        image = document[0].render(scale=scale / POINTS_PER_PIXEL).to_pil()
    finally:
        document.close()
    kept = io.BytesIO()
    image.save(kept, "PNG", optimize=True)
    return kept.getvalue()
