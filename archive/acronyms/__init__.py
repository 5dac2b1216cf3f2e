"""Acronyms in text: where they stand, how they are spelt, what they mean. Pure: texts in, values out."""
