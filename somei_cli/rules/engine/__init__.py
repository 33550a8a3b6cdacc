"""Running rules: dispatch, waivers, baseline, fixes, review, verification of the history."""
