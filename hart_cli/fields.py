"""The table of fields: what the annotations of a record say of each of its fields.

The records of `hart_cli.model` are named tuples, and their annotations are the table. `fields_of` reads it once for
each record. Readers, rules, the index, JSON, its schema, CSV and cards take the shape of a record from here.
"""

from __future__ import annotations

from typing import Any, NamedTuple, get_args, get_origin


class Meta(NamedTuple):
    """What an annotation says of a field beyond its type: `role: Annotated[str | None, Meta(spanish=True)] = None`.

    Args:
        label: what stands before the value on a card; the name of the field where it is None.
        spanish: whether the directory holds it in Spanish, too. Of a record that is its `text`.
        choices: the values that it may have; any where there are none.
        json: its key in JSON; the name of the field where it is None, and no key where it is empty.
        csv: whether it has a column in CSV and TSV.
        toml: how the TOML holds it: "value" as its type says, "id" by the id of what it names, "" not at all.
        sourced: whether each item of it may name a source of its own in the TOML.
    """

    label: str | None = None
    spanish: bool = False
    choices: tuple[str, ...] = ()
    json: str | None = None
    csv: bool = True
    toml: str = "value"
    sourced: bool = False


class Field(NamedTuple):
    """A field of a record.

    Args:
        name: the name of the attribute.
        type: of its value, or of one item: str, int, float, bool or a record.
        many: whether it holds any number of items.
        keyed: whether its items are pairs of a text and a value of the type.
        optional: whether it may be None.
        required: whether it has no default.
        meta: what the annotation says beyond the type.
    """

    name: str
    type: type
    many: bool = False
    keyed: bool = False
    optional: bool = False
    required: bool = False
    meta: Meta = Meta()

    @property
    def label(self) -> str:
        """What stands before the value on a card."""
        return self.name.replace("_", " ").capitalize() if self.meta.label is None else self.meta.label

    @property
    def json(self) -> str:
        """The key in JSON, or an empty text."""
        return self.name if self.meta.json is None else self.meta.json

    @property
    def is_record(self) -> bool:
        """Whether its value, or each item of it, is a record with fields of its own."""
        return hasattr(self.type, "_fields")

    @property
    def is_plain(self) -> bool:
        """Whether it holds a text, a number, yes or no, or several of these, as its type says."""
        return self.type in (str, int, float, bool) and not self.keyed and self.meta.toml == "value"


_TABLES: dict[Any, tuple[Field, ...]] = {}


def fields_of(record: Any) -> tuple[Field, ...]:
    """Return the fields of a type of record, in the order of its values."""
    if record not in _TABLES:
        _TABLES[record] = tuple(
            _field(name, hint, name not in record._field_defaults) for name, hint in record.__annotations__.items()
        )
    return _TABLES[record]


def _field(name: str, hint: Any, required: bool) -> Field:
    meta = next((extra for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Meta)), Meta())
    hint = get_args(hint)[0] if hasattr(hint, "__metadata__") else hint
    kinds = get_args(hint)
    optional = type(None) in kinds
    if optional:
        hint = kinds[0]
    many = get_origin(hint) is tuple
    item = get_args(hint)[0] if many else hint
    keyed = get_origin(item) is tuple
    return Field(name, get_args(item)[1] if keyed else item, many, keyed, optional, required, meta)
