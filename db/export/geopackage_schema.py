"""The tables of a GeoPackage: those the standard asks for, QGIS's table of styles, and our layers."""

from typing import Final

from db.export.fields import FIELDS, Field, FieldType
from geo.frozen import frozen

META_TABLES: Final = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES
    ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
    ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    || 'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    || 'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],'
    || 'AUTHORITY["EPSG","4326"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
    scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
    md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml',
    metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT,
    row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
    CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
    CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
    description TEXT, mime_type TEXT, constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
    min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
    CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
INSERT INTO gpkg_extensions VALUES
    ('gpkg_metadata', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec120/#extension_metadata', 'read-write'),
    ('gpkg_metadata_reference', NULL, 'gpkg_metadata', 'http://www.geopackage.org/spec120/#extension_metadata',
        'read-write'),
    ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema', 'read-write'),
    ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema',
        'read-write');
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
    styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change)
    VALUES ('layer_styles', 'attributes', 'layer_styles', '2000-01-01T00:00:00.000Z');
"""

RTREE_TRIGGERS: Final = """
CREATE TRIGGER "rtree_{table}_geom_insert" AFTER INSERT ON "{table}"
    WHEN (NEW."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom"))
    BEGIN INSERT OR REPLACE INTO "rtree_{table}_geom" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
        ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_{table}_geom_update6" AFTER UPDATE OF "geom" ON "{table}"
    WHEN OLD."fid" = NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND
        (OLD."geom" NOTNULL AND NOT ST_IsEmpty(OLD."geom"))
    BEGIN UPDATE "rtree_{table}_geom" SET minx = ST_MinX(NEW."geom"), maxx = ST_MaxX(NEW."geom"),
        miny = ST_MinY(NEW."geom"), maxy = ST_MaxY(NEW."geom") WHERE id = NEW."fid"; END;
CREATE TRIGGER "rtree_{table}_geom_update7" AFTER UPDATE OF "geom" ON "{table}"
    WHEN OLD."fid" = NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) AND
        (OLD."geom" ISNULL OR ST_IsEmpty(OLD."geom"))
    BEGIN INSERT INTO "rtree_{table}_geom" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
        ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_{table}_geom_update2" AFTER UPDATE OF "geom" ON "{table}"
    WHEN OLD."fid" = NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
    BEGIN DELETE FROM "rtree_{table}_geom" WHERE id = OLD."fid"; END;
CREATE TRIGGER "rtree_{table}_geom_update5" AFTER UPDATE ON "{table}"
    WHEN OLD."fid" != NEW."fid" AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))
    BEGIN DELETE FROM "rtree_{table}_geom" WHERE id = OLD."fid";
        INSERT OR REPLACE INTO "rtree_{table}_geom" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),
        ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "rtree_{table}_geom_update4" AFTER UPDATE ON "{table}"
    WHEN OLD."fid" != NEW."fid" AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))
    BEGIN DELETE FROM "rtree_{table}_geom" WHERE id IN (OLD."fid", NEW."fid"); END;
CREATE TRIGGER "rtree_{table}_geom_delete" AFTER DELETE ON "{table}" WHEN OLD."geom" NOT NULL
    BEGIN DELETE FROM "rtree_{table}_geom" WHERE id = OLD."fid"; END;
"""
"""Keep the index right when another program edits the layer (GeoPackage 1.3 with the corrigendum of 1.4)."""


@frozen
class Layer:
    """A table of ours.

    Attributes:
        table: Its name.
        title: Chinese words.
        geometry: Type of its geometry, or empty for a table without.
        fields: Its columns after `fid` and `geom`.
    """

    table: str
    title: str
    geometry: str
    fields: tuple[Field, ...]


_PARK_FIELDS: Final = (
    Field("id", "编号", "id", "integer"),
    Field("name", "园区", "name"),
    Field("kind", "类别", "kind"),
    Field("parent_id", "上级园区编号", "parent_id", "integer"),
    Field("lng", "经度", "lng", "degrees"),
    Field("lat", "纬度", "lat", "degrees"),
    Field("position_confidence", "位置可信度", "pos_conf"),
    Field("position_source", "位置出处", "pos_source"),
    Field("area_km2", "面积（平方千米）", "area_km2", "number"),
    Field("area_source", "面积出处", "area_src"),
    Field("footprint_kind", "范围性质", "foot_kind"),
    Field("focus", "主导方向", "focus"),
)

KPI_FIELDS: Final = (
    Field("definition_id", "口径编号", "def_id"),
    Field("name", "指标", "name"),
    Field("variant", "口径", "variant"),
    Field("is_chosen", "选用", "is_chosen", "flag"),
    Field("value", "值", "value", "number"),
    Field("unit", "单位", "unit"),
    Field("numerator", "分子", "numerator", "integer"),
    Field("denominator", "分母", "denom", "integer"),
    Field("sample", "样本（项）", "sample", "integer"),
    Field("definition", "口径说明", "definition"),
)

LAYERS: Final = (
    Layer("projects", "项目", "POINT", FIELDS),
    Layer("parks", "园区", "MULTIPOLYGON", _PARK_FIELDS),
    Layer(
        "milestones",
        "里程碑",
        "",
        (
            Field("project_id", "项目编号", "project_id", "integer"),
            Field("stage", "阶段", "stage"),
            Field("date", "日期", "date"),
            Field("is_planned", "计划中", "is_planned", "flag"),
            Field("basis", "依据", "basis"),
            Field("note", "备注", "note"),
        ),
    ),
    Layer(
        "evidence",
        "依据",
        "",
        (
            Field("project_id", "项目编号", "project_id", "integer"),
            Field("project", "项目名称", "project"),
            Field("field", "字段", "field"),
            Field("field_name", "内容", "field_name"),
            Field("document_id", "材料编号", "doc_id"),
            Field("document", "材料", "document"),
            Field("published", "发表", "published"),
            Field("start", "起", "start", "integer"),
            Field("end", "止", "end", "integer"),
        ),
    ),
    Layer("kpis", "指标与口径", "", KPI_FIELDS),
    Layer("about", "说明", "", (Field("key", "项", "key"), Field("words", "内容", "words"))),
)
"""Our tables, in order."""


def spell_type(type_: FieldType) -> str:
    """Return a field's type as GeoPackage has it."""
    return {"integer": "INTEGER", "number": "REAL", "degrees": "REAL", "flag": "BOOLEAN"}.get(type_, "TEXT")
