"""From originals and decisions to the public copy: build, gate, swap, certificate."""
