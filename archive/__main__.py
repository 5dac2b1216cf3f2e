"""`python -m archive` is `threadkeep`: the commands start one another this way, wherever the script was installed."""

import sys


def run() -> None:
    """Run the command line; an interrupt before it has begun ends without a word, with exit code 130."""
    try:
        from archive.cli import main  # takes long enough for somebody to think better of it
    except KeyboardInterrupt:
        sys.exit(130)
    main()


if __name__ == "__main__":
    run()
