"""Jobs: what a page asks for and the worker does, because it takes long or needs rights that pages do not have.

A page writes a row and shows how far it is; a worker takes the row with a lease, does it, and writes what came of it.
What a job does is registered where everything comes together (`cli.errands`).
"""
