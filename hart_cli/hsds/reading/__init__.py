"""HSDS of any form to entries: records, tables and JSON streams, each repair and loss reported."""
