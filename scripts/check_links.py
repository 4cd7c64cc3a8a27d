"""Check the links that the records cite; the same as ``atlas links check``."""

from atlas.links.command import check

if __name__ == "__main__":
    check(prog_name="check_links.py")
