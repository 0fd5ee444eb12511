"""The research workspace: pages for whoever sets up studies, runs their fieldwork and works with their answers."""

from flask import Blueprint

blueprint = Blueprint("research", __name__)
