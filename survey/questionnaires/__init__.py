"""What is asked, of whom and when: the questionnaire language. Pure Python and pydantic."""
