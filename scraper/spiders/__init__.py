"""Scrapy spiders: fetch politely, parse nothing themselves."""
