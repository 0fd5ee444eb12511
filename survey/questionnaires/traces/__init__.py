"""Traces of people in what somebody wrote: names, numbers and addresses that could tell who it is about.

Pure: a text in, kinds out. Nothing is remembered, and nobody is told where in the text something stood.
"""

from .reading import Trace, traces

__all__ = ["Trace", "traces"]
