"""Models for researchers: regression with errors that know of coaches, clustering, and drivers of satisfaction."""
