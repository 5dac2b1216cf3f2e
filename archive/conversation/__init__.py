"""What comments say to each other: clock times, quotations, blocks from elsewhere, links between posts. Pure."""
