"""`python -m scraper.sample_blog [--port N]`: serve the sample blog on 127.0.0.1 until interrupted."""

from __future__ import annotations

import contextlib

import click

from scraper.sample_blog.server import SampleBlog


@click.command()
@click.option("--port", default=8003, show_default=True, help="Port on 127.0.0.1; 0 picks a free one.")
def main(port: int) -> None:
    """Serve the sample blog."""
    with SampleBlog(port) as blog, contextlib.suppress(KeyboardInterrupt):
        click.echo(f"The sample blog is at {blog.url}/")
        blog.wait()


if __name__ == "__main__":
    main()
