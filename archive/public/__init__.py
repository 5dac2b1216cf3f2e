"""The public copy, public.db."""
