"""A container's health check: `python -m cli.probe URL` ends with 0 when the address answers well."""

import sys
import urllib.request


def main() -> int:
    """0 for an answer in the two hundreds within four seconds, else 1."""
    try:
        with urllib.request.urlopen(sys.argv[1], timeout=4):  # noqa: S310
            return 0
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
