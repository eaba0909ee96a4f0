"""Maps and pages on paper as data: what is drawn where, in millimetres. Knows no printer and no screen."""
