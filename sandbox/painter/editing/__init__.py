"""Work on given pictures: layout and style taken from them, parts of them painted anew, things cut out.

Every function is pure; arrays are float32 pictures (height, width, 3) 0..1 as in the rest of the painter.
"""
