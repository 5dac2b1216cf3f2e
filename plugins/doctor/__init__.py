"""`threadkeep doctor`: whether an archive is well kept, and what to do where it is not (O8)."""
