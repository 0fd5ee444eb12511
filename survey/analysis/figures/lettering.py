"""How wide text is, near enough to break it into lines: widths of a common sans-serif, in parts of its size."""

NARROW, WIDE = frozenset("ijlItfr.,:;'|!()[] "), frozenset("mwMW%@")
WIDTHS = (0.31, 0.56, 0.86, 0.7)


def width(text: str, size: float) -> float:
    """The width of `text` in the unit of `size`."""
    return size * sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if letter in NARROW:
        return WIDTHS[0]
    if letter in WIDE:
        return WIDTHS[2]
    return WIDTHS[3] if letter.isupper() else WIDTHS[1]


def lines(text: str, size: float, most: float) -> list[str]:
    """`text` in lines that are at most `most` wide, broken between words."""
    broken: list[str] = []
    for word in text.split():
        if broken and width(f"{broken[-1]} {word}", size) <= most:
            broken[-1] += f" {word}"
        else:
            broken.append(word)
    return broken or [""]


def fits(text: str, size: float, most: float, number: int) -> bool:
    """Whether `text` is at most so many lines, of which none is wider than `most`."""
    broken = lines(text, size, most)
    return len(broken) <= number and all(width(line, size) <= most for line in broken)
