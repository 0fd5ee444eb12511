"""Three databases that are never joined: studies, contacts, responses. SQLAlchemy only."""
