"""What SQLite and DuckDB take for the same answers: an R*Tree or a scan for symbols, GROUP BY for facets."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.index.columns import ProjectColumns

if TYPE_CHECKING:
    from ui.benchmark.steps import Step

_CENTRE: Final = (106.32, 29.56)
_HALF_VIEW: Final = 1100 / 2 * 360 / 256
"""Half the degrees an 1100 px wide map shows at zoom 0."""

_FACETS: Final = ("industry_id", "track_id", "park_id", "kind", "park_basis")


class Peer:
    """An R*Tree over the positions of a ledger, in memory, beside the ledger itself."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Measure on a connection that has the tables `tree` and `spots` ready."""
        self._connection = connection

    @classmethod
    def build(cls, ledger: Path) -> "Peer":
        """Index the positions of a ledger, which is only read."""
        connection = sqlite3.connect(ledger)
        connection.executescript(
            """
            PRAGMA query_only = 0;
            CREATE TEMP TABLE spots AS SELECT p.id, coalesce(p.lng, k.lng) AS lng, coalesce(p.lat, k.lat) AS lat,
                p.industry_id, p.amount_wan FROM projects AS p LEFT JOIN parks AS k ON k.id = p.park_id;
            DELETE FROM spots WHERE lng IS NULL;
            CREATE UNIQUE INDEX temp.spot_ids ON spots (id);
            CREATE VIRTUAL TABLE temp.tree USING rtree (id, west, east, south, north);
            INSERT INTO temp.tree SELECT id, lng, lng, lat, lat FROM spots;
            """
        )
        return cls(connection)

    def measure(self, repeats: int, measure: "Callable[[str, int, Callable[[int], int]], Step]") -> "list[Step]":
        """Measure every question; the names are those of our own steps after `SQLite: `."""
        return [
            measure("SQLite: facets, no filter", repeats, lambda _: self._facets()),
            measure("SQLite: frame at zoom 11, encoded", repeats, lambda _: self._clusters(11)),
            measure("SQLite: frame at zoom 8, encoded", repeats, lambda _: self._clusters(8)),
        ]

    def close(self) -> None:
        """Let the ledger go."""
        self._connection.close()

    def _facets(self) -> int:
        found = 0
        for column in _FACETS:
            sql = f"SELECT {column}, count(*), sum(amount_wan) FROM projects GROUP BY {column}"  # noqa: S608 - our names
            found += len(self._connection.execute(sql).fetchall())
        return found

    def _clusters(self, zoom: int) -> int:
        half = _HALF_VIEW / 2**zoom
        west, east, south, north = (
            _CENTRE[0] - half,
            _CENTRE[0] + half,
            _CENTRE[1] - half * 0.6,
            _CENTRE[1] + half * 0.6,
        )
        sql = """SELECT CAST(s.lng / ?1 AS INTEGER), CAST(s.lat / ?1 AS INTEGER), count(*), sum(s.amount_wan),
            avg(s.lng), avg(s.lat) FROM temp.tree AS t JOIN temp.spots AS s ON s.id = t.id
            WHERE t.east >= ?2 AND t.west <= ?3 AND t.north >= ?4 AND t.south <= ?5 GROUP BY 1, 2"""
        cell = 360 / 2**zoom / 4
        return len(self._connection.execute(sql, (cell, west, east, south, north)).fetchall())


def measure_duckdb(
    columns: ProjectColumns, repeats: int, measure: "Callable[[str, int, Callable[[int], int]], Step]"
) -> "list[Step]":
    """Ask DuckDB the same over the same arrays in memory; nothing where it is not installed (requirements/bench.in)."""
    try:
        import duckdb
    except ImportError:
        return []
    codes = {key: columns.codes[key] for key in ("industry", "track", "park", "kind", "grade")}
    values: dict[str, Any] = {**codes, "lng": columns.lng, "lat": columns.lat, "amount": columns.amount_wan}
    database = duckdb.connect()
    database.register("arrays", values)
    database.execute("CREATE TABLE projects AS SELECT * FROM arrays")

    def facets(_: int) -> int:
        sql = "SELECT {key}, count(*), sum(amount) FROM projects GROUP BY {key}"
        return sum(len(database.execute(sql.format(key=key)).fetchall()) for key in codes)

    def clusters(zoom: int) -> int:
        half, cell = _HALF_VIEW / 2**zoom, 360 / 2**zoom / 4
        sql = """SELECT floor(lng / ?), floor(lat / ?), count(*), sum(amount), avg(lng), avg(lat) FROM projects
            WHERE lng BETWEEN ? AND ? AND lat BETWEEN ? AND ? GROUP BY 1, 2"""
        lng, lat = _CENTRE
        box = (lng - half, lng + half, lat - half * 0.6, lat + half * 0.6)
        return len(database.execute(sql, (cell, cell, *box)).fetchall())

    steps = [
        measure("DuckDB: facets, no filter", repeats, facets),
        measure("DuckDB: frame at zoom 11, encoded", repeats, lambda _: clusters(11)),
        measure("DuckDB: frame at zoom 8, encoded", repeats, lambda _: clusters(8)),
    ]
    database.close()
    return steps
