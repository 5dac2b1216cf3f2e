"""The reading site as plain files (O7). Public code: it reads public.db, through the pages that readers see."""
