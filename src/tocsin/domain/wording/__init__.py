"""How claims read: to our own people (`plain`), and to whoever is told, in their language (`telling`)."""
