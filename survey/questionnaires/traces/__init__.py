"""Traces of people in what somebody wrote: names, numbers and addresses that could tell who it is about.

Pure: a text in, kinds out. Nothing is remembered. `spans` says where they stand, for whoever reviews open answers.
"""

from .reading import Span, Trace, spans, traces

__all__ = ["Span", "Trace", "spans", "traces"]
