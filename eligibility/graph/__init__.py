"""The questionnaire as a frozen graph: load it, prove it, walk it, compare two of them.

Pure: no ORM, no request, no clock; what only the caller knows comes in as an argument. The plain
shape is described in `content`, the rules in `checker`, what an answer decides in `decisive`.
"""
