"""Open Referral's HSDS (Human Services Data Specification): one table of its objects, for reading and writing.

The objects of HSDS 3.x with their fields, the names that HSDS 1.1 had for the same, and the codes of both. The
specification is at https://docs.openreferral.org/ (CC BY-SA 4.0). Names of objects, fields and files are facts
of it.
"""

from __future__ import annotations

import uuid
from typing import NamedTuple

VERSION = "3.2.3"

NAMESPACE = uuid.UUID("6f6a2f0e-5d5c-5c0e-9d0a-9f2f7a6f3b10")
"""The namespace of ids that hart makes: for its own entries, and for records without one."""


class Object(NamedTuple):
    """An object of HSDS.

    Attributes:
        file: the file that holds it in a tabular package.
        fields: its fields there.
        required: those that must have a value.
        parents: the fields that name a parent, each with the list under which the parent nests the object.
    """

    file: str
    fields: tuple[str, ...]
    required: frozenset[str]
    parents: dict[str, str]


def _object(file: str, fields: str, **parents: str) -> Object:
    """Return an object; a field that is required ends in "!"."""
    names = fields.split()
    required = frozenset(name[:-1] for name in names if name.endswith("!"))
    return Object(file, tuple(name.removesuffix("!") for name in names), required, parents)


def _by_name(**names: str) -> dict[str, str]:
    """Return each of several names with what it stands for."""
    return {name: value for value, own in names.items() for name in own.split()}


OBJECTS = {
    "organization": _object(
        "organizations.csv",
        "id! name! alternate_name description! email website tax_status tax_id year_incorporated legal_status logo "
        "uri parent_organization_id",
    ),
    "program": _object("programs.csv", "id! organization_id! name! alternate_name description!"),
    "service": _object(
        "services.csv",
        "id! organization_id! program_id name! alternate_name description url email status! interpretation_services "
        "application_process fees_description wait_time fees accreditations eligibility_description minimum_age "
        "maximum_age assured_date assurer_email licenses alert last_modified",
    ),
    "taxonomy": _object("taxonomies.csv", "id! name! description! uri version"),
    "taxonomy_term": _object(
        "taxonomy_terms.csv", "id! code name! description! parent_id taxonomy language taxonomy_id term_uri"
    ),
    "attribute": _object(
        "attributes.csv", "id! link_id! taxonomy_term_id! link_type link_entity! value label", link_id="attributes"
    ),
    "location": _object(
        "locations.csv",
        "id! location_type! url organization_id name alternate_name description transportation latitude longitude "
        "external_identifier external_identifier_type",
    ),
    "service_at_location": _object(
        "service_at_location.csv", "id! service_id! location_id! description", service_id="service_at_locations"
    ),
    "address": _object(
        "addresses.csv",
        "id! location_id attention address_1! address_2 city! region state_province! postal_code! country! "
        "address_type!",
        location_id="addresses",
    ),
    "contact": _object(
        "contacts.csv",
        "id! organization_id service_id service_at_location_id location_id name title department email",
        organization_id="contacts",
        service_id="contacts",
    ),
    "phone": _object(
        "phones.csv",
        "id! location_id service_id organization_id contact_id service_at_location_id number! extension type "
        "description",
        service_id="phones",
        organization_id="phones",
        location_id="phones",
        contact_id="phones",
    ),
    "schedule": _object(
        "schedules.csv",
        "id! service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq "
        "interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type notes",
        service_id="schedules",
    ),
    "service_area": _object(
        "service_areas.csv",
        "id! service_id service_at_location_id name description extent extent_type uri",
        service_id="service_areas",
    ),
    "language": _object("languages.csv", "id! service_id location_id phone_id name code note", service_id="languages"),
    "cost_option": _object(
        "cost_options.csv",
        "id! service_id! valid_from valid_to option currency amount amount_description",
        service_id="cost_options",
    ),
    "required_document": _object(
        "required_documents.csv", "id! service_id document uri", service_id="required_documents"
    ),
    "url": _object(
        "url.csv",
        "id! label url! organization_id service_id",
        service_id="additional_urls",
        organization_id="additional_websites",
    ),
    "metadata": _object(
        "metadata.csv",
        "id! resource_id! resource_type! last_action_date! last_action_type! field_name! previous_value! "
        "replacement_value! updated_by!",
    ),
}
"""The objects that hart reads or writes."""

