"""The charts' page, made when somebody looks, and what is pressed on it."""
