"""Questions that change nothing: search, dossiers, meetings, explanations, printing."""
