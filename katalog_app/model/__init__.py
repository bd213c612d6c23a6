"""What a catalogue is: entries, fields, changes and their history; pure, standard library only."""
