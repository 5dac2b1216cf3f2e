"""What a conversation says of itself: whom a clock time means, what is quoted, pasted or linked. Pure."""
