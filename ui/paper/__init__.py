"""Maps and atlases painted on paper from their layout."""
