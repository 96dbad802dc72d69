"""What the writer can say: light, viewpoint, medium, palette, mood, and what happens around a subject.

Words the painter can draw are preferred throughout, so that what is written is also seen.
"""
