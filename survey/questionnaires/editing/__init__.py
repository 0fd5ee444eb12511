"""Editing documents that may be wrong or incomplete: plain values in, plain values out, and what is wrong with them."""
