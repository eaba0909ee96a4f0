"""The map page's own modules and styles, icons, and (in ``assets.prepare``) what gathers third-party assets."""
