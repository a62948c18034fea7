"""`python -m pantau`: the command line."""

from pantau.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
