"""The checklist of what the DNS should say, in a DNS of the test's own; without a DNS nothing is claimed."""

import pytest

from survey.fieldwork.mail_records import Found, checklist

ALL = {
    ("bounces.example.org", "TXT"): ["google-site-verification=x", "v=spf1 mx -all"],
    ("werkpeil._domainkey.example.org", "TXT"): ["v=DKIM1; k=rsa; p=MIIB"],
    ("_dmarc.example.org", "TXT"): ["v=DMARC1; p=quarantine"],
    ("bounces.example.org", "MX"): ["10 mx.example.org."],
}
ADDRESSES = ("onderzoek@example.org", "post@bounces.example.org")


def lines(records: dict[tuple[str, str], list[str]], selector: str | None = "werkpeil") -> dict[str, str]:
    found = checklist(*ADDRESSES, selector, lambda name, kind: records.get((name, kind), []))
    return {f"{line.record} {line.name}": line.found.value for line in found}


def test_everything_is_there() -> None:
    assert lines(ALL) == {
        "SPF bounces.example.org": "present",
        "DKIM werkpeil._domainkey.example.org": "present",
        "DMARC _dmarc.example.org": "present",
        "MX bounces.example.org": "present",
    }


@pytest.mark.parametrize("gone", ALL)
def test_what_is_missing_is_named(gone: tuple[str, str]) -> None:
    found = lines({key: texts for key, texts in ALL.items() if key != gone})
    assert [line.split()[1] for line, how in found.items() if how == "missing"] == [gone[0]]


def test_other_texts_are_not_taken_for_a_record() -> None:
    assert lines(ALL | {("bounces.example.org", "TXT"): ["hello"]})["SPF bounces.example.org"] == "missing"


def test_without_a_key_no_public_key_is_asked_for() -> None:
    assert not any(line.startswith("DKIM") for line in lines(ALL, None))


def test_without_a_dns_nothing_is_claimed() -> None:
    def away(_name: str, _kind: str) -> list[str]:
        raise LookupError

    assert {line.found for line in checklist(*ADDRESSES, "werkpeil", away)} == {Found.UNKNOWN}
