"""Open Referral's HSDS (Human Services Data Specification): its objects, reading it, writing it."""
