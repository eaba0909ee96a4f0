"""Places on earth: datums, parks, geocoding, arrangement, aggregation and the map page. Knows no database and no Qt."""
