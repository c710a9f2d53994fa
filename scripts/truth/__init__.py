"""What a made-up province says is true of it, against what the comparison found."""
