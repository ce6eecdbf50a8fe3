"""The flow chart, drawn on the server: boxes, layers, order, places, and the drawing as numbers
that a template puts into SVG. Pure but for the words.

    boxes     what is drawn: steps, and the words on the lines between them
    layers    in which column each box stands: by the longest way there
    order     who stands above whom, so that few lines cross
    places    where exactly
    drawing   all of it together
"""
