"""What an installation decides: settings, places, competences and the words of its mails."""
