"""What the site publishes besides pages, one module a format. Pure: text out, no files."""