OLD_OBJECTS = {
    "eligibility": _object("eligibility.csv", "service_id eligibility", service_id="eligibilities"),
    "service_taxonomy": _object(
        "service_taxonomy.csv", "service_id taxonomy_id taxonomy_detail", service_id="taxonomies"
    ),
}
"""The objects of HSDS 1.1 that are gone."""

OLD_FILES = {
    "service_at_location": ("services_at_location.csv", "services_at_locations.csv"),
    "address": ("physical_addresses.csv",),
    "schedule": ("regular_schedules.csv",),
    "taxonomy_term": ("taxonomy.csv", "taxonomies.csv"),
    "service_area": ("service_area.csv",),
    "eligibility": ("eligibilities.csv",),
    "service_taxonomy": ("services_taxonomy.csv", "service_taxonomies.csv"),
}
"""The other names of files in HSDS 1.1."""

OLD_FIELDS = {
    "phone": ("language", "languages", "department"),
    "taxonomy_term": ("vocabulary",),
    "organization": ("url",),
    "schedule": ("weekday",),
    "service": ("program_name",),
}
"""The fields of HSDS 1.1 that are gone or have other names."""

NESTED = {key: name for name, table in OBJECTS.items() for key in table.parents.values()} | {"locations": "location"}
"""The lists of the nested form, and the object that each holds."""

CHANNELS = _by_name(
    voice="voice cell mobile phone hotline toll-free", fax="fax", text="text sms", tty="textphone tty tdd tty/tdd"
)
"""Types of phone, which HSDS fixes by description only, and hart's channel for each. The first of a channel is written."""

DAYS = _by_name(
    Mon="MO 1 MONDAY MON",
    Tue="TU 2 TUESDAY TUE",
    Wed="WE 3 WEDNESDAY WED",
    Thu="TH 4 THURSDAY THU",
    Fri="FR 5 FRIDAY FRI",
    Sat="SA 6 SATURDAY SAT",
    Sun="SU 7 SUNDAY SUN",
)
"""Days as RFC 5545, HSDS 1.1 and people write them."""

_LANGUAGES = (
    "english en, spanish es, portuguese pt, haitian creole ht, french fr, arabic ar, mandarin zh, chinese zh, "
    "russian ru, polish pl, vietnamese vi, italian it, albanian sq, urdu ur, hindi hi, bengali bn, pashto ps, "
    "dari prs, swahili sw, ukrainian uk, korean ko, japanese ja, german de, greek el, turkish tr, somali so, "
    "nepali ne, burmese my, karen kar, american sign language ase, asl ase"
)
LANGUAGES = dict(language.rsplit(" ", 1) for language in _LANGUAGES.split(", "))
"""Names of languages that are sure, with their ISO 639 codes."""

WITHDRAWN = ("inactive", "defunct")
CLOSED = "temporarily closed"
STATUSES = ("active", *WITHDRAWN, CLOSED)

NUMBERS = frozenset(("extension", "minimum_age", "maximum_age"))
DATES = frozenset(("assured_date",))
"""Of the fields that hart writes, those that a tabular package does not hold as text."""

SERVICES = ("hotline", "service", "program", "training")
"""Kinds of entry that are a service in HSDS, which knows no kinds."""

ORGANIZATIONS = ("organization", "agency")
"""Kinds of entry that are an organization in HSDS. It has no record for the rest."""

NOBODY = str(uuid.uuid5(NAMESPACE, "organization:not stated"))
"""The organization of services whose source names none: the tables ask for one."""
