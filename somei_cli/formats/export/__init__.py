"""What an export writes: JSON, CSV, linked data, OParl, Akoma Ntoso, DCAT-AP."""
