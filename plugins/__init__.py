"""What people see: Datasette plugins for the public site and the moderation site."""
