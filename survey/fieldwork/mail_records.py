"""Mail records: what the DNS should say so that mail servers believe our mails, and what it says now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import dns.exception
import dns.resolver

TIMEOUT_SECONDS = 4.0


class Record(StrEnum):
    """What is looked for: who may send (SPF), the public key (DKIM), what to do with the rest (DMARC), the way back."""

    SPF = "SPF"
    DKIM = "DKIM"
    DMARC = "DMARC"
    MX = "MX"


class Found(StrEnum):
    """How it stands. `UNKNOWN`: the DNS could not be asked."""

    PRESENT = "present"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Line:
    """One record: where it belongs, and whether it is there."""

    record: Record
    name: str
    found: Found


Ask = Callable[[str, str], list[str]]
"""`(name, type) -> texts`; raises `LookupError` if the DNS cannot be asked."""


def ask(name: str, kind: str) -> list[str]:
    """Ask the DNS; an answer that there is nothing is an empty list."""
    try:
        answer = dns.resolver.resolve(name, kind, lifetime=TIMEOUT_SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError) as fault:
        raise LookupError(type(fault).__name__) from None
    return [b"".join(getattr(each, "strings", ())).decode(errors="replace") or str(each) for each in answer]


def checklist(address: str, returns: str, selector: str | None, asking: Ask = ask) -> Iterator[Line]:
    """The records for mails that are from `address` and come back to `returns`, signed under `selector` if it is given.

    RFC 7208 (SPF, for the domain that mails come back to), RFC 6376 (DKIM), RFC 7489 (DMARC).
    """
    domain, back = (each.rpartition("@")[2] for each in (address, returns or address))
    wanted = [(Record.SPF, back, "TXT", "v=spf1"), (Record.DMARC, f"_dmarc.{domain}", "TXT", "v=DMARC1")]
    if selector:
        wanted.insert(1, (Record.DKIM, f"{selector}._domainkey.{domain}", "TXT", "p="))
    away = False  # Asked once in vain, it is not asked again: each time would take seconds.
    for record, name, kind, mark in (*wanted, (Record.MX, back, "MX", "")):
        try:
            there = not away and any(mark in text for text in asking(name, kind))
        except LookupError:
            away = True
        yield Line(record, name, Found.UNKNOWN if away else Found.PRESENT if there else Found.MISSING)
