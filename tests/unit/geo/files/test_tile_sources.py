import pytest

from geo.files.tile_sources import (
    MAX_ZOOM,
    VectorLayer,
    find_schema,
    parse_json,
    read_vector_layers,
    to_plain_text,
    to_zoom,
)


def layers(*names: str) -> tuple[VectorLayer, ...]:
    return tuple(VectorLayer(name, (), 0, 14) for name in names)


def test_schemas_are_told_by_the_layers_only_they_have() -> None:
    assert find_schema(layers("water", "transportation", "place")) == "openmaptiles"
    assert find_schema(layers("earth", "roads", "places", "water")) == "protomaps"
    assert find_schema(layers("roads")) == "other"
    assert find_schema(layers("transportation")) == "other"
    assert find_schema(()) == "other"


def test_vector_layers_are_read_and_nonsense_left_out() -> None:
    stated = [
        {"id": "water", "fields": {"class": "String"}, "minzoom": 3, "maxzoom": 12},
        {"id": "<b>roads</b>", "fields": "none", "minzoom": -4, "maxzoom": "x"},
        {"name": "no id"},
        "text",
        None,
    ]
    assert read_vector_layers(stated) == (
        VectorLayer("water", ("class",), 3, 12),
        VectorLayer("roads", (), 0, MAX_ZOOM),
    )
    assert read_vector_layers({"id": "water"}) == ()
    assert read_vector_layers(None) == ()
    assert len(read_vector_layers([{"id": str(number)} for number in range(10_000)])) == 500


def test_an_attribution_becomes_one_line_of_plain_text() -> None:
    told = '<a href="javascript:alert(1)">© OpenStreetMap</a>\n<script>x</script> &amp; \u202etxt.\u2066'
    assert to_plain_text(told) == "© OpenStreetMap x & txt."
    assert to_plain_text("重庆𠀀") == "重庆𠀀"
    assert to_plain_text(None) == ""
    assert len(to_plain_text("长" * 100_000)) == 400


@pytest.mark.parametrize("text", ["", "[1]", "[" * 200_000, "{", "null", '"x"', "NaN"])
def test_json_of_strangers_is_an_object_or_nothing(text: str) -> None:
    assert parse_json(text) == {}


def test_zooms_are_whole_and_in_range() -> None:
    assert [to_zoom(value, 7) for value in (0, "14", "3.0", 30)] == [0, 14, 3, 30]
    assert [to_zoom(value, 7) for value in (-1, 31, "x", None, "inf", "nan", b"1")] == [7] * 7
