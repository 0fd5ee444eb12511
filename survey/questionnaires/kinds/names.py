"""What each kind of item is called, in codebooks and printed questionnaires."""

from collections.abc import Mapping

from ..problems import N_

NAMES: Mapping[str, str] = {
    "report_grade": N_("Grade from 1 to 10"),
    "single_choice": N_("One answer"),
    "multiple_choice": N_("More answers"),
    "rating_scale": N_("Scale"),
    "value_card": N_("Questions about one value"),
    "recommendation": N_("Recommendation: yes, no or don't know"),
    "likelihood": N_("Likelihood from 0 to 10"),
    "number": N_("Number"),
    "hours_per_month": N_("Hours per month"),
    "month": N_("Month"),
    "date": N_("Date"),
    "short_text": N_("Short text, kept apart from the other answers"),
    "open_text": N_("Open text, kept apart from the other answers"),
    "ranking": N_("Order"),
    "information": N_("Text to read"),
    "consent": N_("Consent: yes or no"),
    "calculated": N_("Calculated from other answers"),
}
"""The message id for each kind."""
