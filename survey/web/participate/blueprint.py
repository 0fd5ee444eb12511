"""The blueprint that the participant's pages belong to."""

from flask import Blueprint

blueprint = Blueprint("participate", __name__)
