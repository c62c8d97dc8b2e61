"""python -m tocsin."""

from tocsin.surfaces.cli import main

main()
