"""The codebook of a wave: what was asked, what each column of an export means, and how often answers were given.

Frequencies come from the publication of the wave and from nowhere else: they went through disclosure control together
with everything that is published, so that a codebook tells nothing new of anybody.
"""

from .entries import Codebook, Entry, codebook, find_codebook
from .pages import page, printed

__all__ = ["Codebook", "Entry", "codebook", "find_codebook", "page", "printed"]
