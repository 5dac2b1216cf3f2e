"""An invented blog and its comment community, served in Blogger's dress for the demo and the tests."""

from scraper.sample_blog.content import Planted, SampleComment, SamplePost, load_content, load_planted
from scraper.sample_blog.server import SampleBlog

__all__ = ["Planted", "SampleBlog", "SampleComment", "SamplePost", "load_content", "load_planted"]
