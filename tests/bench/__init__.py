"""`make bench`, for real and small."""
