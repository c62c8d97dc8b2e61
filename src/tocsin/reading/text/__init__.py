"""What is the text: passages, and the case of a cable in capitals. Formats come before, in `tocsin.reading.documents`."""
