"""What an installation decides: typed settings, commented defaults, competences and mail templates."""
