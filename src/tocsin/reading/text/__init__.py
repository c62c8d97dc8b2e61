"""What is the text: passages, and the case of a cable in capitals. Formats are the matter of `reading.documents`."""
