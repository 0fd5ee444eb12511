"""A build that is broken on purpose: it notes that a mail has left before it leaves. `python -m ... worker`."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from survey.cli import main
from survey.fieldwork import outbox

_claim = outbox.claim


def claim(contacts: Session, now: datetime, lease: timedelta, *which: Any) -> outbox.Mail | None:
    """Take a mail, and call it done."""
    mail = _claim(contacts, now, lease, *which)
    if mail is not None:
        outbox.done(contacts, mail)
    return mail


if __name__ == "__main__":
    vars(outbox)["claim"] = claim
    main()
